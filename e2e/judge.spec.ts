import type { Locator, Page } from '@playwright/test'
import { toInk } from '../src/core/images.ts'
import { builtInDigits } from '../src/data/digits/data-set.ts'
import { createCpuEngine } from '../src/nn/engines/cpu/cpu-engine.ts'
import { gallery, judgeBuiltIn, judgeButton, judgePanel, judgeStatus, matrixCell, openJudge } from './support/judge.ts'
import { press } from './support/keyboard.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, waitUntilRead } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { shippedCheckpoint } from './support/shipped-model.ts'
import { chooseSettings, control, limitData, openTraining, stepsDone } from './support/training.ts'

const COUNT = 400
const CLASSES = 10

/** The same digits and the same model in this process, on the float64 engine. */
async function modelHere(page: Page) {
  const { test: digits } = builtInDigits({ train: 0, test: COUNT, seed: 1 })
  const { spec, parameters } = await shippedCheckpoint(page, 'row-rnn')
  const engine = await createCpuEngine()
  return { digits, images: toInk(digits.images), model: await engine.createModel(spec, { parameters }) }
}

/** Right answers after every row, [T]. */
async function rightAfterRows(page: Page): Promise<number[]> {
  const { digits, images, model } = await modelHere(page)
  const beliefs = await model.believe(images)
  const steps = beliefs.length / (COUNT * CLASSES)
  return Array.from({ length: steps }, (_, step) =>
    digits.labels.reduce((hits, label, index) => {
      const row = beliefs.slice((index * steps + step) * CLASSES, (index * steps + step + 1) * CLASSES)
      return row.indexOf(Math.max(...row)) === label ? hits + 1 : hits
    }, 0),
  )
}

/** What it answers, one by one. */
async function countedHere(page: Page) {
  const { digits, images, model } = await modelHere(page)
  const probabilities = await model.predict(images)
  return Array.from(digits.labels, (label, index) => {
    const row = [...probabilities.subarray(index * CLASSES, (index + 1) * CLASSES)]
    const confidence = Math.max(...row)
    return { index, label, answer: row.indexOf(confidence), confidence }
  })
}

/** Where a share of all digits is 1.96 deviations of its own from what was counted: found by halving. */
function intervalOf(hits: number): readonly [low: number, high: number] {
  const seen = hits / COUNT
  const end = (inside: number, outside: number): number => {
    let [near, far] = [inside, outside]
    for (let round = 0; round < 60; round++) {
      const middle = (near + far) / 2
      if (Math.abs(seen - middle) < 1.959964 * Math.sqrt((middle * (1 - middle)) / COUNT)) near = middle
      else far = middle
    }
    return near
  }
  return [end(seen, 0), end(seen, 1)]
}

const tenthOf = (confidence: number): number => Math.min(9, Math.floor(confidence * 10))

async function openWithRnn(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, COUNT)
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await pickPreset(page, 'row-rnn')
}

