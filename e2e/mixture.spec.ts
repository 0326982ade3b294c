import { basename, join } from 'node:path'
import { findTestData } from '../scripts/test-data.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import {
  chooseData,
  chooseSettings,
  control,
  dataSheet,
  dataStatus,
  limitData,
  openTraining,
  panel,
  runStatus,
  stepsDone,
} from './support/training.ts'

/** Learning from two sets at once. */

const { mnist } = findTestData()

test('built-in digits are mixed into MNIST, as many as the slider says, and the model that learnt from both names them', async ({
  page,
}, testInfo) => {
  test.skip(mnist === null, 'MNIST_DIR')
  test.setTimeout(300_000)
  await page.route('**/mnist/*.gz', (route) =>
    route.fulfill({ path: join(mnist ?? '', basename(new URL(route.request().url()).pathname)) }),
  )
  await limitData(page, 1500)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  expect(await chooseData(page, 'Mixed')).toBe(
    'In use: 1,500 of MNIST’s and 1,500 built-in digits mixed, 3,000 in all to learn from; 1,500 of MNIST’s to test on.',
  )
  const slider = panel(page).getByRole('slider', { name: 'Built-in digits, mixed in' })
  await expect(slider).toHaveAttribute('aria-valuetext', '1,500 (50%)')
  await expectNoViolationsIn(page, THEMES, 'a mixture is in use')
  await slider.press('Home')
  await expect(page.getByTestId('training-data')).toHaveText(
    'In use: 1,500 of MNIST’s and 1,000 built-in digits mixed, 2,500 in all to learn from; 1,500 of MNIST’s to test on.',
  )
  await expect(slider).toHaveAttribute('aria-valuetext', '1,000 (40%)')
  await expect(slider).toBeFocused()

  await expect(dataStatus(page)).toHaveText('Data MNIST + Built-in')
  await dataStatus(page).click()
  await expect(dataSheet(page)).toContainText('1,500 of MNIST’s and 1,000 built-in digits, 2,500 in all, to train on.')
  await expect(dataSheet(page)).toContainText('MNIST: this browser’s cache')
  await expect(dataSheet(page)).toContainText('Built-in: the built-in generator')
  await expect(dataSheet(page).getByRole('button', { name: 'Mix MNIST + Built-in' })).toBeDisabled()
  await expect(dataSheet(page).getByRole('button', { name: 'Use MNIST', exact: true })).toBeEnabled()
  await page.keyboard.press('Escape')

  await chooseSettings(page, { epochs: 1, batchSize: 50, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText('Finished: 1 epoch.', { timeout: 100_000 })
  expect(await stepsDone(page)).toBe(50)
  await expect(panel(page)).toContainText('Tested on MNIST, test set, first 1500: 1,500 digits that are never trained on')

  const learnt = /trained on MNIST, training set, first 1500 \(1500\) \+ Built-in digits, training set \(1000\)/
  await modelStatus(page).click()
  // Of the model of the page, not of those that are kept.
  const facts = modelSheet(page).locator('dl')
  await expect(facts).toContainText(learnt)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    modelSheet(page).getByRole('button', { name: 'Save the model' }).click(),
  ])
  const file = testInfo.outputPath('of-a-mixture.safetensors')
  await download.saveAs(file)
  await modelSheet(page).getByRole('button', { name: 'Back to the trained model' }).click()
  await expect(facts).not.toContainText(learnt)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    modelSheet(page).getByRole('button', { name: 'Open a model…' }).click(),
  ])
  await chooser.setFiles(file)
  // Names that come out of a file are shown in part.
  await expect(facts).toContainText('trained on MNIST, training set, first 1500 (1500) + Built-in digits')
})

test('where MNIST cannot be had, a mixture is built-in digits alone, and the page says so', async ({ page }) => {
  await page.route('**/mnist/*.gz', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Not here</title>' }))
  await limitData(page, 200)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  expect(await chooseData(page, 'Mixed')).toMatch(
    /^MNIST could not be loaded, so built-in digits are in use\. .*200 to learn from, 200 to test on\.$/,
  )
  await expect(panel(page).getByRole('radio', { name: 'Built-in', exact: true })).toBeChecked()
  await expect(panel(page).getByRole('slider', { name: 'Built-in digits, mixed in' })).toHaveCount(0)
  await expect(dataStatus(page)).toHaveText('Data Built-in digits')
})
