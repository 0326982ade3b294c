import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import type { Trace } from '../src/nn/engine.ts'
import { stepTerms, unitWeights } from '../src/nn/spec/cell.ts'
import { describeModel } from '../src/nn/spec/describe.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { writtenTerms } from '../src/ui/reading/unit/write-terms.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { maps, pointAt, readout, walkToUnit } from './support/reading.ts'
import { shippedCheckpoint, shippedModelOnCpu } from './support/shipped-model.ts'

/** One unit at one step: equations, weights, and the pictures that make it speak up. */

const DIGIT = 5
const STEPS = 28
const UNITS = 128

const equations = (page: Page) => page.getByTestId('unit-equations')

test.describe('the equations of a unit', () => {
  test('hold the numbers of the float64 engine, and add up as they are written', async ({ page }) => {
    await openWithDigit(page)
    const model = await shippedModelOnCpu(page)
    const trace = await model.trace(pictureFromStrokes(plainDigit(DIGIT)))
    const description = describeModel(model.spec)
    const parameters = await model.parameters()
    for (const digits of [3, 6]) {
      if (digits === 6) await page.getByRole('button', { name: 'More digits' }).click()
      await expect(equations(page)).toHaveAttribute('data-digits', String(digits))
      for (const { step, unit } of [
        { step: 0, unit: 3 },
        { step: 9, unit: 40 },
        { step: STEPS - 1, unit: UNITS - 1 },
      ]) {
        await pick(page, step, unit)
        const { values, written } = await numbers(page)
        const terms = stepTerms(description, unitWeights(description, parameters, 'lstm', unit), trace, step)!
        const expected = writtenTerms(terms, digits)
        const places = expected.map(({ place }) => place)
        expect([...values.keys()].toSorted()).toEqual(places.toSorted())
        expectClose(
          places.map((place) => values.get(place)!),
          expected.map(({ value }) => value),
          tolerances.float32Kernel,
          `unit ${unit} at step ${step}: ${places.join(', ')}`,
        )
        for (const signal of ['i', 'f', 'o', 'g', 'c', 'h']) {
          const recorded = recordedAt(trace, signal, step, unit)
          expectClose([values.get(`${signal}/value`)!], [recorded], tolerances.float32Kernel, `${signal} in the trace`)
        }
        const inUnits = (place: string) => Math.round(written.get(place)! * 10 ** digits)
        for (const signal of ['i', 'f', 'o', 'g']) {
          const sum = inUnits(`${signal}/input`) + inUnits(`${signal}/recurrent`) + inUnits(`${signal}/bias`)
          expect(sum, `${signal} of unit ${unit} at step ${step}`).toBe(inUnits(`${signal}/sum`))
        }
        expect(inUnits('c/0') + inUnits('c/1')).toBe(inUnits('c/value'))
      }
    }
  })

  test('follow a click and the arrow keys', { tag: '@phone' }, async ({ page }) => {
    await openWithDigit(page)
    const map = page.getByRole('img', { name: /^Cell state C: / })
    await pointAt(map, { step: 12, unit: 30 }, [STEPS, UNITS])
    await map.click({ position: await middleOf(page, 12, 30) })
    await expect(equations(page)).toHaveAttribute('data-step', '12')
    const unit = Number(await equations(page).getAttribute('data-unit'))
    expect(Math.abs(unit - 30), 'a finger or a pointer meets the unit or its neighbour').toBeLessThanOrEqual(1)
    await expect(page.getByRole('heading', { name: /^Unit \d+/ })).toHaveText(new RegExp(`^Unit ${unit + 1} `))

    await maps(page).focus()
    await page.keyboard.press('ArrowDown')
    await expect(equations(page)).toHaveAttribute('data-step', '13')
    await expect(page.getByRole('heading', { name: 'The equations at row 14, in numbers' })).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(equations(page)).toHaveAttribute('data-unit', String(unit + 1))
    await page.keyboard.press('Home')
    await expect(equations(page)).toContainText('This is the first step that the unit reads')
  })
})

