import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import { createCpuEngine } from '../src/nn/engines/cpu/cpu-engine.ts'
import type { StateGradient, TraceGradients } from '../src/nn/engine.ts'
import type { PresetName } from '../src/nn/spec/presets.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { expectNoViolations } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { maps } from './support/reading.ts'
import { shippedCheckpoint } from './support/shipped-model.ts'

/** The page's own RNN beside the LSTM in the gradient lens. */

const DIGIT = 5
const LABEL = 8
const LAST = 27

const norm = (page: Page, key: string): Locator => page.locator(`[data-value="${key}"]`)

test('an RNN reads the same drawing beside the LSTM, which stays as it is @phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await pad(page).press(String(DIGIT))
  await expectAnswer(page, DIGIT)
  await waitUntilRead(page)
  await maps(page).press('Home')

  const asked: string[] = []
  page.on('request', (request) => request.url().includes('.safetensors') && asked.push(new URL(request.url()).pathname))
  await page.getByRole('button', { name: 'Gradient lens' }).click()
  await page.getByRole('combobox', { name: 'Against' }).selectOption(String(LABEL))
  await expect(page.getByTestId('lens-sentence')).toContainText(`The loss against ${LABEL} is`)
  await expect(norm(page, 'rnn')).toHaveCount(0)
  expect(asked, 'the RNN comes when it is wanted').toEqual([])

  const beside = page.getByRole('button', { name: 'Beside an RNN' })
  await beside.click()
  await expect(beside).toHaveAttribute('aria-pressed', 'true')
  await expect(norm(page, 'rnn')).toHaveAttribute('data-norm', /\d/)
  expect(asked.filter((url) => url.endsWith('row-rnn.safetensors'))).toHaveLength(1)
  await expect(page.getByRole('banner').getByRole('button', { name: /^Model / }), 'the model of the page is the visitor’s').toContainText(
    'row-lstm',
  )

  const lstm = await gradients(page, 'row-lstm')
  const rnn = await gradients(page, 'row-rnn')
  for (const step of [0, LAST]) {
    await maps(page).press(step === 0 ? 'Home' : 'End')
    await expect(norm(page, 'rnn')).toHaveAttribute('data-step', String(step))
    const shown = await Promise.all(
      ['c-forward', 'h-forward', 'rnn'].map(async (key) => Number(await norm(page, key).getAttribute('data-norm'))),
    )
    const expected = [stateOf(lstm, 'c'), stateOf(lstm, 'h'), stateOf(rnn, 'h')].map(({ norms }) => norms[step]!)
    expectClose(shown, expected, tolerances.float32Model, `norms at step ${step}`)
  }
  const sentence = page.getByTestId('lens-rnn')
  await expect(sentence).toContainText(/^At row 1, ‖∂L\/∂C‖ of row-lstm is .+ times as large as at row 28, ‖∂L\/∂h‖ of the RNN .+ times\./)
  const told = await Promise.all(['data-own', 'data-rnn'].map(async (name) => Number(await sentence.getAttribute(name))))
  const ratios = [stateOf(lstm, 'c'), stateOf(rnn, 'h')].map(({ norms }) => norms[0]! / norms[LAST]!)
  expectClose(told, ratios, { ...tolerances.float32Model, atol: 0.01 }, 'what comes back')
  await expectNoViolations(page, 'the RNN reads beside')

  await beside.click()
  await expect(norm(page, 'rnn')).toHaveCount(0)
  await beside.click()
  await expect(norm(page, 'rnn')).toHaveAttribute('data-norm', /\d/)
  expect(
    asked.filter((url) => url.endsWith('row-rnn.safetensors')),
    'it is remembered',
  ).toHaveLength(1)
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('the sentence about both is Chinese', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=cpu')
    await page.getByRole('button', { name: '梯度透镜' }).click()
    await page.getByRole('button', { name: '与 RNN 对比' }).click()
    await expect(page.getByTestId('lens-rnn')).toContainText('RNN 的 ‖∂L/∂h‖ 是')
    await expect(page.getByTestId('lens-rnn')).not.toContainText(/row \d|times/)
  })
})

/** Of the drawing's loss, by the float64 engine in the test's own process. */
async function gradients(page: Page, preset: PresetName): Promise<TraceGradients> {
  const { spec, parameters } = await shippedCheckpoint(page, preset)
  const engine = await createCpuEngine()
  const model = await engine.createModel(spec, { parameters })
  const trace = await model.trace(pictureFromStrokes(plainDigit(DIGIT)), { gradients: { label: LABEL } })
  engine.dispose()
  return trace.gradients!
}

function stateOf({ states }: TraceGradients, signal: string): StateGradient {
  return states.find((state) => state.signal === signal)!
}
