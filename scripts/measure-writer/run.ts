import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { joinSequences, sequenceOf, type PenSequences } from '../../src/core/sequences'
import { toInk, type LabelledImages } from '../../src/core/images'
import { splitByWriter, type PenDigit } from '../../src/data/pen-digits'
import { penPlainSet, penTrainingSet } from '../../src/data/pen-digits-pictures'
import { linesFromSequence } from '../../src/data/writing/sequence'
import { penSequences } from '../../src/data/writing/sets'
import type { Engine } from '../../src/nn/engine'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { seedOf } from '../../src/nn/engines/writing/writing'
import { NO_AUGMENTATION } from '../../src/nn/spec/augmentation'
import { presets } from '../../src/nn/spec/presets'
import type { WritingModel } from '../../src/nn/writing'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { decodeWriter } from '../../src/train/writer-checkpoint'
import { buildWasm } from '../build-wasm'
import { ROOT } from '../headless'
import { likeliest } from '../measure/vote'
import { mnistTestSet } from '../mnist-test-set'
import { loadPenDigits } from '../pen-digits'
import { readArguments } from '../train/usage-error'
import { createAnsweringEngine } from '../threads/engine'
import { numberIn } from '../train/command-line'
import { SHIPPED_WRITER } from '../writer/write'
import { bigram, linearGaussian, natsPerPoint } from './baselines'
import { nearestDistances, quantile, shapesOf, spreads } from './shapes'

export const MEASURE_WRITER_USAGE = `npm run measure-writer -- [MODEL.safetensors] [--count 1000] [--seed 1] [--reader]

How well a network writes (public/writers/writer.safetensors): nats per point on writers that it never saw, beside two baselines; how its
digits are read by the shipped reader \`best\`; how near they are to what it learnt from, and how different from each other.

  --count N   digits of each class (1000)
  --seed N    of the digits (1)
  --reader    also train a reader on 20,000 of its digits alone, and measure that on other people's digits and on MNIST (some minutes)`

const CLASSES = 10
/** Training drawings that the nearest is looked for among, and drawings of each class that are compared with each other. */
const MOST_PAIRS = 200
const READER = { digits: 20_000, epochs: 16, temperature: 1 } as const

/** `npm run measure-writer`. Prints Markdown. @throws UsageError; what reading a file throws */
export async function runMeasureWriter(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(MEASURE_WRITER_USAGE)
  const { path, count, seed, reader } = parseOptions(args)
  await buildWasm()
  const parts = splitByWriter(await loadPenDigits())
  const engine = await createFastCpuEngine(1)
  const readers = await createAnsweringEngine()
  try {
    const checkpoint = decodeWriter(await readFile(path))
    const writer = await engine.createWriter(checkpoint.spec, checkpoint)
    const train = penSequences('writers 1 to 23', parts.train)
    const unseen = penSequences('writers 26 to 30', parts.validation)
    await tellNats(writer, train, unseen)
    const samples = await tellReadings(readers, writer, parts.validation, { count, seed })
    tellShapes(train, unseen, samples)
    await tellSpeed(writer, seed)
    if (reader) await tellReader(engine, writer, parts.validation, seed)
  } finally {
    engine.dispose()
    readers.dispose()
  }
}

function parseOptions(args: readonly string[]) {
  return readArguments(() => {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { count: { ...text, default: '1000' }, seed: { ...text, default: '1' }, reader: { type: 'boolean', default: false } },
    })
    return {
      path: positionals[0] ?? SHIPPED_WRITER,
      count: numberIn('count', values.count, { min: 2, max: 100_000 }),
      seed: numberIn('seed', values.seed, { min: 0, max: 0xffffffff }),
      reader: values.reader,
    }
  })
}

async function tellNats(writer: WritingModel, train: PenSequences, unseen: PenSequences): Promise<void> {
  const { loss, movement, pen, penAccuracy, points } = await writer.evaluate(unseen)
  console.log(
    `| what says what comes next | nats per point, ${unseen.name} (${unseen.labels.length} digits, ${points} points) |\n|---|---|`,
  )
  console.log(
    `| the network | **${loss.toFixed(3)}** (movement ${movement.toFixed(3)}, pen ${pen.toFixed(3)}, ${percent(penAccuracy)} of its states) |`,
  )
  console.log(`| bigrams of 64 movements | ${natsPerPoint(bigram(train), unseen).toFixed(3)} |`)
  console.log(
    `| a linear function of the two movements before, and a Gaussian | ${natsPerPoint(linearGaussian(train), unseen).toFixed(3)} |\n`,
  )
}

