import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { permutation } from '../../../core/permutation'
import { Random } from '../../../core/random'
import { PlanBuilder } from '../../../gpu/plan'
import { enginesUnderTest } from '../../../testing/engines'
import { openTestGpu, readSlices, type TestGpu } from '../../../testing/gpu-layer'
import { STRONGEST_AUGMENTATION } from '../../../testing/augmentation'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { createCpuEngine } from '../../engines/cpu/cpu-engine'
import { deformImage } from '../cpu/augmentation'
import type { Engine } from '../../engine'
import { NO_AUGMENTATION, TYPICAL_AUGMENTATION, type Augmentation } from '../../spec/augmentation'
import { inputOf } from '../../spec/input'
import { parseModelSpec } from '../../spec/parse'
import { DatasetStore, recordBatch } from './batch'
import { CLOCK_BYTES, writeClock } from './clock'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

/** Noise: a place that is off by a thousandth of a pixel shows. */
function noise(count: number): LabelledImages {
  const random = new Random(3, count)
  return {
    name: 'noise',
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

/** One gathered batch: pictures [B,784] and labels. */
async function gathered(
  set: LabelledImages,
  augmentation: Augmentation,
  batch: number,
  time: { start: number; examples: number; epoch: number; step: number },
) {
  const store = new DatasetStore(test.gpu)
  const builder = new PlanBuilder(test.gpu, test.kernels, 'gather')
  const clock = builder.arena.allocate('clock', CLOCK_BYTES)
  const { images, labels } = recordBatch(
    builder,
    batch,
    { input: inputOf() },
    { dataset: store.get(set), clock, shuffle: true, augmentation },
  )
  const plan = await builder.compile()
  writeClock(test.gpu, clock, { ...time, seed: 99, logSlot: 0, learningRate: 0 })
  const encoder = test.gpu.device.createCommandEncoder()
  plan.encode(encoder)
  test.gpu.device.queue.submit([encoder.finish()])
  const [pictures, classes] = await readSlices(test, [images, labels])
  plan.destroy()
  store.destroy()
  return { pictures: pictures!, classes: new Uint32Array(classes!.slice().buffer) }
}

it.each([
  ['nothing', NO_AUGMENTATION],
  ['shift', { ...NO_AUGMENTATION, shift: 3.5 }],
  ['rotation', { ...NO_AUGMENTATION, rotate: 45 }],
  ['scale', { ...NO_AUGMENTATION, scale: 0.5 }],
  ['shear', { ...NO_AUGMENTATION, shear: 0.5 }],
  ['elastic', { ...NO_AUGMENTATION, elastic: 6 }],
  ['typical strengths', TYPICAL_AUGMENTATION],
  ['blur', { ...NO_AUGMENTATION, blur: 3 }],
  ['ground', { ...NO_AUGMENTATION, ground: 1 }],
  ['noise', { ...NO_AUGMENTATION, noise: 1 }],
  ['negative', { ...NO_AUGMENTATION, negative: 1 }],
  ['bends on a bright ground, with noise', { ...NO_AUGMENTATION, elastic: 4, ground: 0.8, noise: 0.5 }],
  ['blur under a negative', { ...NO_AUGMENTATION, blur: 2, negative: 0.7 }],
  ['all at their strongest', STRONGEST_AUGMENTATION],
] as const)('deforms as the CPU does: %s', async (_name, augmentation) => {
  const set = noise(37)
  const time = { start: 32, examples: 5, epoch: 2, step: 11 }
  const { pictures, classes } = await gathered(set, augmentation, 8, time)
  const order = permutation(37, 99, time.epoch)
  for (let row = 0; row < 8; row++) {
    const example = order(Math.min(time.start + row, 36))
    const expected =
      row < time.examples ? deformImage(set.images, example, augmentation, { seed: 99, step: time.step }) : new Float32Array(IMAGE_PIXELS)
    expectClose(pictures.subarray(row * IMAGE_PIXELS, (row + 1) * IMAGE_PIXELS), expected, tolerances.float32Kernel, `row ${row}`)
  }
  expect([...classes.subarray(0, time.examples)]).toEqual(
    Array.from({ length: time.examples }, (_, row) => set.labels[order(time.start + row)]!),
  )
})

it('deforms an example alike wherever in whatever batch it stands', async () => {
  const set = noise(130)
  const whole = await gathered(set, TYPICAL_AUGMENTATION, 130, { start: 0, examples: 130, epoch: 0, step: 4 })
  const part = await gathered(set, TYPICAL_AUGMENTATION, 3, { start: 100, examples: 3, epoch: 0, step: 4 })
  expectClose(part.pictures, whole.pictures.subarray(100 * IMAGE_PIXELS, 103 * IMAGE_PIXELS), tolerances.exact, 'pictures')
})

it.each(enginesUnderTest)('$name trains as the float64 engine does', async ({ create }) => {
  const spec = parseModelSpec({
    version: 1,
    input: { scan: 'rows' },
    layers: [
      { type: 'lstm', units: 7 },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })
  const set = noise(40)
  const losses = async (engine: Engine, augment: Augmentation) => {
    const model = await engine.createModel(spec, { seed: 5 })
    const heard: number[] = []
    const run = model.fit(set, {
      epochs: 2,
      batchSize: 16,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: 1e-3 },
      seed: 8,
      augment,
    })
    run.subscribe((event) => event.type === 'steps' && heard.push(...event.report.losses))
    await run.done
    return heard
  }
  const [tested, float64] = await Promise.all([create(), createCpuEngine()])
  const actual = await losses(tested, TYPICAL_AUGMENTATION)
  expect(actual).toHaveLength(6)
  expectClose(actual, await losses(float64, TYPICAL_AUGMENTATION), tolerances.float32Model, 'losses')
  const plain = await losses(tested, NO_AUGMENTATION)
  actual.forEach((loss, step) => expect(Math.abs(loss - plain[step]!)).toBeGreaterThan(1e-5))
  tested.dispose()
  float64.dispose()
})
