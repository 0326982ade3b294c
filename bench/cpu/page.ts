import { toInk, type LabelledImages } from '../../src/core/images'
import { loadMnist } from '../../src/data/mnist'
import { IMAGE_PIXELS } from '../../src/testing/digits'
import { Random, Stream } from '../../src/core/random'
import { createCpuEngine, createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { Product } from '../../src/nn/operations/cpu/arithmetic/products'
import { createSimdPrimitives } from '../../src/nn/operations/cpu/simd32'
import type { Model } from '../../src/nn/engine'
import { describeModel } from '../../src/nn/spec/describe'
import type { ModelSpec } from '../../src/nn/spec/model-spec'
import { presets, type PresetName } from '../../src/nn/spec/presets'
import { measureCore } from '../limits/cpu'
import { operationsOf, productsOf } from '../limits/products'
import { summarize, time, type Summary } from '../measure'

/** What one core does with the float32 primitives, and all of them with a test set. Times are in milliseconds. */
export interface CpuBenchResult {
  readonly engine: string
  /** GFLOP/s of matrix products, each the best of its runs. */
  readonly products: readonly { readonly product: Product; readonly speed: number }[]
  readonly trainingStep: Summary
  /**
   * 10⁹ operations a second of its products, all that it would need if no two pictures had anything in common, and of one large product in turn; each the
   * best, for others only take away.
   */
  readonly trainingRate: number
  readonly limit: number
  /** Null where training alone was asked for. */
  readonly answers: CpuAnswers | null
}

export interface CpuAnswers {
  readonly predictOne: Summary
  readonly trace: Summary
  /** 256 pictures. */
  readonly predictMany: Summary
  /** What computes with all cores, and its answers to as many pictures as MNIST has to test, in blocks as the page judges them. */
  readonly allCores: string
  readonly testSet: Summary
}

/** Pictures of a training: noise, of which no two begin alike, or digits. */
export type Pictures = 'noise' | 'mnist'

export interface CpuBenchOptions {
  readonly preset: PresetName
  /** Of its recurrent layers; null for its own. */
  readonly units: number | null
  readonly pictures: Pictures
  readonly batch: number
  /** Whether answers are left out. */
  readonly trainingOnly: boolean
  /** Training steps that are timed, after a few that are not. */
  readonly steps: number
}

declare global {
  interface Window {
    runCpuBench(options: CpuBenchOptions): Promise<CpuBenchResult>
  }
}

const WARM_UP = 5
/** Of a product that is timed between two steps. */
const LIMIT_MS = 5
const READINGS = 40
/** Readings that are timed together: a page's clock may tick only ten times in a millisecond. */
const TOGETHER = 10
/** A product is repeated until it has done so many multiply-adds, so that the clock can tell. */
const WORK = 2e8
const RUNS = 15

/** Forward, gradient of the input and of the weights of an LSTM of 128 units over 26 rows in batches of 64; its recurrence; one reading. */
const PRODUCTS: readonly Product[] = [
  { m: 1664, n: 512, k: 160 },
  { m: 1664, n: 160, k: 512, transposeB: true },
  { m: 160, n: 512, k: 1664, transposeA: true },
  { m: 64, n: 512, k: 128 },
  { m: 64, n: 128, k: 512, transposeB: true },
  { m: 1, n: 512, k: 128 },
]

async function measureProducts(): Promise<CpuBenchResult['products']> {
  const primitives = await createSimdPrimitives()
  return PRODUCTS.map((product) => {
    const { m, n, k } = product
    const [a, b, c] = [primitives.allocate(m * k), primitives.allocate(k * n), primitives.allocate(m * n)]
    const random = new Random(1, Stream.sample)
    for (const values of [a, b]) values.forEach((_, index) => (values[index] = random.uniform(-1, 1)))
    const count = Math.ceil(WORK / (m * n * k))
    let best = Infinity
    for (let run = 0; run < RUNS; run++) {
      const begin = performance.now()
      for (let repeat = 0; repeat < count; repeat++) primitives.multiply(c, a, b, product)
      best = Math.min(best, (performance.now() - begin) / count)
    }
    return { product, speed: (2 * m * n * k) / best / 1e6 }
  })
}

/** What pictures begin with alike is computed once; these have nothing in common. */
function randomImages(count: number): LabelledImages {
  const random = new Random(1, Stream.sample)
  return {
    name: 'random',
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

async function digits(count: number): Promise<LabelledImages> {
  const { dataset } = await loadMnist({ baseUrl: new URL('/', location.href).href })
  const { images, labels, name } = dataset.train
  return { name, images: images.slice(0, count * IMAGE_PIXELS), labels: labels.slice(0, count) }
}

/** A step, then the limit for as long, so that both meet the same machine. */
async function measureTraining(
  model: Model,
  { preset, batch, steps, pictures }: CpuBenchOptions,
): Promise<Pick<CpuBenchResult, 'trainingStep' | 'trainingRate' | 'limit'>> {
  const count = batch * 64
  const run = model.fit(pictures === 'mnist' ? await digits(count) : randomImages(count), {
    epochs: 1000,
    batchSize: batch,
    loss: { type: 'categoricalCrossentropy' },
    optimizer: { type: 'adam', learningRate: 1e-3 },
    seed: 1,
    startPaused: true,
    augment: presets[preset].training.augment,
  })
  const values: number[] = []
  const limits: number[] = []
  for (let step = 0; step < WARM_UP + steps; step++) {
    const begin = performance.now()
    await run.step()
    if (step < WARM_UP) continue
    values.push(performance.now() - begin)
    limits.push(await measureCore(LIMIT_MS))
  }
  await run.stop()
  const trainingStep = summarize(values)
  const operations = operationsOf(productsOf(describeModel(model.spec), batch).filter(({ t }) => t !== 0))
  return { trainingStep, trainingRate: operations / trainingStep.min / 1e6, limit: summarize(limits).max }
}

/** A preset with other units. */
function specOf({ preset, units }: CpuBenchOptions): ModelSpec {
  const { spec } = presets[preset]
  if (units === null) return spec
  return { ...spec, layers: spec.layers.map((layer) => ('returnSequences' in layer ? { ...layer, units } : layer)) }
}

async function timeReadings(read: () => Promise<unknown>): Promise<Summary> {
  const { median, min, max, count } = await time(READINGS, WARM_UP, async () => {
    for (let reading = 0; reading < TOGETHER; reading++) await read()
  })
  return { median: median / TOGETHER, min: min / TOGETHER, max: max / TOGETHER, count }
}

/** Pictures of MNIST's test set, and of a block of it. */
const TEST_SET = { count: 10_000, block: 1000 } as const

async function measureTestSet(spec: ModelSpec): Promise<Pick<CpuAnswers, 'allCores' | 'testSet'>> {
  const engine = await createFastCpuEngine()
  const model = await engine.createModel(spec, { seed: 1 })
  const pictures = toInk(randomImages(TEST_SET.count).images)
  const testSet = await time(5, 1, async () => {
    for (let from = 0; from < TEST_SET.count; from += TEST_SET.block) {
      await model.predict(pictures.subarray(from * IMAGE_PIXELS, (from + TEST_SET.block) * IMAGE_PIXELS))
    }
  })
  const allCores = engine.info.adapter
  engine.dispose()
  return { allCores, testSet }
}

async function measureAnswers(model: Model): Promise<CpuAnswers> {
  const { images } = randomImages(256)
  const many = toInk(images)
  const one = many.subarray(0, IMAGE_PIXELS)
  return {
    predictOne: await timeReadings(() => model.predict(one)),
    trace: await timeReadings(() => model.trace(one)),
    predictMany: await time(READINGS, WARM_UP, () => model.predict(many)),
    ...(await measureTestSet(model.spec)),
  }
}

window.runCpuBench = async (options) => {
  const engine = await createCpuEngine({ precision: 'float32' })
  const model = await engine.createModel(specOf(options), { seed: 1 })
  const result = {
    engine: [engine.info.adapter, ...engine.info.features].join(', '),
    products: await measureProducts(),
    ...(await measureTraining(model, options)),
    answers: options.trainingOnly ? null : await measureAnswers(model),
  }
  engine.dispose()
  return result
}
