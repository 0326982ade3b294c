import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import { createCpuEngine } from '../src/nn/engines/cpu/cpu-engine.ts'
import type { Trace } from '../src/nn/engine.ts'
import { type PresetName, presets } from '../src/nn/spec/presets.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { expect, openPage, test } from './support/page.ts'
import { modelEntry, modelSheet, modelStatus, pickPreset } from './support/model.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { pickLayer, maps, readout, valueAt } from './support/reading.ts'
import { shippedCheckpoint } from './support/shipped-model.ts'

const DIGIT = 5

async function openWithDigit(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await pad(page).press(String(DIGIT))
  await waitUntilRead(page)
}

/** What the float64 engine makes of the same digit with the same fresh weights. */
async function readFresh(name: PresetName): Promise<Trace> {
  const { spec, training } = presets[name]
  const model = await (await createCpuEngine()).createModel(spec, { seed: training.seed })
  return model.trace(pictureFromStrokes(plainDigit(DIGIT)))
}

test.describe('a preset', () => {
  test('is read at once, with the signals of its own layer', async ({ page }) => {
    const { signals } = await readFresh('row-gru')
    await openWithDigit(page)
    await pickPreset(page, 'row-gru', 'fresh')
    await expect(page.getByText('This model has not been trained')).toBeVisible()
    const onPage: number[] = []
    const expected: number[] = []
    await maps(page).focus()
    for (const name of ['z', 'r', 'n', 'h']) {
      await page.keyboard.press(name)
      await expect(readout(page)).toHaveAttribute('data-signal', name)
      const unit = Number(await readout(page).getAttribute('data-unit'))
      onPage.push(await valueAt(page, { signal: name, step: 27, unit }))
      expected.push(signals.find((signal) => signal.name === name)!.data[27 * 128 + unit]!)
    }
    expectClose(onPage, expected, tolerances.float32Stored, 'z, r, n and h of a unit at the last row')
  })

  test('picked while the GPU still compiles the model before is read all the same', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=webgpu')
    await pickPreset(page, 'keras')
    await expect(page.getByRole('img', { name: 'Cell state C: 26 steps by 128 units' })).toBeVisible()
    await expect(page.getByText(/^Read as \d \(/)).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('of several layers shows each of them at the same part of the picture', async ({ page }) => {
    await openWithDigit(page)
    await pickPreset(page, 'keras')
    const step = page.getByRole('slider', { name: 'Step: steps read' })
    await expect(step).toHaveAttribute('aria-valuetext', 'Step 26 of 26')
    await step.press('ArrowLeft')
    for (const layer of ['Conv1D', 'LSTM 2', 'LSTM 1']) {
      await pickLayer(page, layer)
      await expect(step).toHaveAttribute('aria-valuetext', 'Step 25 of 26')
      await expect(readout(page)).toContainText('step 25 (rows 25–27)')
    }
  })

  test('that keeps no time shows maps of the picture and no scan line @phone', async ({ page }) => {
    const { signals } = await readFresh('cnn')
    await openWithDigit(page)
    await pickPreset(page, 'cnn', 'fresh')
    await expect(page.getByRole('img', { name: 'Feature maps y: 16 maps of 26 by 26' })).toBeVisible()
    await expect(page.getByRole('main').getByRole('slider')).toHaveCount(0)
    // It begins at a lively map.
    await expect(readout(page)).toContainText(/map \d+, strongest at/)
    await maps(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(readout(page)).toContainText('map 2, strongest at')
    const map = signals.find((signal) => signal.layer === 'conv2d')!.data.filter((_, index) => index % 16 === 1)
    expectClose(
      [Number(await readout(page).getAttribute('data-value'))],
      [Math.max(...map)],
      tolerances.float32Stored,
      'strongest of map 2',
    )
  })

  test('sets the training panel, and the page’s own model comes back with its own settings', async ({ page }) => {
    await openWithDigit(page)
    await pickPreset(page, 'row-lstm-mse-sgd')
    await page.getByRole('tab', { name: 'Train' }).click()
    const { training } = presets['row-lstm-mse-sgd']
    await expect(page.getByText('Minimises mean squared error with gradient descent')).toBeVisible()
    await expect(page.getByLabel('Epochs')).toHaveValue(String(training.epochs))
    await page.getByRole('button', { name: 'Reset' }).click()
    await expect(page.getByText('Minimises cross-entropy with Adam')).toBeVisible()
    await expect(page.getByRole('banner').getByRole('button', { name: /^Model / })).toHaveText('Model row-lstm')
  })
})

test.describe('a preset that the page has trained weights for', () => {
  test('says how good it is, opens trained, and reads the digit on the pad @phone', async ({ page }) => {
    await openWithDigit(page)
    const { testAccuracy, epochs } = await shippedCheckpoint(page, 'row-rnn')
    const percent = (digits: number) => `${(100 * (testAccuracy ?? NaN)).toFixed(digits)}%`
    await modelStatus(page).click()
    await expect(modelEntry(page, 'row-rnn')).toContainText(`trained: ${percent(1)} of MNIST’s test digits, ${epochs} epochs`)
    await page.keyboard.press('Escape')
    await pickPreset(page, 'row-rnn')
    await expectAnswer(page, DIGIT)
    await expect(page.getByText('This model has not been trained')).toHaveCount(0)
    await expect(page.getByRole('banner').getByRole('status')).toContainText(`row-rnn: ${epochs} epochs`)
    await modelStatus(page).click()
    const accuracy = modelSheet(page)
      .getByRole('term')
      .filter({ hasText: /^Test accuracy$/ })
    await expect(accuracy.locator('xpath=following-sibling::dd[1]')).toContainText(percent(2))
  })

  test('begins fresh as well, by keyboard', async ({ page }) => {
    await openWithDigit(page)
    await modelStatus(page).press('Enter')
    await modelSheet(page).getByRole('button', { name: 'Start fresh: row-lstm', exact: true }).press('Enter')
    await expect(page.getByText('This model has not been trained')).toBeVisible()
    await expect(modelStatus(page)).toBeFocused()
    await pickPreset(page, 'row-lstm')
    await expect(page.getByText('This model has not been trained')).toHaveCount(0)
    await expectAnswer(page, DIGIT)
  })

  test.describe('whose file is not there', () => {
    test.use({ expectedComplaints: [/404/] })

    test('leaves the model before, with a word on it', async ({ page }) => {
      await page.route('**/models/row-rnn.safetensors*', (route) => route.fulfill({ status: 404 }))
      await openWithDigit(page)
      await modelStatus(page).click()
      await modelEntry(page, 'row-rnn').click()
      await expect(page.getByRole('alert')).toContainText('The model before stays.')
      await expect(modelStatus(page)).toHaveText('Model row-lstm')
      await expectAnswer(page, DIGIT)
    })
  })
})
