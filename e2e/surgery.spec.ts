import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import type { Trace, TraceOptions } from '../src/nn/engine.ts'
import { expectClose, expectCloseNumber, tolerances } from '../src/testing/tolerance.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { expect, openPage, test } from './support/page.ts'
import { maps } from './support/reading.ts'
import { shippedModelOnCpu } from './support/shipped-model.ts'

/** Signals held at values: on the page as in the float64 engine. */

const DIGIT = 5
const UNIT = 3

test('a lesson reads the drawing a second time, beside the true reading, and follows the pad', async ({ page }) => {
  await openWithDigit(page, DIGIT)
  await open(page, 'Surgery')
  await expect(outcome(page)).toHaveText(/^Nothing is held/)
  await lesson(page, 'Forget everything').click()
  await expect(lesson(page, 'Forget everything')).toHaveAttribute('aria-pressed', 'true')

  const clamps = [{ layer: 'lstm', signal: 'f', value: 0 }]
  const [plain, held] = [await readOnCpu(page, DIGIT), await readOnCpu(page, DIGIT, { clamps })]
  await expectOutcome(page, plain, held)
  const index = 27 * 128 + UNIT
  const cells = { held: signal(held, 'c')[index]!, plain: signal(plain, 'c')[index]! }
  await pickCell(page)
  const readout = page.getByRole('status', { name: 'Both values under the cursor' })
  await expect(readout).toContainText('instead of')
  const onPage = [Number(await readout.getAttribute('data-held')), Number(await readout.getAttribute('data-plain'))]
  expectClose(onPage, [cells.held, cells.plain], tolerances.float32Kernel, 'C with f held at 0, and without')
  expectCloseNumber(onPage[0]!, signal(held, 'i')[index]! * signal(held, 'g')[index]!, tolerances.float32Kernel, 'i⊙C̃')

  await pad(page).press('7')
  await expectAnswer(page, 7)
  await expectOutcome(page, await readOnCpu(page, 7), await readOnCpu(page, 7, { clamps }))

  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(outcome(page)).toHaveText(/^Nothing is held/)
  await expect(page.getByRole('group', { name: 'Reading with signals held' })).toHaveCount(0)
})

test('any hold is made by keyboard alone, and let go of', async ({ page }) => {
  await openWithDigit(page, DIGIT)
  await page.getByRole('button', { name: 'Surgery', exact: true }).press('Enter')
  const form = page.getByRole('form', { name: 'Hold by hand' })
  await form.getByLabel('Signal').selectOption('o')
  await form.getByLabel('At').selectOption('a value')
  await form.getByLabel('Value').fill('0.25')
  await form.getByLabel('Units').selectOption('some')
  const units = form.getByLabel('Which units')
  await units.fill('1-32, 129')
  await expect(units).toHaveAttribute('aria-invalid', 'true')
  await expect(form.getByRole('button', { name: 'Hold' })).toHaveAttribute('aria-disabled', 'true')
  await units.fill('1-32, 41')
  await form.getByLabel('Steps').selectOption('from – to')
  await form.getByLabel('From step').fill('15')
  await form.getByLabel('To step').fill('28')
  await form.getByRole('button', { name: 'Hold' }).press('Enter')

  const list = page.getByRole('list', { name: 'Held' })
  await expect(list.getByRole('listitem')).toHaveText('o = 0.25 · units 1–32, 41 · steps 15–28')
  const chosen = [...Array.from({ length: 32 }, (_, unit) => unit), 40]
  const clamps = [{ layer: 'lstm', signal: 'o', units: chosen, steps: { from: 14, to: 28 }, value: 0.25 }]
  await expectOutcome(page, await readOnCpu(page, DIGIT), await readOnCpu(page, DIGIT, { clamps }))

  await list.getByRole('button', { name: /^Let go of/ }).press('Enter')
  await expect(list).toHaveCount(0)
})

test('axe finds nothing in surgery, light and dark @phone', async ({ page }) => {
  await openWithDigit(page, DIGIT)
  await open(page, 'Surgery')
  await lesson(page, 'Never forget').click()
  await expect(page.getByRole('group', { name: 'Reading with signals held' })).toBeVisible()
  for (const theme of THEMES) {
    await expectNoViolationsIn(page, [theme], 'signals are held')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, 'nothing sticks out of the page').toBeLessThanOrEqual(0)
  }
})

async function openWithDigit(page: Page, digit: number): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await pad(page).press(String(digit))
  await expectAnswer(page, digit)
  await waitUntilRead(page)
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-expanded', 'true')
}

function lesson(page: Page, title: string): Locator {
  return page.getByRole('group', { name: 'Lessons' }).getByRole('button', { name: new RegExp(`^${title}`) })
}

function outcome(page: Page): Locator {
  return page.getByTestId('surgery-outcome')
}

/** The line names the digits that the float64 engine answers. */
async function expectOutcome(page: Page, plain: Trace, held: Trace): Promise<void> {
  const [from, to] = [answerOf(plain), answerOf(held)]
  await expect(outcome(page)).toHaveText(
    from === to
      ? new RegExp(`^(Would still answer ${to}|Changes nothing: still ${to})`)
      : new RegExp(`^Would answer ${to} \\(.*\\) instead of ${from} \\(`),
  )
}

function answerOf({ probabilities }: Trace): number {
  return probabilities.indexOf(Math.max(...probabilities))
}

/** Unit 4 of the cell at the last row, by keyboard. */
async function pickCell(page: Page): Promise<void> {
  await maps(page).focus()
  await page.keyboard.press('c')
  await page.keyboard.press('End')
  const at = page.getByRole('status', { name: 'Value under the cursor' })
  await expect(at).toHaveAttribute('data-signal', 'c')
  const distance = UNIT - Number(await at.getAttribute('data-unit'))
  for (let move = 0; move < Math.abs(distance); move++) await page.keyboard.press(distance < 0 ? 'ArrowLeft' : 'ArrowRight')
  await expect(at).toHaveAttribute('data-unit', String(UNIT))
}

async function readOnCpu(page: Page, digit: number, options: TraceOptions = {}): Promise<Trace> {
  const model = await shippedModelOnCpu(page)
  return model.trace(pictureFromStrokes(plainDigit(digit)), options)
}

function signal({ signals }: Trace, name: string): Float32Array {
  const found = signals.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`the float64 engine has no ${name}`)
  return found.data
}
