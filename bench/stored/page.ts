import type { LabelledImages, StoredImages, TrainingImages } from '../../src/core/images'
import { permutation } from '../../src/core/permutation'
import { Random, Stream } from '../../src/core/random'
import { DIGITS } from '../../src/core/task'
import { BlockStore } from '../../src/data/own/block-store'
import { OwnData } from '../../src/data/own/own-data'
import { createEngine, type Model, type TrainingRun } from '../../src/nn'
import type { EngineKind, FitOptions } from '../../src/nn/engine'
import { presets, type PresetName } from '../../src/nn/spec/presets'
import { IMAGE_PIXELS } from '../../src/testing/digits'

/** Trains on a set that lies in the browser's storage, and in turns on one that lies in memory. */

export interface StoredBenchOptions {
  readonly engine: EngineKind
  readonly preset: PresetName
  readonly batch: number
  readonly pictures: number
  /** Of each of the two, and of each round. */
  readonly seconds: number
  readonly rounds: number
}

export interface StoredBenchResult {
  /** Pictures in a second, by round. */
  readonly stored: readonly number[]
  readonly memory: readonly number[]
  /** Pictures in a second that storage gives, when nothing trains. */
  readonly read: number
  /** Whether a run that went on from the middle of an epoch had the losses of one that was not cut off. */
  readonly isResumed: boolean
}

declare global {
  interface Window {
    writeStored(options: StoredBenchOptions): Promise<number>
    runStored(options: StoredBenchOptions): Promise<StoredBenchResult>
    /** Looks at files that a visitor has chosen. @returns seconds, and whether they are too many for the memory */
    lookAtFiles(): Promise<{ readonly seconds: number; readonly isLarge: boolean }>
    /** Hears when only the set in storage is trained on, so that memory can be looked at. */
    lookNow?: () => Promise<void>
  }
}

const DATABASE = 'gatelight-bench-stored'
/** Of the set that lies in memory: as many as MNIST has. */
const IN_MEMORY = 60_000
const RESUMED_STEPS = 6
const READ_BLOCKS = 400
/** Pictures that are trained on while memory is looked at: more than two windows hold. */
const LOOKED_AT = 100_000
/** Nobody waits longer for them, milliseconds. */
const LOOKED_AT_LIMIT_MS = 120_000

/** Pictures that are told apart by a bar; making them is no part of what is measured. */
function picture(index: number, into: Uint8Array, random: Random): number {
  const label = index % 10
  into.fill(0)
  for (let y = 4; y < 24; y++) into.fill(100 + random.integer(156), 28 * y + 2 + 2 * label, 28 * y + 6 + 2 * label)
  return label
}

window.lookAtFiles = async () => {
  const files = [...(document.querySelector('input')?.files ?? [])]
  const begin = performance.now()
  const own = new OwnData({ decode: () => Promise.reject(new Error('no pictures')), store: new BlockStore(DATABASE) })
  const options = { signal: new AbortController().signal, onProgress: () => {} }
  const { isLarge } = await own.look(
    files.map((file) => ({ file, path: file.name })),
    () => true,
    options,
  )
  return { seconds: (performance.now() - begin) / 1000, isLarge }
}

window.writeStored = async ({ pictures }) => {
  const begin = performance.now()
  const store = new BlockStore(DATABASE)
  const writer = await store.begin()
  const random = new Random(1, Stream.sample)
  const labels = new Uint8Array(pictures)
  const levels = new Uint8Array(IMAGE_PIXELS)
  for (let index = 0; index < pictures; index++) {
    labels[index] = picture(index, levels, random)
    await writer.add('train', levels)
  }
  const task = DIGITS
  await writer.finish({
    title: 'Million',
    train: { name: 'Million, training', task, labels },
    test: { name: 'Million, test', task, labels: new Uint8Array(0) },
  })
  await store.close()
  return (performance.now() - begin) / 1000
}

async function openStored(): Promise<StoredImages> {
  const kept = await new BlockStore(DATABASE).read()
  if (kept === null) throw new Error('nothing is stored')
  return { name: kept.train.name, task: kept.task, labels: kept.train.labels, blocks: kept.blocksOf('train') }
}