/** @returns what was written at a temperature of 1 and at half of it */
async function tellReadings(
  readers: Engine,
  writer: WritingModel,
  real: readonly PenDigit[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<readonly { readonly temperature: number; readonly set: PenSequences }[]> {
  const reader = decodeCheckpoint(await readFile(join(ROOT, 'public/models/best.safetensors')))
  const model = await readers.createModel(reader.spec, reader)
  console.log('| written | read rightly by `best` | worst digits |\n|---|---|---|')
  const tell = async (name: string, digits: readonly PenDigit[]) => {
    const pictures = penPlainSet(name, digits)
    const answers = likeliest(await model.predict(toInk(pictures.images)), CLASSES)
    console.log(
      `| ${name} | **${percent(rightShare(pictures.labels, answers))}** of ${digits.length} | ${worstDigits(pictures.labels, answers)} |`,
    )
  }
  const samples: { temperature: number; set: PenSequences }[] = []
  for (const temperature of [0.5, 1]) {
    const set = await written(writer, { count: CLASSES * count, seed, temperature })
    samples.push({ temperature, set })
    await tell(`temperature ${temperature}`, penDigitsOf(set))
  }
  await tell('by writers 26 to 30', real)
  console.log('')
  model.dispose()
  return samples
}

/** Digits of all classes in turn. */
async function written(
  writer: WritingModel,
  { count, seed, temperature }: { readonly count: number; readonly seed: number; readonly temperature: number },
): Promise<PenSequences> {
  const requests = Array.from({ length: count }, (_, index) => ({ label: index % CLASSES, seed: seedOf(seed, index), temperature }))
  const sequences = await writer.writeMany(requests)
  return joinSequences(
    `temperature ${temperature}`,
    sequences.map((sequence, index) => ({ label: index % CLASSES, sequence })),
  )
}

export function penDigitsOf(set: PenSequences): PenDigit[] {
  return Array.from(set.labels, (label, index) => ({ label, writer: 0, lines: linesFromSequence(sequenceOf(set, index)) }))
}

export function rightShare(labels: Uint8Array, answers: Uint8Array): number {
  return answers.reduce((sum, answer, index) => sum + Number(answer === labels[index]), 0) / labels.length
}

function worstDigits(labels: Uint8Array, answers: Uint8Array): string {
  const shares = Array.from({ length: CLASSES }, (_, digit) => {
    const places = Array.from(labels.keys()).filter((place) => labels[place] === digit)
    return { digit, share: places.filter((place) => answers[place] === digit).length / places.length }
  })
  const worst = shares.toSorted((a, b) => a.share - b.share).slice(0, 3)
  return worst.map(({ digit, share }) => `${digit}: ${percent(share)}`).join(', ')
}

function tellShapes(
  train: PenSequences,
  unseen: PenSequences,
  samples: readonly { readonly temperature: number; readonly set: PenSequences }[],
): void {
  const [learnt, real] = [shapesOf(train), shapesOf(unseen)]
  const realSpreads = spreads(real, MOST_PAIRS)
  const sharesOf = (shapes: typeof real) =>
    [...spreads(shapes, MOST_PAIRS)].map(([label, spread]) => ({ label, share: spread / realSpreads.get(label)! }))
  console.log(
    '| digits | distance to the nearest that was learnt from: smallest, 5 %, median | spread within a class, share of the real ones, mean of ten classes |\n|---|---|---|',
  )
  const row = (name: string, shapes: typeof real) => {
    const distances = nearestDistances(shapes.slice(0, unseen.labels.length), learnt)
    const shares = sharesOf(shapes)
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length
    const least = shares.toSorted((a, b) => a.share - b.share)[0]!
    const told = [0, 0.05, 0.5].map((share) => quantile(distances, share).toFixed(4)).join(', ')
    console.log(`| ${name} | ${told} | ${mean.toFixed(2)} (least: ${least.share.toFixed(2)}, of ${least.label}) |`)
  }
  row('by writers 26 to 30', real)
  const written = samples.map(({ temperature, set }) => ({ name: `temperature ${temperature}`, shapes: shapesOf(set) }))
  for (const { name, shapes } of written) row(name, shapes)
  const labels = [...realSpreads.keys()].toSorted((a, b) => a - b)
  console.log(`\n| spread, share of the real one, by class | ${labels.join(' | ')} |\n|---|${labels.map(() => '---:|').join('')}`)
  for (const { name, shapes } of written) {
    const shares = new Map(sharesOf(shapes).map(({ label, share }) => [label, share.toFixed(2)]))
    console.log(`| ${name} | ${labels.map((label) => shares.get(label) ?? '').join(' | ')} |`)
  }
  console.log('')
}

/** Drawings that are written to see how long a point takes, the first of them to warm up. */
const TIMED = { warmUp: 5, drawings: 40 }

async function tellSpeed(writer: WritingModel, seed: number): Promise<void> {
  const times: number[] = []
  for (let index = 0; index < TIMED.warmUp + TIMED.drawings; index++) {
    const writing = await writer.write({ label: index % CLASSES, seed: seedOf(seed, index) })
    for (let isOver = false; !isOver;) {
      const begin = performance.now()
      isOver = (await writing.next()) === null
      if (!isOver && index >= TIMED.warmUp) times.push(performance.now() - begin)
    }
    writing.dispose()
  }
  times.sort((a, b) => a - b)
  const told = [0.5, 0.99].map((share) => quantile(times, share).toFixed(2))
  console.log(`A point with all signals takes ${told[0]} ms, 99 of 100 at most ${told[1]} ms (${times.length} points, one thread).\n`)
}

/** A reader that has seen nothing but what the network wrote. */
async function tellReader(engine: Engine, writer: WritingModel, real: readonly PenDigit[], seed: number): Promise<void> {
  const digits = penDigitsOf(await written(writer, { count: READER.digits, seed: seed + 1, temperature: READER.temperature }))
  const train = penTrainingSet('written digits', digits, { copies: 1, seed })
  const { spec } = presets['row-lstm']
  const model = await engine.createModel(spec, { seed })
  const augment = { ...NO_AUGMENTATION, shift: 1.5, rotate: 15, scale: 0.2, shear: 0.4, elastic: 5 }
  await model.fit(train, { epochs: READER.epochs, batchSize: 64, seed, schedule: { kind: 'cosine', learningRate: 2e-3 }, augment }).done
  console.log(
    `A \`row-lstm\` that learnt from ${READER.digits} written digits alone (temperature ${READER.temperature}, ${READER.epochs} epochs):\n`,
  )
  console.log('| read | rightly |\n|---|---|')
  const tell = async (set: LabelledImages) => {
    const { accuracy } = await model.evaluate(set, { type: 'categoricalCrossentropy' })
    console.log(`| ${set.name} (${set.labels.length}) | **${percent(accuracy)}** |`)
  }
  await tell(penPlainSet('writers 26 to 30', real))
  await tell(await mnistTestSet())
  model.dispose()
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
