import type { Locator, Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { modelSheet, modelStatus, pickPreset } from './support/model.ts'
import { expectAnswer } from './support/pad.ts'
import { chooseData, control, openTraining, runStatus } from './support/training.ts'

/** The line under the answer in every view: name, origin, step and accuracy of the weights that answer. */
function who(page: Page): Locator {
  return page.getByTestId('who-answers')
}

test('whose weights answer is in sight before, in and after a run, in every view; what made way is put back @phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await expect(who(page)).toHaveText(/^row-lstm ?as it came with the page: 99\.\d+% on MNIST/)

  await openTraining(page)
  await chooseData(page, 'Built-in')
  await control(page, 'Start').click()
  await expect(who(page)).toHaveText(/in training, step \d+ of [\d,]+: [\d.]+% of the last pictures/)
  await page.getByRole('tab', { name: 'Gates' }).click()
  await expect(who(page)).toHaveText(/in training, step \d+/)
  await openTraining(page)
  await control(page, 'Stop').click()
  await expect(runStatus(page)).toContainText('Stopped')
  await expect(who(page)).toHaveText(/row-lstm ?yours, part of an epoch, not measured/)

  const download = page.waitForEvent('download')
  await page.getByRole('region', { name: 'Progress' }).getByRole('button', { name: 'Save the model' }).click()
  expect((await download).suggestedFilename()).toBe('row-lstm.safetensors')

  await modelStatus(page).click()
  await expect(modelSheet(page)).toContainText('on the page now: yours, part of an epoch')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Gates' }).click()
  await pickPreset(page, 'row-gru')
  await expect(who(page)).toHaveText(/^row-gru ?as it came with the page/)
  const notice = page.getByRole('region', { name: 'Messages' })
  await expect(notice).toContainText('Your row-lstm made way for another model')
  await notice.getByRole('button', { name: 'Put it back' }).click()
  await expect(who(page)).toHaveText(/row-lstm ?yours, part of an epoch/)
  await expect(notice.getByRole('button', { name: 'Put it back' })).toHaveCount(0)
})