test.describe('the weights of a unit', () => {
  test('are those of the model, walked through by keys', async ({ page }) => {
    await openWithDigit(page)
    await pick(page, 9, 17)
    const { parameters } = await shippedCheckpoint(page)
    const kernel = parameters.get('lstm/kernel')!
    const strip = page.getByRole('group', { name: 'Incoming weights of unit 18' })
    const weight = page.getByRole('status', { name: 'Weight under the cursor' })
    await strip.focus()
    // From the input gate's first pixel down to the forget gate's fourth: the second block of columns.
    for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await expect(weight).toHaveAttribute('data-signal', 'f')
    await expect(weight).toHaveAttribute('data-feature', '3')
    expect(Number(await weight.getAttribute('data-value'))).toBe(kernel.data[3 * 4 * UNITS + UNITS + 17])
    await expect(weight).toContainText('f, pixel of the row, number 4: weight')
  })
})

test.describe('the pictures that make a unit speak up', () => {
  test('are found while nothing is drawn, and go onto the pad', { tag: '@phone' }, async ({ page }) => {
    await openWithDigit(page)
    await pick(page, 9, 17)
    const active = page.getByTestId('most-active')
    await active.scrollIntoViewIfNeeded()
    await expect(active).toHaveAttribute('data-state', 'found', { timeout: 90_000 })
    await expect(active).toContainText('Of 300 pictures (Built-in digits, test set)')
    const pictures = active.getByRole('button')
    await expect(pictures).toHaveCount(10)
    const name = await pictures.first().getAttribute('aria-label')
    const [, label, place] = /^A (\d): .* at row (\d+)\./.exec(name ?? '') ?? []
    await pictures.first().click()
    await expectAnswer(page, Number(label))
    await expect(equations(page)).toHaveAttribute('data-step', String(Number(place) - 1))
  })
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })
  test('one unit is explained too', async ({ page }) => {
    await openPage(page, '?engine=cpu')
    await expect(page.getByRole('heading', { name: /的方程，代入数值$/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: '它在寻找什么' })).toBeVisible()
    await expect(page.getByRole('heading', { name: '哪些图像最能激活它' })).toBeVisible()
  })
})

/** Nothing moves by itself, and the pad holds the digit, read to its last row. */
async function openWithDigit(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await pad(page).press(String(DIGIT))
  await expectAnswer(page, DIGIT)
  await waitUntilRead(page)
  await expect(readout(page)).toHaveAttribute('data-value', /./)
}

/** Takes the cursor to a step and a unit by keys alone. */
async function pick(page: Page, step: number, unit: number): Promise<void> {
  await maps(page).focus()
  await page.keyboard.press('i')
  await walkToUnit(page, 'i', unit)
  await page.keyboard.press('Home')
  for (let leap = 0; leap < Math.floor(step / 4); leap++) await page.keyboard.press('Shift+ArrowDown')
  for (let one = 0; one < step % 4; one++) await page.keyboard.press('ArrowDown')
  await expect(equations(page)).toHaveAttribute('data-step', String(step))
  await expect(equations(page)).toHaveAttribute('data-unit', String(unit))
}

/** All numbers of the equations: as they are, and as they are written, with the sign that stands before them. */
async function numbers(page: Page): Promise<{ values: Map<string, number>; written: Map<string, number> }> {
  const found = await equations(page).evaluate((root) =>
    [...root.querySelectorAll<HTMLElement>('[data-term]')].map((element) => {
      const place = element.dataset['term'] ?? ''
      const sign = root.querySelector(`[data-sign="${place}"]`)?.textContent === '−' ? -1 : 1
      const text = (element.textContent ?? '').replace('−', '-').replace(/[()]/g, '')
      return { place, value: Number(element.dataset['value']), written: sign * Number(text) }
    }),
  )
  return {
    values: new Map(found.map(({ place, value }) => [place, value])),
    written: new Map(found.map(({ place, written }) => [place, written])),
  }
}

function recordedAt({ signals }: Trace, name: string, step: number, unit: number): number {
  const signal = signals.find((candidate) => candidate.name === name)
  return signal!.data[step * UNITS + unit]!
}

async function middleOf(page: Page, step: number, unit: number): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('img', { name: /^Cell state C: / }).boundingBox()
  if (box === null) throw new Error('the map is not in view')
  return { x: ((unit + 0.5) / UNITS) * box.width, y: ((step + 0.5) / STEPS) * box.height }
}
