import { plainDigit } from '../src/data/digits/generate.ts'
import { openTour, tourSheet, tourStop } from './support/learn.ts'
import { modelEntry, modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, pad, padTool } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'
import { expectAllSeen, translate } from './support/translator.ts'

/** A translator has replaced every text of the page, and does so with whatever is written later. */
test.describe('a page that the browser translates', () => {
  test.beforeEach(async ({ page }) => {
    await translate(page)
    await limitData(page, 400)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, 3)
  })

  test('reads what is drawn, undone and written, and shows its maps', async ({ page }) => {
    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    await drawWithMouse(page, plainDigit(7))
    await expectAnswer(page, 7)
    await expect(page.locator('[data-part=digit]')).toHaveText('7')
    await padTool(page, 'Undo').click()
    await padTool(page, 'Redo').click()
    await expectAnswer(page, 7)
    await padTool(page, 'Sample').click()
    await expectAllSeen(page, 'after drawing')

    await pad(page).press('5')
    await expectAnswer(page, 5)
    await expect(page.getByTestId('reading-summary')).toContainText('Read as 5')
    await maps(page).focus()
    await page.keyboard.press('f')
    await page.keyboard.press('ArrowRight')
    await expect(readout(page)).toHaveAttribute('data-signal', 'f')
    const unit = page.getByRole('region', { name: /^Unit \d+ of 128/ })
    const before = await unit.getByRole('heading').first().innerText()
    await unit.getByRole('button', { name: 'Next unit' }).click()
    await expect(unit.getByRole('heading').first()).not.toHaveText(before)
    for (const part of ['Surgery', 'Gradient lens']) await page.getByRole('button', { name: part, exact: true }).click()
    await page.getByRole('button', { name: 'Never forget' }).click()
    await expect(page.getByRole('group', { name: 'Lessons' })).toContainText('Never forget')
    await page.getByRole('button', { name: 'About Forget gate f' }).click()
    await page.keyboard.press('Escape')
    await pad(page).press('2')
    await expectAnswer(page, 2)
    await expectAllSeen(page, 'after all parts of the reading were opened')
  })

  test('trains, pauses, goes on and stops, with figures that go on', async ({ page }) => {
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 50, batchSize: 16 })
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(4)
    await control(page, 'Pause').click()
    await expect(runStatus(page)).toContainText('Paused in epoch')
    await control(page, 'One step').click()
    await control(page, 'Resume').click()
    await expect(control(page, 'Pause')).toBeVisible()
    await expectAllSeen(page, 'in training')
    await pad(page).press('4')
    await control(page, 'Stop').click()
    await expect(runStatus(page)).toContainText('Stopped')
    await expect(control(page, 'Start again')).toBeVisible()
    await control(page, 'Reset').click()
    await expect(runStatus(page)).toHaveText('Not training.')
    await expectAllSeen(page, 'after training')
  })

  test('switches views and languages, opens its sheets, brings up another model, and tells and forgets a mistake', async ({ page }) => {
    const banner = page.getByRole('banner')
    for (const sheet of ['Model', 'Data', 'Engine']) {
      await banner.getByRole('button', { name: new RegExp(`^${sheet} `) }).click()
      await expect(page.getByRole('dialog', { name: sheet })).toBeVisible()
      await page.keyboard.press('Escape')
    }
    for (const view of ['Train', 'Judge', 'Compare', 'Write', 'Hand', 'Learn', 'Gates']) await page.getByRole('tab', { name: view }).click()
    await expectAllSeen(page, 'after all sheets and views')

    await banner.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
    await page.getByRole('tab', { name: '学习' }).click()
    await expectAllSeen(page, 'in another language')
    await banner.getByRole('button', { name: 'English' }).click()
    await page.getByRole('tab', { name: 'Gates' }).click()
    await expect(page.getByRole('tab', { name: 'Train' })).toBeVisible()

    await modelStatus(page).click()
    await modelEntry(page, 'row-gru').click()
    await expect(modelSheet(page)).toHaveCount(0)
    await expect(modelStatus(page)).toHaveText('Model row-gru')
    await expect(maps(page)).toBeVisible()
    await expectAllSeen(page, 'with another model')

    await modelStatus(page).click()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), modelSheet(page).getByRole('button', { name: /^Open/ }).click()])
    await chooser.setFiles({ name: 'no-model.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from('no model') })
    await page.keyboard.press('Escape')
    const alert = page.getByRole('alert')
    await expect(alert).toBeVisible()
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    await expect(alert).toHaveCount(0)
    await expectAllSeen(page, 'after a mistake')
  })

  test('leads through the guided reading', async ({ page }) => {
    await openTour(page)
    for (let stop = 1; stop < 8; stop++) await tourStop(page, 'Next')
    await expectAllSeen(page, 'at the end of the guided reading')
    await tourSheet(page).getByRole('button', { name: 'Draw a digit' }).click()
    await expect(tourSheet(page)).toHaveCount(0)
    await expectAllSeen(page, 'after the guided reading')
  })
})
