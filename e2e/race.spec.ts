import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { tabTo } from './support/keyboard.ts'
import { openCompare, runLines, runNames, runRow } from './support/compare.ts'
import { expect, openPage, test } from './support/page.ts'
import { answerText, chooseRace, lane, laneFigure, laneNames, race, raceButton, scanLines, untilOver } from './support/race.ts'
import { chooseData, limitData, openTraining } from './support/training.ts'

/** Networks that learn in turns, and read the pad side by side. */

const DIGITS = 200

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, DIGITS)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await openCompare(page)
})

test('an RNN races an LSTM: both learn, both read the drawing, and their runs are kept @phone', async ({ page, isMobile }) => {
  const press = (name: Parameters<typeof raceButton>[1]) => (isMobile ? raceButton(page, name).tap() : raceButton(page, name).click())
  await chooseRace(page, 'LSTM against RNN', { epochs: 5, batchSize: 10 })
  await press('Start race')
  await expect.poll(() => laneNames(page)).toEqual(['lstm 1', 'rnn 1'])
  await press('Pause race')
  await expect(race(page).getByRole('status')).toHaveText('Paused.')
  await press('Resume race')
  await untilOver(page)

  await test.step('each has its figures, its answer and its gradients', async () => {
    for (const name of ['lstm 1', 'rnn 1']) {
      await expect(lane(page, name)).toHaveAttribute('data-end', 'finished')
      await expect(laneFigure(page, name, 'On test digits')).toHaveText(/^\d+(\.\d+)?%$/)
      await expect(laneFigure(page, name, 'Time')).toHaveText(/^\d+(\.\d)? sec$/)
      await expect(lane(page, name)).toHaveAttribute('data-answer', /^\d$/)
      await expect(lane(page, name).locator('path[data-gradient]')).toHaveAttribute('d', /^M/)
    }
  })

  await test.step('one scan line goes through both', async () => {
    await race(page).getByRole('slider', { name: 'Scan line' }).focus()
    await page.keyboard.press('Home')
    await expect.poll(() => scanLines(page)).toEqual([expect.closeTo(1 / 28, 2), expect.closeTo(1 / 28, 2)])
    const early = await race(page).locator('[data-part=so-far]').allInnerTexts()
    await page.keyboard.press('End')
    await expect.poll(() => scanLines(page)).toEqual([expect.closeTo(1, 2), expect.closeTo(1, 2)])
    for (const [place, name] of ['lstm 1', 'rnn 1'].entries()) {
      const soFar = lane(page, name).locator('[data-part=so-far]')
      await expect(soFar).toHaveText(await answerText(page, name))
      await expect(soFar).not.toHaveText(early[place]!)
    }
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(race(page).getByRole('slider', { name: 'Scan line' })).toHaveAttribute('aria-valuetext', 'after 2 of 28 steps')
  })

  await test.step('both are runs among the others, their curves alone in view', async () => {
    expect((await runNames(page)).toSorted()).toEqual(['lstm 1', 'rnn 1'])
    for (const name of ['lstm 1', 'rnn 1']) await expect(runRow(page, name)).toHaveAttribute('data-outcome', 'finished')
    await expect(runLines(page, 'loss')).toHaveCount(2)
  })

  await test.step('a network of the race becomes the page’s own', async () => {
    const take = lane(page, 'rnn 1').getByRole('button', { name: 'Open rnn 1 on the page' })
    await (isMobile ? take.tap() : take.click())
    await expect(page.getByRole('tab', { name: 'Gates' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('banner')).toContainText('Model rnn')
  })
})

test('a race is stopped, and a training waits for it', async ({ page }) => {
  await chooseRace(page, 'LSTM, GRU, RNN and CNN', { epochs: 50, batchSize: 10 })
  await raceButton(page, 'Start race').click()
  await expect.poll(() => laneNames(page)).toEqual(['lstm 1', 'gru 1', 'rnn 1', 'cnn 1'])
  await expect(lane(page, 'cnn 1')).toHaveAttribute('data-answer', /^\d$/)
  await openTraining(page)
  await page.getByRole('region', { name: 'Training', exact: true }).getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Training can’t be started while networks race.' })).toBeVisible()
  await openCompare(page)
  await raceButton(page, 'Stop race').click()
  await untilOver(page)
  for (const name of await laneNames(page)) await expect(lane(page, name ?? '')).toHaveAttribute('data-end', 'stopped')
})

test('networks of one’s own choice race', async ({ page }) => {
  await chooseRace(page, 'Networks of your choice', { epochs: 1, batchSize: 20 })
  const networks = race(page).getByRole('group', { name: 'Networks, 2 to 4' })
  await networks.getByRole('button', { name: 'row-rnn', exact: true }).click()
  await expect(raceButton(page, 'Start race')).toHaveAttribute('aria-disabled', 'true')
  await expect(race(page).getByRole('status')).toHaveText('Choose at least two networks.')
  await networks.getByRole('button', { name: 'row-lstm, on this page' }).click()
  await networks.getByRole('button', { name: 'cnn', exact: true }).click()
  await raceButton(page, 'Start race').click()
  await untilOver(page)
  expect(await laneNames(page)).toHaveLength(3)
})

test('by the keyboard alone: chosen, started, paused, scanned, and a network taken', async ({ page }) => {
  const { keyboard } = page
  await page.getByRole('tab', { name: 'Compare' }).focus()
  await tabTo(page, 'which race', race(page).getByRole('combobox', { name: 'Who races' }))
  await keyboard.press('End')
  await expect(race(page).getByRole('group', { name: 'Networks, 2 to 4' })).toBeVisible()
  await keyboard.press('Home')
  await tabTo(page, 'how long', race(page).getByRole('spinbutton', { name: 'Epochs' }))
  await keyboard.press('ArrowUp')
  await tabTo(page, 'the start', raceButton(page, 'Start race'))
  await keyboard.press('Enter')
  await expect(raceButton(page, 'Pause race'), 'the same button').toBeFocused()
  await keyboard.press('Enter')
  await expect(raceButton(page, 'Resume race')).toBeFocused()
  await keyboard.press('Enter')
  await untilOver(page)
  await tabTo(page, 'the scan line', race(page).getByRole('slider', { name: 'Scan line' }))
  await keyboard.press('End')
  await expect(lane(page, 'lstm 1').locator('[data-part=so-far]')).toHaveText(await answerText(page, 'lstm 1'))
  await tabTo(page, 'a network', lane(page, 'rnn 1').getByRole('button', { name: 'Open rnn 1 on the page' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('banner')).toContainText('Model rnn')
  await expect(page.getByRole('main')).toBeFocused()
})

test('a race has no barriers, on a phone neither @phone', async ({ page }) => {
  await chooseRace(page, 'LSTM against CNN', { epochs: 10, batchSize: 20 })
  await raceButton(page, 'Start race').click()
  await expect(lane(page, 'cnn 1')).toHaveAttribute('data-answer', /^\d$/)
  await raceButton(page, 'Pause race').click()
  await expect(race(page).getByRole('status')).toHaveText('Paused.')
  await expectNoViolationsIn(page, THEMES, 'a race rests')
  await raceButton(page, 'Stop race').click()
  await untilOver(page)
  await expectNoViolationsIn(page, THEMES, 'a race is over')
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByTestId('race')).toContainText('比赛结束。')
  await expectNoViolationsIn(page, THEMES, 'a race is over, in Chinese')
  expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false)
})