function memorySet(): LabelledImages {
  const random = new Random(1, Stream.sample)
  const images = new Uint8Array(IN_MEMORY * IMAGE_PIXELS)
  const labels = new Uint8Array(IN_MEMORY)
  for (let index = 0; index < IN_MEMORY; index++) {
    labels[index] = picture(index, images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS), random)
  }
  return { name: 'In memory', images, labels }
}

function fit(model: Model, set: TrainingImages, { batch, preset }: StoredBenchOptions, control: Partial<FitOptions> = {}): TrainingRun {
  return model.fit(set, {
    epochs: 1000,
    batchSize: batch,
    loss: { type: 'categoricalCrossentropy' },
    optimizer: { type: 'adam', learningRate: 1e-3 },
    seed: 1,
    startPaused: true,
    augment: presets[preset].training.augment,
    ...control,
  })
}

/** Pictures in a second while the run goes on. */
async function speedOf(run: TrainingRun, seconds: number): Promise<number> {
  let pictures = 0
  const leave = run.subscribe((event) => {
    if (event.type === 'steps') pictures += event.report.examples.reduce((sum, count) => sum + count, 0)
  })
  const begin = performance.now()
  run.resume()
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds))
  await run.pause()
  leave()
  if (run.state === 'failed') await run.done
  return (1000 * pictures) / (performance.now() - begin)
}

/** Reads blocks from all over the set as a run does. */
async function readSpeed({ blocks, labels }: StoredImages): Promise<number> {
  const count = Math.floor(labels.length / blocks.examples)
  const order = permutation(count, 1, 0)
  const wanted = Math.min(count, READ_BLOCKS)
  const begin = performance.now()
  let next = 0
  const work = async (): Promise<void> => {
    for (let place = next++; place < wanted; place = next++) await blocks.read(order(place))
  }
  await Promise.all([work(), work(), work(), work()])
  return (1000 * wanted * blocks.examples) / (performance.now() - begin)
}

async function pictureCount(run: TrainingRun, count: number): Promise<void> {
  let pictures = 0
  const enough = new Promise<void>((resolve) => {
    run.subscribe((event) => {
      if (event.type === 'steps') pictures += event.report.examples.reduce((sum, examples) => sum + examples, 0)
      if (pictures >= count) resolve()
    })
  })
  run.resume()
  await Promise.race([enough, run.done, new Promise((resolve) => setTimeout(resolve, LOOKED_AT_LIMIT_MS))])
  await run.pause()
}

async function lossesOf(run: TrainingRun, steps: number): Promise<number[]> {
  const losses: number[] = []
  const leave = run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
  for (let step = 0; step < steps; step++) await run.step()
  leave()
  return losses
}

window.runStored = async (options) => {
  const engine = await createEngine(options.engine)
  const { spec } = presets[options.preset]
  const stored = await openStored()
  const model = await engine.createModel(spec, { seed: 1 })
  const run = fit(model, stored, options)
  // Two windows and the beginning of a third, in one piece: what is held is looked at meanwhile.
  await pictureCount(run, LOOKED_AT)
  await window.lookNow?.()
  const read = await readSpeed(stored)
  const position = run.position
  const state = { parameters: await model.parameters(), optimizer: await model.optimizerState() }
  const uncut = await lossesOf(run, RESUMED_STEPS)
  const other = await engine.createModel(spec, { parameters: state.parameters })
  const resumed = fit(
    other,
    await openStored(),
    options,
    state.optimizer === null ? {} : { resumeFrom: { ...position, optimizer: state.optimizer } },
  )
  const isResumed = JSON.stringify(await lossesOf(resumed, RESUMED_STEPS)) === JSON.stringify(uncut)
  await resumed.stop()
  other.dispose()
  const second = await engine.createModel(spec, { seed: 1 })
  const inMemory = fit(second, memorySet(), options)
  await speedOf(inMemory, 2)
  const speeds = { stored: [] as number[], memory: [] as number[] }
  for (let round = 0; round < options.rounds; round++) {
    // Whichever begins, so that a machine that grows faster or slower favours neither.
    const turns = [
      { of: run, into: speeds.stored },
      { of: inMemory, into: speeds.memory },
    ]
    for (const { of, into } of round % 2 === 0 ? turns : turns.toReversed()) into.push(await speedOf(of, options.seconds))
  }
  engine.dispose()
  return { ...speeds, isResumed, read }
}
