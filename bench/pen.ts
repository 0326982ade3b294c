import type { Locator, Page } from 'playwright'
import { plainDigit } from '../src/data/digits/generate.ts'
import type { PresetName } from '../src/nn/spec/presets.ts'
import { openView, prepareTraining, startTraining, waitForSteps, type Site } from './built-page.ts'
import { PEN_ENGINES, type PenEngine, type PenResult, type PenResults } from './results.ts'

/** From pen sample to painted maps: digits are drawn with the mouse on the built page, and its own meter is read. */

const PRESET: PresetName = 'keras'
/** Before the meter is read: it writes its figures twice a second, and a reading on its way still counts. */
const SETTLE_MS = 1500
/** Steps of a run that is well under way, its kernels compiled. */
const UNDER_WAY = 3

/** @param digits drawn for each figure */
export async function measurePen({ visit }: Site, digits: readonly number[]): Promise<PenResults> {
  const results: PenResult[] = []
  for (const engine of PEN_ENGINES) results.push(...(await visit(`?engine=${engine}&fps`, (page) => measureEngine(page, engine, digits))))
  return { preset: PRESET, results }
}

async function measureEngine(page: Page, engine: PenEngine, digits: readonly number[]): Promise<PenResult[]> {
  await openPreset(page)
  const idle = await draw(page, digits)
  await prepareTraining(page)
  await startTraining(page)
  await waitForSteps(page, UNDER_WAY)
  await openView(page, 'Gates')
  const training = await draw(page, digits)
  return [
    { engine, isTraining: false, ...idle },
    { engine, isTraining: true, ...training },
  ]
}

/** Picks the trained model in the header and waits until it has read what stands on the pad. */
async function openPreset(page: Page): Promise<void> {
  await answer(page).waitFor()
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Model / })
    .click()
  await page
    .getByRole('dialog', { name: 'Model' })
    .getByRole('button', { name: new RegExp(`^${PRESET} `) })
    .click()
  await page
    .getByRole('banner')
    .getByRole('button', { name: `Model ${PRESET}`, exact: true })
    .waitFor()
  await answer(page).waitFor()
}

/** The answer beside the pad, once there is one. */
function answer(page: Page): Locator {
  return page.locator('[data-digit]:not([data-digit=""])').first()
}

async function draw(page: Page, digits: readonly number[]): Promise<Omit<PenResult, 'engine' | 'isTraining'>> {
  const pad = page.getByRole('application', { name: 'Drawing pad' })
  const meter = page.getByRole('region', { name: 'Speed of the page' })
  const clear = page.getByRole('region', { name: 'Draw a digit' }).getByRole('button', { name: 'Clear', exact: true })
  await clear.click()
  await meter.getByRole('button', { name: 'Measure anew' }).click()
  const box = await pad.boundingBox()
  if (box === null) throw new Error('The pad is not in view')
  for (const [index, digit] of digits.entries()) {
    if (index > 0) await clear.click()
    for (const { points } of plainDigit(digit)) {
      const [first, ...others] = points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const)
      if (first === undefined) continue
      await page.mouse.move(...first)
      await page.mouse.down()
      for (const [x, y] of others) await page.mouse.move(x, y)
      await page.mouse.up()
    }
  }
  await page.waitForTimeout(SETTLE_MS)
  const number = async (name: string): Promise<number | null> => {
    const text = await meter.getAttribute(`data-${name}`)
    return text === null ? null : Number(text)
  }
  return {
    readings: (await number('count')) ?? 0,
    median: await number('median'),
    worst: await number('worst'),
    readsPerSecond: await number('reads'),
    longTasks: (await number('long-tasks')) ?? 0,
    longestTask: (await number('longest-task')) ?? 0,
  }
}
