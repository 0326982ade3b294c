import { IMAGE_PIXELS, type LabelledImages } from '../src/core/images'
import { Random, Stream } from '../src/core/random'
import { createEngine, type Engine, type EngineInfo, type Model } from '../src/nn/index'
import { presets } from '../src/nn/spec/presets'
import { countGpuCalls } from './gpu-counter'
import { summarize, time, type Summary } from './measure'

/** What the browser's side of the benchmark brings back. Times are in milliseconds. */
export interface BenchResult {
  readonly engine: EngineInfo
  /** From asking for a GPU to the end of the first training step: device, compiling, upload and all. */
  readonly firstStep: number
  readonly trainingStep: Summary
  readonly trainingImagesPerSecond: number
  readonly dispatchesPerStep: number
  /** The copy of results that happens every few steps included. */
  readonly submitsPerStep: number
  readonly predictOne: Summary
  readonly trace: Summary
  readonly evaluateImagesPerSecond: number
}

export interface BenchOptions {
  readonly batch: number
  /** Training steps that are timed, after a few that are not. */
  readonly steps: number
  readonly traces: number
}

declare global {
  interface Window {
    runBench(options: BenchOptions): Promise<BenchResult>
  }
}

const WARM_UP = 5
/** Parts of the timed training whose median counts. */
const STRETCHES = 5
const crossEntropy = { type: 'categoricalCrossentropy' } as const

/** Speed does not depend on what the pictures show. */
function randomImages(count: number): LabelledImages {
  const random = new Random(1, Stream.sample)
  return {
    name: 'random',
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

async function measureTraining(
  model: Model,
  set: LabelledImages,
  { batch, steps }: BenchOptions,
  counter: ReturnType<typeof countGpuCalls>,
) {
  const run = model.fit(set, {
    epochs: 1,
    batchSize: batch,
    loss: crossEntropy,
    optimizer: { type: 'adam', learningRate: 1e-3 },
    seed: 1,
    startPaused: true,
  })
  await run.step()
  const firstStepEnd = performance.now()
  for (let step = 0; step < WARM_UP; step++) await run.step()
  // Free running, as on the page: whole stretches are timed, since single steps overlap.
  counter.take()
  const stretches: number[] = []
  const perStretch = Math.max(1, Math.floor(steps / STRETCHES))
  let total = 0
  let finished = 0
  let begin = performance.now()
  const measured = new Promise<void>((resolve) => {
    run.subscribe((event) => {
      if (event.type !== 'steps') return
      total += event.report.losses.length
      finished += event.report.losses.length
      if (finished < perStretch || stretches.length === STRETCHES) return
      stretches.push((performance.now() - begin) / finished)
      finished = 0
      begin = performance.now()
      if (stretches.length === STRETCHES) resolve()
    })
  })
  run.resume()
  await measured
  await run.pause()
  const { dispatches, submits } = counter.take()
  await run.stop()
  return { firstStepEnd, step: summarize(stretches), dispatches: dispatches / total, submits: submits / total }
}

window.runBench = async (options) => {
  const set = randomImages(options.batch * (options.steps * 2 + 40))
  const counter = countGpuCalls()
  // How fast a server hands out source files is not the engine's speed.
  await import('../src/nn/gpu-engine')
  const begin = performance.now()
  const engine: Engine = await createEngine('webgpu')
  const { spec } = presets['row-lstm']
  const model = await engine.createModel(spec, { seed: 1 })
  const training = await measureTraining(model, set, options, counter)
  const image = Float32Array.from(set.images.subarray(0, IMAGE_PIXELS), (value) => value / 255)
  const trace = await time(options.traces, WARM_UP, () => model.trace(image))
  const predictOne = await time(options.traces, WARM_UP, () => model.predict(image))
  const part = { ...set, images: set.images.subarray(0, 2000 * IMAGE_PIXELS), labels: set.labels.subarray(0, 2000) }
  const evaluation = await time(3, 1, () => model.evaluate(part, crossEntropy))
  engine.dispose()
  return {
    engine: engine.info,
    firstStep: training.firstStepEnd - begin,
    trainingStep: training.step,
    trainingImagesPerSecond: (1000 * options.batch) / training.step.median,
    dispatchesPerStep: training.dispatches,
    submitsPerStep: training.submits,
    predictOne,
    trace,
    evaluateImagesPerSecond: (1000 * part.labels.length) / evaluation.median,
  }
}
