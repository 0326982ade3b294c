import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import type { Page } from 'playwright'
import { openHeadless } from '../../scripts/headless.ts'
import { explain } from '../browser.ts'
import { UsageError } from '../options.ts'
import { toText } from '../table.ts'
import { toMeasurement, type CostResults, type Measurement, type Round, type SweepResult } from './measurement.ts'
import { parseOptions, USAGE, type CostOptions } from './options.ts'
import { drawCost } from './picture.ts'
import { operationsIn, pointsOf, type Point } from './points.ts'
import { scalingTable, tablesOf } from './report.ts'
import { MOST_THREADS, simulate, slicesOf, type Scaling } from './scaling.ts'

/** `npm run bench:cost`: how the rate of a training step changes with units, batch, timesteps, layers and threads, beside that of one large product. */

/** In each round the limit is measured, then training, so that both meet the same machine. */
const FULL = { rounds: 7, training: 600, limit: 300 } as const
const QUICK = { rounds: 3, training: 250, limit: 100 } as const

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options === null) return console.log(USAGE)
  const load = loadavg()[0] ?? 0
  const { page, browserVersion, close } = await openHeadless('bench/cost/index.html')
  try {
    await page.waitForFunction(() => 'cost' in window)
    const sweeps: SweepResult[] = []
    let adapter = ''
    for (const sweep of options.sweeps) {
      const measurements: Measurement[] = []
      for (const point of pointsOf(sweep, { isQuick: options.isQuick, threads: cpus().length, base: options.base })) {
        const measured = await measure(page, options, point)
        if (measured === null) continue
        // Of the first: it computes on one thread, as all but the sweep of threads do.
        adapter ||= measured.adapter
        measurements.push(measured.measurement)
      }
      const result = { sweep, measurements }
      sweeps.push(result)
      for (const table of tablesOf({ sweeps: [result] })) console.log(`${toText(table)}\n`)
    }
    const scaling = options.sweeps.includes('threads') ? await measureScaling(page, options) : null
    if (scaling !== null) console.log(`${toText(scalingTable(scaling, options.base.batch))}\n`)
    const results: CostResults = {
      engine: options.engine,
      adapter,
      machine: {
        browser: `Chromium ${browserVersion}`,
        processor: cpus()[0]?.model ?? 'unknown processor',
        cores: cpus().length,
        date: new Date().toISOString(),
        load,
      },
      isQuick: options.isQuick,
      sweeps: sweeps.filter(({ measurements }) => measurements.length > 0),
      scaling,
    }
    console.log(`${adapter}; load before the run ${load.toFixed(1)}. Only shares can be compared where others compute.`)
    if (options.json !== null) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`)
    if (options.picture !== null) await writeFile(options.picture, drawCost(results))
  } finally {
    await close()
  }
}

/** @returns null, with a line that says why, for a network that this engine does not train */
async function measure(
  page: Page,
  { engine, isQuick }: CostOptions,
  point: Point,
): Promise<{ readonly adapter: string; readonly measurement: Measurement } | null> {
  const { rounds, training, limit } = isQuick ? QUICK : FULL
  try {
    const adapter = await page.evaluate(([kind, wanted]) => window.cost.open(kind, wanted), [engine, point] as const)
    const found: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const times = [training, limit] as const
      found.push(
        await page.evaluate(
          async ([train, one]) => ({ limit: await window.cost.limit(one), training: await window.cost.train(train) }),
          times,
        ),
      )
    }
    await page.evaluate(() => window.cost.close())
    return { adapter, measurement: toMeasurement(point, operationsIn(point), found) }
  } catch (error) {
    console.log(`${JSON.stringify(point)}: ${explain(error)}`)
    return null
  }
}

/** Threads that this machine does not have, too. @returns null, with a line that says why, where a part cannot be measured */
async function measureScaling(page: Page, options: CostOptions): Promise<readonly Scaling[] | null> {
  const stepOf = async (changed: Partial<Point>): Promise<number | null> => {
    const found = await measure(page, options, { ...options.base, threads: 1, ...changed })
    return found && found.measurement.operations / found.measurement.training.median / 1e6
  }
  const [steps, measured] = [new Map<number, number>(), new Map<number, number>()]
  const sizes = slicesOf(options.base).flatMap(({ own, other }) => (other === 0 ? [own] : [own, other]))
  for (const batch of new Set(sizes)) {
    const step = await stepOf({ batch })
    if (step === null) return null
    steps.set(batch, step)
  }
  measured.set(1, steps.get(options.base.batch)!)
  for (let threads = 2; threads <= Math.min(MOST_THREADS, cpus().length); threads++) {
    const step = await stepOf({ threads })
    if (step !== null) measured.set(threads, step)
  }
  const two = measured.get(2)
  if (two === undefined) return null
  await page.evaluate((point) => window.cost.open('cpu', point), { ...options.base, threads: 1 })
  const handover = await page.evaluate(() => window.cost.handover())
  await page.evaluate(() => window.cost.close())
  return simulate({ point: options.base, steps, two, handover, measured })
}

main().catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error)
  process.exitCode = 1
})
