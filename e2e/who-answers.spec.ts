import type { Locator, Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { modelSheet, modelStatus, pickPreset } from './support/model.ts'
import { expectAnswer } from './support/pad.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus } from './support/training.ts'

/** The line under the answer in every view: name, origin, step and accuracy of the weights that answer. */
function who(page: Page): Locator {
  return page.getByTestId('who-answers')
}

const VIEWS = ['Gates', 'Compose', 'Judge', 'Compare', 'Write', 'Hand', 'Learn', 'Train'] as const

test('whose weights answer is in sight before, in and after a run, in every view; what made way is put back @phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, 600)
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await expect(who(page)).toHaveText(/^row-lstm ?as it came with the page: 99\.\d+% on MNIST/)

  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 500 })
  await control(page, 'Start').click()
  for (const view of VIEWS) {
    await page.getByRole('tab', { name: view, exact: true }).click()
    await expect(page.getByRole('tabpanel', { name: view, exact: true }), view).toBeVisible()
    await expect(who(page), view).toHaveText(/^row-lstm ?in training, step \d+ of [\d,]+: [\d.]+% of the last pictures/)
    await expect(who(page), view).toBeVisible()
  }
  await control(page, 'Stop').click()
  await expect(runStatus(page)).toContainText('Stopped')
  await expect(who(page)).toHaveText(OWN)
  await expectSaved(page)

  await modelStatus(page).click()
  await expect(modelSheet(page)).toContainText('on the page now: yours, ')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Gates' }).click()
  await test.step('another model', async () => {
    await pickPreset(page, 'row-gru')
    await expectPutBack(page, /^row-gru ?as it came with the page/)
  })
  await test.step('Start fresh', async () => {
    await pickPreset(page, 'row-gru', 'fresh')
    await expectPutBack(page, /^row-gru ?random weights, not trained yet/)
  })
  await test.step('Back to the trained model', async () => {
    await modelStatus(page).click()
    await modelSheet(page).getByRole('button', { name: 'Back to the trained model' }).click()
    await page.keyboard.press('Escape')
    await expectPutBack(page, /^row-lstm ?as it came with the page/)
  })
  await openTraining(page)
  await test.step('Reset, after a run that came to its end', async () => {
    await chooseSettings(page, { epochs: 1, batchSize: 256 })
    await control(page, 'Start').click()
    await expect(runStatus(page)).toHaveText('Finished: 1 epoch.', { timeout: 60_000 })
    await expect(who(page)).toHaveText(/^row-lstm ?yours, 1 epoch: [\d.]+% on Built-in digits, test set/)
    await expectSaved(page)
    await control(page, 'Reset').click()
    await expectPutBack(page, /^row-lstm ?as it came with the page/, /^row-lstm ?yours, 1 epoch: [\d.]+%/)
  })
})

const OWN = /^row-lstm ?yours, (?:part of an epoch|\d+ epochs?)(?:, not measured|: [\d.]+%)/

/** The run's own button saves the model. */
async function expectSaved(page: Page): Promise<void> {
  const download = page.waitForEvent('download')
  await panel(page).getByRole('region', { name: 'Progress' }).getByRole('button', { name: 'Save the model' }).click()
  expect((await download).suggestedFilename()).toBe('row-lstm.safetensors')
}

/** What took the visitor's own model's place answers; one press takes it away again. */
async function expectPutBack(page: Page, other: RegExp, own = OWN): Promise<void> {
  await expect(who(page)).toHaveText(other)
  const notice = page.getByRole('region', { name: 'Messages' })
  await expect(notice).toContainText(/Your row-lstm(?: \([\d.]+%\))? made way for another model/)
  await notice.getByRole('button', { name: 'Put it back' }).click()
  await expect(who(page)).toHaveText(own)
  await expect(notice.getByRole('button', { name: 'Put it back' })).toHaveCount(0)
}