test.describe('judging', () => {
  test('from the confusion matrix to a wrong picture’s gates @phone', async ({ page, isMobile }) => {
    test.setTimeout(180_000)
    await openWithRnn(page)
    await openJudge(page)
    await expect(judgeStatus(page)).toHaveText('Nothing has been judged yet.')
    await judgeBuiltIn(page, COUNT)
    const counted = await countedHere(page)
    const mistakes = counted.filter(({ label, answer }) => label !== answer)
    const [surest] = mistakes.toSorted((a, b) => b.confidence - a.confidence)
    if (surest === undefined) throw new Error('the model makes no mistake: there is nothing to find')

    await test.step('every number is that of an independent count', async () => {
      const figures = page.getByTestId('judge-figures')
      await expect(figures).toHaveAttribute('data-total', String(COUNT))
      await expect(figures).toHaveAttribute('data-hits', String(COUNT - mistakes.length))
      for (let label = 0; label < CLASSES; label++) {
        for (let answer = 0; answer < CLASSES; answer++) {
          const count = counted.filter((one) => one.label === label && one.answer === answer).length
          await expect(matrixCell(page, label, answer), `${label} read as ${answer}`).toHaveAttribute('data-count', String(count))
        }
      }
      const rows = page.getByTestId('judge-classes').getByRole('row')
      const { label } = surest
      const right = counted.filter((one) => one.label === label && one.answer === label).length
      const named = counted.filter(({ answer }) => answer === label).length
      const there = counted.filter((one) => one.label === label).length
      const percent = (share: number): string => `${(100 * share).toFixed(2)}%`
      await expect(rows.nth(label + 1)).toContainText(percent(right / named))
      await expect(rows.nth(label + 1)).toContainText(percent(right / there))
    })

    await test.step('so are the interval, and the calibration with its histogram', async () => {
      const hits = COUNT - mistakes.length
      const [low, high] = intervalOf(hits)
      await expect(page.getByTestId('judge-figures')).toContainText(`${(100 * low).toFixed(2)}% – ${(100 * high).toFixed(2)}%`)
      await press(judgePanel(page).getByText('In numbers'), isMobile)
      const bins = page.getByTestId('judge-calibration').getByRole('row')
      await expect(bins).toHaveCount(11)
      for (let tenth = 0; tenth < 10; tenth++) {
        const inside = counted.filter(({ confidence }) => tenthOf(confidence) === tenth)
        const wrong = inside.filter(({ label, answer }) => label !== answer)
        const cells = bins.nth(tenth + 1).getByRole('cell')
        await expect(cells.nth(0), `answers between ${tenth} and ${tenth + 1} tenths`).toHaveText(String(inside.length))
        await expect(cells.nth(1)).toHaveText(String(wrong.length))
      }
      const heights = await judgePanel(page)
        .getByRole('img', { name: 'Correct and wrong answers by confidence' })
        .locator('rect')
        .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height')) > 0))
      const there = Array.from({ length: 10 }, (_, tenth) =>
        [true, false].map((isRight) => counted.some((one) => tenthOf(one.confidence) === tenth && (one.label === one.answer) === isRight)),
      )
      expect(heights, 'right and wrong answers of every tenth have a bar').toEqual(there.flat())
    })

    await test.step('counts become rates', async () => {
      const { label, answer } = surest
      const cell = matrixCell(page, label, answer)
      const count = mistakes.filter((one) => one.label === label && one.answer === answer).length
      await expect(cell).toHaveText(String(count))
      await press(judgePanel(page).getByRole('radio', { name: 'Rates in %' }), isMobile)
      await expect(cell).toHaveText(((100 * count) / counted.filter((one) => one.label === label).length).toFixed(1))
    })

    await test.step('a cell shows its digits, the surest first', async () => {
      await expect(gallery(page)).toHaveAttribute('data-cell', 'all')
      await press(matrixCell(page, surest.label, surest.answer), isMobile)
      await expect(gallery(page)).toHaveAttribute('data-cell', `${surest.label} ${surest.answer}`)
      const expected = mistakes
        .filter(({ label, answer }) => label === surest.label && answer === surest.answer)
        .toSorted((a, b) => b.confidence - a.confidence)
        .map(({ index }) => String(index))
      const shown = gallery(page).getByRole('list').getByRole('button')
      await expect(shown.first()).toHaveAttribute('data-index', String(surest.index))
      expect(await shown.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-index')))).toEqual(
        expected.slice(0, 24),
      )
    })

    await test.step('a digit goes to the pad, and its gates are shown', async () => {
      await press(gallery(page).getByRole('list').getByRole('button').first(), isMobile)
      await expect(page.getByRole('tab', { name: 'Gates' })).toHaveAttribute('aria-selected', 'true')
      await expect(page.getByRole('main')).toBeFocused()
      await expectAnswer(page, surest.answer)
      await waitUntilRead(page)
      await maps(page).focus()
      await page.keyboard.press('End')
      await expect(readout(page)).toHaveAttribute('data-value', /./)
    })

    await test.step('the judgement is as it was left', async () => {
      await openJudge(page)
      await expect(matrixCell(page, surest.label, surest.answer)).toHaveAttribute('aria-pressed', 'true')
      await expect(gallery(page).locator(`[data-index="${surest.index}"]`)).toHaveAttribute('aria-pressed', 'true')
      await press(gallery(page).getByRole('button', { name: 'All mistakes' }), isMobile)
      await expect(gallery(page)).toHaveAttribute('data-cell', 'all')
    })
  })

  test('by keyboard alone', async ({ page }) => {
    const { keyboard } = page
    await openWithRnn(page)
    await page.getByRole('tab', { name: 'Gates' }).focus()
    await keyboard.press('ArrowRight')
    for (const view of ['Compose', 'Train']) {
      await expect(page.getByRole('tab', { name: view })).toBeFocused()
      await keyboard.press('ArrowRight')
    }
    await expect(page.getByRole('tab', { name: 'Judge' })).toHaveAttribute('aria-selected', 'true')
    await tabTo(page, judgePanel(page).getByRole('radiogroup', { name: 'Data' }).getByRole('radio').first())
    await keyboard.press('ArrowRight')
    await keyboard.press('Space')
    await expect(page.getByTestId('judged-data')).toContainText('In use: built-in digits', { timeout: 120_000 })
    await tabTo(page, judgeButton(page, 'Judge'))
    await keyboard.press('Enter')
    await expect(judgeStatus(page)).toContainText(`answered all ${COUNT} pictures`)
    await expect(judgeButton(page, 'Judge again'), 'the focus stays where it was').toBeFocused()

    await tabTo(page, matrixCell(page, 0, 0))
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowRight')
    await expect(matrixCell(page, 1, 2)).toBeFocused()
    await keyboard.press('Control+End')
    await expect(matrixCell(page, 9, 9)).toBeFocused()
    await keyboard.press('Home')
    await keyboard.press('Control+Home')
    await expect(matrixCell(page, 0, 0)).toBeFocused()
    await keyboard.press('Enter')
    await expect(gallery(page)).toHaveAttribute('data-cell', '0 0')
    const first = gallery(page).getByRole('list').getByRole('button').first()
    await tabTo(page, first)
    await expect(first).not.toHaveAttribute('aria-disabled')
    await keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: 'Gates' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('main')).toBeFocused()
    await expectAnswer(page, 0)
  })

  test('a training makes it stale, and a pause lets it be judged anew', async ({ page }) => {
    await openWithRnn(page)
    await openJudge(page)
    await judgeBuiltIn(page, COUNT)
    await openTraining(page)
    await chooseSettings(page, { epochs: 200, batchSize: 8 })
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
    await openJudge(page)
    await expect(judgeStatus(page)).toContainText('The network is learning')
    await expect(judgeButton(page, 'Judge again')).toHaveAttribute('aria-disabled', 'true')
    await openTraining(page)
    await control(page, 'Pause').click()
    await openJudge(page)
    await expect(judgeStatus(page)).toContainText('The model has changed since.')
    await judgeButton(page, 'Judge again').click()
    await expect(judgeStatus(page)).toHaveText(new RegExp(`^row-rnn answered all ${COUNT} pictures`))
  })

  test('what models need: rows, noise and turns, beside each other @phone', async ({ page }) => {
    test.setTimeout(180_000)
    await openWithRnn(page)
    await openJudge(page)
    await judgeBuiltIn(page, COUNT)
    const hits = await page.getByTestId('judge-figures').getAttribute('data-hits')
    const limits = page.getByTestId('judge-limits')
    await expect(limits).toContainText('Cannot answer early')
    await limits.getByRole('button', { name: 'row-lstm', exact: true }).click()
    await limits.getByRole('button', { name: 'Measure' }).click()
    const table = page.getByTestId('judge-limits-table')
    await expect(limits.getByRole('status')).toHaveText('Everything is measured.', { timeout: 60_000 })
    const last = table.getByRole('row').last()
    await expect(last.getByRole('rowheader')).toHaveText('28')
    await expect(last.getByRole('cell').first(), 'after all rows it is as good as judged').toHaveAttribute('data-hits', hits ?? '')
    const counted = await rightAfterRows(page)
    for (const rows of [4, 14, 20]) {
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: String(rows), exact: true }) })
      await expect(row.getByRole('cell').first(), `after ${rows} rows`).toHaveAttribute('data-hits', String(counted[rows - 1]))
    }
    expect(await limits.getByRole('img').locator('g path').count()).toBeGreaterThanOrEqual(2)

    await limits.getByRole('radio', { name: 'Rotation' }).click()
    await limits.getByRole('button', { name: 'Measure' }).click()
    await expect(limits.getByRole('status')).toHaveText('Everything is measured.', { timeout: 120_000 })
    const rows = table.getByRole('row')
    await expect(rows.nth(1).getByRole('cell').first(), 'not turned').toHaveAttribute('data-hits', hits ?? '')
    expect(Number(await rows.last().getByRole('cell').first().getAttribute('data-hits'))).toBeLessThan(Number(hits))
  })
})

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 60; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
