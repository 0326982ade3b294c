import type { Page } from '@playwright/test'
import { IMAGE_SIDE } from '../src/testing/digits.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import type { Trace } from '../src/nn/engine.ts'
import { LEAP } from '../src/ui/reading/navigate.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { ENGINE_NAMES, ENGINES, expectEngine } from './support/engine.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { maps, pointAt, valueAt, walkToUnit } from './support/reading.ts'
import { shippedModelOnCpu } from './support/shipped-model.ts'

/** A digit whose strokes page and test know alike: pressing its key writes it on the pad. */
const DIGIT = 5
const SIGNALS = ['i', 'f', 'o', 'g', 'c', 'h'] as const

for (const engine of ENGINES) {
  test.describe(`on ${ENGINE_NAMES[engine]}, the numbers of the maps`, () => {
    test.use({ expectedComplaints: engine === 'webgpu' ? [/cpu-engine/] : [] })

    test('are those of the float64 engine, signal by signal, and of the belief, which ends in the answer', async ({ page }) => {
      const expected = await readOnCpu(page)
      await openWithDigit(page, engine)
      await test.step('signal by signal', () => expectSignals(page, expected))
      await test.step('of the belief', () => expectBelief(page, expected))
    })
  })
}

test('the numbers of the maps agree with the picture of the digit, the unit’s table and the answer so far', async ({ page }) => {
  await openWithDigit(page)
  await test.step('those of the digit are the picture that was made of the drawing', async () => {
    const picture = pictureFromStrokes(plainDigit(DIGIT))
    const map = page.getByRole('img', { name: /^What the network reads/ })
    const onPage: number[] = []
    const expected: number[] = []
    // Two rows through the digit and one above it.
    for (const step of [2, 8, 20]) {
      for (let column = 0; column < IMAGE_SIDE; column += 3) {
        await pointAt(map, { step, unit: column }, [IMAGE_SIDE, IMAGE_SIDE])
        onPage.push(await valueAt(page, { signal: 'pixel', step, unit: column }))
        expected.push(picture[step * IMAGE_SIDE + column]!)
      }
    }
    expectClose(onPage, expected, tolerances.float32Stored, 'ink at rows 2, 8, 20')
  })

  await test.step('map, table and answer so far agree', async () => {
    await maps(page).focus()
    await page.keyboard.press('c')
    await page.keyboard.press('Home')
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
    const states = page.getByRole('group', { name: /^States of unit/ })
    const cell = states.getByRole('row', { name: /cell/ }).getByRole('cell')
    await expect(cell).toHaveAttribute('data-step', '6')
    const unit = Number(await cell.getAttribute('data-unit'))
    expect(await cell.getAttribute('data-value')).toBe(String(await valueAt(page, { signal: 'c', step: 6, unit })))

    await page.keyboard.press('End')
    await expect(page.getByRole('group', { name: 'Answer so far' })).toContainText(`after all ${IMAGE_SIDE} rows`)
    await expect(page.getByRole('group', { name: 'Answer so far' })).toContainText(String(DIGIT))
  })
})

async function expectSignals(page: Page, expected: Trace): Promise<void> {
  const places: string[] = []
  const onPage: number[] = []
  const onCpu: number[] = []
  const note = async (signal: string, step: number, unit: number): Promise<void> => {
    places.push(`${signal} of unit ${unit} at step ${step}`)
    onPage.push(await valueAt(page, { signal, step, unit }))
    onCpu.push(signalAt(expected, signal, step, unit))
  }
  await maps(page).focus()
  for (const [index, signal] of SIGNALS.entries()) {
    // Every signal is walked down another column.
    await page.keyboard.press(signal)
    await walkToUnit(page, signal, index * LEAP.units)
    await page.keyboard.press('Home')
    for (let step = 0; step < IMAGE_SIDE; step += LEAP.steps) {
      await note(signal, step, index * LEAP.units)
      await page.keyboard.press('Shift+ArrowDown')
    }
    await note(signal, IMAGE_SIDE - 1, index * LEAP.units)
    await page.keyboard.press('ArrowRight')
    await note(signal, IMAGE_SIDE - 1, index * LEAP.units + 1)
  }
  expectClose(onPage, onCpu, tolerances.float32Kernel, places.join('; '))
  expect(new Set(onPage).size, 'these are numbers, not one number').toBeGreaterThan(onPage.length / 2)
}

async function expectBelief(page: Page, { belief }: Trace): Promise<void> {
  const map = page.getByRole('img', { name: /^Belief/ })
  const onPage: number[] = []
  const onCpu: number[] = []
  for (const step of [0, 9, 18, IMAGE_SIDE - 1]) {
    for (let digit = 0; digit < 10; digit++) {
      await pointAt(map, { step, unit: digit }, [IMAGE_SIDE, 10])
      onPage.push(await valueAt(page, { signal: 'belief', step, unit: digit }))
      onCpu.push(belief.data[step * 10 + digit]!)
    }
  }
  expectClose(onPage, onCpu, tolerances.float32Kernel, 'belief at steps 0, 9, 18, 27')
  const answer = onPage.slice(-10)
  expect(answer.indexOf(Math.max(...answer))).toBe(DIGIT)
}

/** Nothing moves by itself, and the pad holds the digit, read by this engine to its last row. */
async function openWithDigit(page: Page, engine: (typeof ENGINES)[number] = 'cpu'): Promise<void> {
  // The CPU engine stands in for a GPU that still compiles; where the GPU is looked at, it must not.
  let blocked = 0
  if (engine === 'webgpu') {
    await page.route('**/cpu-engine*.js', (route) => {
      blocked++
      return route.abort()
    })
  }
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, `?engine=${engine}`)
  await pad(page).press(String(DIGIT))
  await expectAnswer(page, DIGIT)
  await waitUntilRead(page)
  if (engine === 'webgpu') expect(blocked, 'the CPU engine was kept away').toBeGreaterThan(0)
  await expectEngine(page, engine)
}

async function readOnCpu(page: Page): Promise<Trace> {
  const model = await shippedModelOnCpu(page)
  return model.trace(pictureFromStrokes(plainDigit(DIGIT)))
}

function signalAt({ signals }: Trace, name: string, step: number, unit: number): number {
  const signal = signals.find((candidate) => candidate.name === name)
  const value = signal?.data[step * (signal.shape[1] ?? 0) + unit]
  if (value === undefined) throw new Error(`the float64 engine has no ${name} at step ${step} of unit ${unit}`)
  return value
}
