import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { firstExamples, type LabelledImages } from '../../src/core/images'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { binarizedSet } from '../../src/nn/engines/rows/pictures'
import type { Engine } from '../../src/nn/engine'
import type { RowsModel } from '../../src/nn/rows'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { decodeRows } from '../../src/train/rows-checkpoint'
import { buildWasm } from '../build-wasm'
import { ROOT } from '../headless'
import { likeliest } from '../measure/vote'
import { mnistSets } from '../mnist-test-set'
import { createAnsweringEngine } from '../threads/engine'
import { numberIn } from '../train/command-line'
import { readArguments, UsageError } from '../train/usage-error'
import { beliefNetwork, independentPixels } from './baselines'

export const MEASURE_ROWS_USAGE = `npm run measure-rows -- MODEL.safetensors [--seed 1] [--count 10000] [--finish 500] [--no-baselines]

How well a network draws row by row: nats per picture on MNIST's test pictures, each pixel black with the probability of its grey level (once, by
the seed), beside two baselines; and what the shipped reader \`best\` reads in digits that it finished from their upper rows.

  --seed N        of the pixels that are black, and of what is drawn (1)
  --count N       test pictures (10000)
  --finish N      test digits that are finished from their upper rows; 0 for none (500)
  --no-baselines  leave the baselines out, which take some minutes`

const CLASSES = 10
const BASELINE = { epochs: 10, seed: 1, learningRate: 0.01 } as const
/** Rows of 28 that are left of a digit to finish. */
const KEPT_ROWS = [7, 14, 21] as const

interface MeasureRowsOptions {
  readonly path: string
  readonly seed: number
  readonly count: number
  readonly finish: number
  readonly hasBaselines: boolean
}

/** `npm run measure-rows`. Prints Markdown. @throws UsageError; what reading a file throws */
export async function runMeasureRows(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(MEASURE_ROWS_USAGE)
  const options = parseOptions(args)
  await buildWasm()
  const sets = await mnistSets()
  const test = firstExamples(sets.test, options.count, 'MNIST, test')
  const engine = await createFastCpuEngine(1)
  const readers = await createAnsweringEngine()
  try {
    const checkpoint = decodeRows(await readFile(options.path))
    const model = await engine.createRows(checkpoint.spec, checkpoint)
    await tellNats(model, sets.train, test, options)
    await tellSpeed(model)
    if (options.finish > 0) await tellFinished(readers, model, firstExamples(test, options.finish, test.name), options.seed)
  } finally {
    engine.dispose()
    readers.dispose()
  }
}

function parseOptions(args: readonly string[]): MeasureRowsOptions {
  return readArguments(() => {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { ...text, default: '1' },
        count: { ...text, default: '10000' },
        finish: { ...text, default: '500' },
        'no-baselines': { type: 'boolean', default: false },
      },
    })
    const [path] = positionals
    if (path === undefined) throw new UsageError('Name one file')
    return {
      path,
      seed: numberIn('seed', values.seed, { min: 0, max: 0xffffffff }),
      count: numberIn('count', values.count, { min: 2, max: 10_000 }),
      finish: numberIn('finish', values.finish, { min: 0, max: 10_000 }),
      hasBaselines: !values['no-baselines'],
    }
  })
}

async function tellNats(
  model: RowsModel,
  train: LabelledImages,
  test: LabelledImages,
  { seed, hasBaselines }: MeasureRowsOptions,
): Promise<void> {
  const ink = binarizedSet(test, seed)
  const { loss, nats, accuracy } = await model.evaluate(ink)
  const variance = nats.reduce((sum, value) => sum + (value - loss) ** 2, 0) / (nats.length - 1)
  const error = Math.sqrt(variance / nats.length)
  console.log(
    `| what says which pixels are black | nats per picture, ${test.name} (${test.labels.length}, black by seed ${seed}) |\n|---|---|`,
  )
  console.log(`| the network | **${loss.toFixed(2)}** ± ${error.toFixed(2)} (${percent(accuracy)} of its pixels) |`)
  if (hasBaselines) {
    const logistic = beliefNetwork(train, ink, BASELINE)
    console.log(`| a logistic regression for each pixel on all before it (${BASELINE.epochs} epochs) | ${logistic.toFixed(2)} |`)
    console.log(`| each pixel by itself | ${independentPixels(train, ink).toFixed(2)} |`)
  }
  console.log('')
}

/** Pictures that are drawn to see how long one takes, the first of them to warm up. */
const TIMED = { warmUp: 3, pictures: 20 }

async function tellSpeed(model: RowsModel): Promise<void> {
  const times: number[] = []
  for (let seed = 0; seed < TIMED.warmUp + TIMED.pictures; seed++) {
    const begin = performance.now()
    await model.draw([{ seed }])
    if (seed >= TIMED.warmUp) times.push(performance.now() - begin)
  }
  times.sort((a, b) => a - b)
  console.log(`A picture is drawn in ${times[Math.floor(times.length / 2)]!.toFixed(1)} ms (median of ${times.length}, one thread).\n`)
}

/** What a reader makes of digits whose lower rows the network drew, beside those rows left white and the whole digits. */
async function tellFinished(readers: Engine, model: RowsModel, test: LabelledImages, seed: number): Promise<void> {
  const checkpoint = decodeCheckpoint(await readFile(join(ROOT, 'public/models/best.safetensors')))
  const reader = await readers.createModel(checkpoint.spec, checkpoint)
  const ink = binarizedSet(test, seed)
  const size = ink.length / test.labels.length
  const width = 28
  const rightShare = async (pictures: Uint8Array): Promise<number> => {
    const answers = likeliest(await reader.predict(Float32Array.from(pictures)), CLASSES)
    return answers.reduce((sum, answer, index) => sum + Number(answer === test.labels[index]), 0) / answers.length
  }
  console.log(
    `| of ${test.labels.length} test digits there are | read rightly by \`best\`, the rest left white | the rest drawn by the network |\n|---|---|---|`,
  )
  for (const rows of KEPT_ROWS) {
    const requests = Array.from(test.labels, (_, index) => ({
      seed: seed + index,
      beginning: picture(ink, size, index).subarray(0, rows * width),
    }))
    const drawn = await model.draw(requests)
    const finished = Uint8Array.from(drawn.flatMap(({ picture: pixels }) => [...pixels]))
    const cut = ink.map((value, at) => (at % size < rows * width ? value : 0))
    console.log(`| ${rows} rows from the top | ${percent(await rightShare(cut))} | ${percent(await rightShare(finished))} |`)
  }
  console.log(`| all rows | ${percent(await rightShare(ink))} | |\n`)
  reader.dispose()
}

function picture(ink: Uint8Array, size: number, index: number): Uint8Array {
  return ink.subarray(index * size, (index + 1) * size)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
