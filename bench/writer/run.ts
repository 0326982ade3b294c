import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { buildWasm } from '../../scripts/build-wasm.ts'
import { POINT_VALUES } from '../../src/core/sequences.ts'
import { generatedSequences } from '../../src/data/writing/sets.ts'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine.ts'
import { seedOf } from '../../src/nn/engines/writing/writing.ts'
import { writerPresets } from '../../src/nn/spec/writing/writer-presets.ts'
import type { WritingModel } from '../../src/nn/writing.ts'
import { summarize } from '../measure.ts'

/** `npm run bench:writer`: what one core takes to teach the network that writes, and to write a point with all its signals. */

const USAGE = `npm run bench:writer -- [--drawings 20000] [--batch 128] [--units 256] [--points 3000]

One epoch of made drawings, and points written one by one with every signal, on the CPU engine, one thread. Needs no data.`

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
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const [drawings, batchSize, units, points] = [values.drawings, values.batch, values.units, values.points].map(wholeNumber)
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const { spec, training } = writerPresets.writer
    const writer = await engine.createWriter({ ...spec, layers: [{ ...spec.layers[0], units: units! }] }, { seed: 1 })
    console.log(`${engine.info.adapter}, ${cpus()[0]?.model ?? 'unknown processor'}\n`)
    const making = performance.now()
    const set = generatedSequences('Built-in digits', drawings!, 1)
    console.log(`making ${drawings} drawings of ${set.points.length / POINT_VALUES} points: ${seconds(making)}`)
    const begin = performance.now()
    await writer.fit(set, { ...training, epochs: 1, batchSize: batchSize! }).done
    console.log(`one epoch of them, LSTM(${units}), batch ${batchSize}: ${seconds(begin)}`)
    const { median, min, max } = summarize(await timePoints(writer, points!))
    console.log(`a point with all signals: ${median.toFixed(3)} ms (${min.toFixed(3)} … ${max.toFixed(3)}, ${points} points)`)
  } finally {
    engine.dispose()
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
