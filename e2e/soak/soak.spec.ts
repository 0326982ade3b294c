import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, openPage, test } from '../support/page.ts'
import { chooseData, chooseSettings, openTraining } from '../support/training.ts'
import { faults as allFaults, type Fault } from './faults.ts'
import { median, MemoryMeter, type Memory } from './memory.ts'
import { installBlows } from './prelude.ts'
import { Visit } from './visit.ts'

/**
 * `npm run soak`: trains and draws for an hour (`SOAK_MINUTES`), and lets something go wrong every minute; what, `SOAK_FAULTS` may narrow down, a part of
 * their names. Its log is `test-results/soak.log`.
 */

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 60)
const MINUTE_MS = 60_000
const faults = allFaults.filter(({ name }) => name.includes(process.env['SOAK_FAULTS'] ?? ''))
const LOG = 'test-results/soak.log'
/** What may have come on top between the first and the last third of the hour. */
const GROWTH = 1.1
/** Every engine, every view and every part has been there by then. */
const WARM_UP = faults.length

test.use({ expectedComplaints: [/./] })

test(`${MINUTES} minutes of training and drawing, with something wrong in each`, async ({ page }) => {
  test.setTimeout((2 * MINUTES + 5) * MINUTE_MS)
  mkdirSync(dirname(LOG), { recursive: true })
  writeFileSync(LOG, 'minute\tfault\treadings ms\theap MiB\tnodes\tresident MiB\n')
  await installBlows(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  const visit = new Visit(page)
  const memory = await MemoryMeter.of(page)
  await openTraining(page)
  const data = await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 200, learningRate: 0.0002 })

  const samples: Memory[] = []
  const failures: string[] = []
  for (let minute = 0; minute < MINUTES; minute++) {
    const fault = faults[minute % faults.length]
    if (fault === undefined) throw new Error('there are no faults')
    const next = performance.now() + MINUTE_MS
    await test.step(`${minute}: ${fault.name}`, async () => {
      try {
        const readings = await survive(visit, fault, data)
        const held = await memory.read()
        samples.push(held)
        const figures = [held.heap.toFixed(1), held.nodes, held.resident.toFixed(0)]
        log([minute, fault.name, readings.map((time) => time.toFixed(0)).join(' '), ...figures])
      } catch (error) {
        // The hour goes on: what follows tells whether the page has got over it.
        const said = String(error)
        failures.push(`${minute}: ${fault.name}: ${said}`)
        log([minute, fault.name, `FAILED ${said.slice(0, 300).replaceAll(/\s+/g, ' ')}`])
        await visit.dismissNotices()
      }
    })
    await page.waitForTimeout(Math.max(0, next - performance.now()))
  }
  if (samples.length > 2 * WARM_UP) expectFlat(samples.slice(WARM_UP))
  expect(failures).toEqual([])
})

/** A minute of the hour. @returns what a reading took before and after, ms */
async function survive(visit: Visit, fault: Fault, data: string): Promise<readonly [before: number, after: number]> {
  const { page } = visit
  await visit.train()
  const before = await visit.drawAndRead()
  await fault.happen(visit)
  const after = await visit.drawAndRead()
  await visit.expectNotices(fault.notices)
  // Nothing is lost: the data in use, the settings, and the model under its name.
  await openTraining(page)
  await expect(page.getByTestId('training-data')).toHaveText(data, { timeout: 60_000 })
  await expect(page.getByRole('spinbutton', { name: 'Epochs' })).toHaveAttribute('aria-valuenow', '200')
  await visit.train()
  return [before, after]
}

function log(columns: readonly (string | number)[]): void {
  appendFileSync(LOG, `${columns.join('\t')}\n`)
}

/** Medians of thirds: a single reading may fall into a moment when something is made. */
function expectFlat(samples: readonly Memory[]): void {
  const third = Math.floor(samples.length / 3)
  for (const part of ['heap', 'nodes', 'resident'] as const) {
    const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((some) => median(some.map((sample) => sample[part])))
    appendFileSync(LOG, `${part}: ${first?.toFixed(1)} in the first third, ${last?.toFixed(1)} in the last\n`)
    expect(last, part).toBeLessThan((first ?? Number.NaN) * GROWTH)
  }
}
