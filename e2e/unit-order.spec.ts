import type { Page } from '@playwright/test'
import { permutation } from '../src/core/permutation.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { expectAnswer, pad, waitUntilRead } from './support/pad.ts'
import { maps, readout, valueAt } from './support/reading.ts'
import { shippedModelOnCpu } from './support/shipped-model.ts'

const DIGIT = 5
/** Columns that are walked over. */
const COLUMNS = 32

test('units stand by number or alike together, keep their numbers and stay while drawing', async ({ page }) => {
  const model = await shippedModelOnCpu(page)
  const { signals } = await model.trace(pictureFromStrokes(plainDigit(DIGIT)))
  const cells = signals.find(({ name }) => name === 'c')!
  const at = (step: number, unit: number): number => cells.data[step * cells.shape[1]! + unit]!
  /** Mean over neighbours of how differently their cells moved. */
  const unlikeness = (units: readonly number[]): number => {
    const curve = (unit: number) => Array.from({ length: cells.shape[0]! }, (_, step) => at(step, unit))
    const pairs = units.slice(1).map((unit, index) => 1 - correlation(curve(unit), curve(units[index]!)))
    return pairs.reduce((sum, value) => sum + value, 0) / pairs.length
  }

  await openWithDigit(page, DIGIT)
  const own = await walk(page)
  expect(own.map(({ unit }) => unit)).toEqual(Array.from({ length: COLUMNS }, (_, unit) => unit))

  await choose(page, 'alike together')
  await expect(page.getByTestId('unit-order').getByRole('status')).toContainText('200 pictures of Built-in digits, test')
  const sorted = await walk(page)
  const units = sorted.map(({ unit }) => unit)
  expect(new Set(units).size).toBe(COLUMNS)
  expectClose(
    sorted.map(({ value }) => value),
    units.map((unit) => at(27, unit)),
    tolerances.float32Kernel,
    'cells at the last row, column by column',
  )
  // How much can be gained depends on the weights: how little chance gains, too.
  const byChance = Array.from({ length: 500 }, (_, epoch) => {
    const order = permutation(cells.shape[1]!, 1, epoch)
    return unlikeness(Array.from({ length: COLUMNS }, (__, column) => order(column)))
  })
  expect(unlikeness(units), 'neighbours move more alike than in any order by chance').toBeLessThan(Math.min(...byChance))

  await pad(page).press('8')
  await expectAnswer(page, 8)
  await waitUntilRead(page)
  expect((await walk(page, 8)).map(({ unit }) => unit)).toEqual(units.slice(0, 8))

  await choose(page, 'by number')
  expect((await walk(page, 4)).map(({ unit }) => unit)).toEqual([0, 1, 2, 3])
})

async function choose(page: Page, order: 'by number' | 'alike together'): Promise<void> {
  await page.getByTestId('unit-order').getByRole('radio', { name: order, exact: true }).click()
}

/** The cells of the first columns at the last row, by the keys. */
async function walk(page: Page, columns = COLUMNS): Promise<{ unit: number; value: number }[]> {
  await maps(page).focus()
  await page.keyboard.press('End')
  // To the very left of all maps, the input gate's first column, and from there to the cell's.
  await page.keyboard.press('i')
  for (let leap = 0; leap < 128 / 16; leap++) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('c')
  await expect(readout(page)).toHaveAttribute('data-signal', 'c')
  const found: { unit: number; value: number }[] = []
  for (let column = 0; column < columns; column++) {
    if (column > 0) await page.keyboard.press('ArrowRight')
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const unit = Number(await readout(page).getAttribute('data-unit'))
    found.push({ unit, value: await valueAt(page, { signal: 'c', step: 27, unit }) })
  }
  return found
}

/** Pearson's. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number): number =>
    x.reduce((sum, value, index) => sum + (value - mx) * (y[index]! - my), 0)
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb))
}
