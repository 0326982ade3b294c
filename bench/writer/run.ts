import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureChromium } from '../../scripts/chromium-install.ts'
import { buildWasm } from '../../scripts/build-wasm.ts'
import { POINT_VALUES } from '../../src/core/sequences.ts'
import { generatedSequences } from '../../src/data/writing/sets.ts'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine.ts'
import { seedOf } from '../../src/nn/engines/writing/writing.ts'
import { writerPresets } from '../../src/nn/spec/writing/writer-presets.ts'
import type { WritingModel } from '../../src/nn/writing.ts'
import { quantile } from '../../scripts/measure-writer/shapes.ts'
import { newVisitor } from '../browser.ts'
import { openSite } from '../built-page.ts'
import { summarize } from '../measure.ts'
import { measurePen } from './pen.ts'

/**
 * `npm run bench:writer`: what one core takes to teach the network that writes, and to write a point with all its signals; and how late the page's pen is.
 */

const USAGE = `npm run bench:writer -- [--only engine|pen] [--drawings 20000] [--batch 128] [--units 256] [--points 3000] [--numbers 10]

engine: one epoch of made drawings, and points written one by one with every signal, on the CPU engine, one thread.
pen: how late the points of so many numbers of four digits are on the built page, in Chromium, while the reader follows: at rest, and while a
reader trains. Needs no data.`

const PARTS = ['engine', 'pen'] as const

const LABELS = 10
/** Drawings before points are timed. */
const WARM_UP = 5

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      drawings: { type: 'string', default: '20000' },
      batch: { type: 'string', default: '128' },
      units: { type: 'string', default: '256' },
      points: { type: 'string', default: '3000' },
      numbers: { type: 'string', default: '10' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const parts = values.only === undefined ? PARTS : PARTS.filter((part) => part === values.only)
  if (parts.length === 0) throw new RangeError(`--only ${values.only}: expected ${PARTS.join(' or ')}\n\n${USAGE}`)
  const [drawings = 0, batchSize = 0, units = 0, points = 0, numbers = 0] = [
    values.drawings,
    values.batch,
    values.units,
    values.points,
    values.numbers,
  ].map(wholeNumber)
  if (parts.includes('engine')) await tellEngine({ drawings, batchSize, units, points })
  if (parts.includes('pen')) await tellPen(numbers)
}

interface EngineOptions {
  readonly drawings: number
  readonly batchSize: number
  readonly units: number
  readonly points: number
}

async function tellEngine({ drawings, batchSize, units, points }: EngineOptions): Promise<void> {
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const { spec, training } = writerPresets.writer
    const writer = await engine.createWriter({ ...spec, layers: [{ ...spec.layers[0], units }] }, { seed: 1 })
    console.log(`${engine.info.adapter}, ${cpus()[0]?.model ?? 'unknown processor'}\n`)
    const making = performance.now()
    const set = generatedSequences('Built-in digits', drawings, 1)
    console.log(`making ${drawings} drawings of ${set.points.length / POINT_VALUES} points: ${seconds(making)}`)
    const begin = performance.now()
    await writer.fit(set, { ...training, epochs: 1, batchSize }).done
    console.log(`one epoch of them, LSTM(${units}), batch ${batchSize}: ${seconds(begin)}`)
    const { median, min, max } = summarize(await timePoints(writer, points))
    console.log(`a point with all signals: ${median.toFixed(3)} ms (${min.toFixed(3)} … ${max.toFixed(3)}, ${points} points)`)
  } finally {
    engine.dispose()
  }
}

async function tellPen(numbers: number): Promise<void> {
  await ensureChromium((line) => console.log(line))
  const site = await openSite({ newContext: newVisitor })
  try {
    for (const [when, trains] of [
      ['at rest', false],
      ['while a reader trains', true],
    ] as const) {
      const { lateness, begun, answers } = await measurePen(site, numbers, trains)
      const [late, first] = [lateness, begun].map((values) => values.toSorted((a, b) => a - b))
      const [half, most, last] = [0.5, 0.99, 1].map((share) => quantile(late!, share).toFixed(1))
      console.log(
        `the pen in the page, ${when}: a point stands there ${half} ms after its time, 99 of 100 at most ${most} ms, the latest ${last} ms (${lateness.length} points of ${numbers} numbers); the first ${quantile(first!, 0.5).toFixed(0)} ms after the button; the reader's answer changed ${answers} times`,
      )
    }
  } finally {
    await site.close()
  }
}

async function timePoints(writer: WritingModel, points: number): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; times.length < points; index++) {
    const writing = await writer.write({ label: index % LABELS, seed: seedOf(1, index) })
    for (let isOver = false; !isOver && times.length < points;) {
      const begin = performance.now()
      isOver = (await writing.next()) === null
      if (!isOver && index >= WARM_UP) times.push(performance.now() - begin)
    }
    writing.dispose()
  }
  return times
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${text}: expected a whole number from 1\n\n${USAGE}`)
  return value
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
