import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../../testing/digits'
import { permutation } from '../../../core/permutation'
import { Random } from '../../../core/random'
import { PlanBuilder } from '../../../gpu/plan'
import { openTestGpu, readSlices, type TestGpu } from '../../../testing/gpu-layer'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { DatasetStore, recordBatch } from './batch'
import { CLOCK_BYTES, writeClock } from './clock'
import { inputOf } from '../../spec/input'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

function randomSet(count: number): LabelledImages {
  const random = new Random(3, count)
  return {
    name: 'random',
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

it.each([
  { count: 1, batch: 1, start: 0, examples: 1 },
  { count: 37, batch: 8, start: 32, examples: 5 },
  { count: 1000, batch: 64, start: 128, examples: 64 },
])('gathers examples $start … of $count in the seeded order', async ({ count, batch, start, examples }) => {
  const set = randomSet(count)
  const store = new DatasetStore(test.gpu)
  const builder = new PlanBuilder(test.gpu, test.kernels, 'gather')
  const clock = builder.arena.allocate('clock', CLOCK_BYTES)
  const { images, labels, input } = recordBatch(builder, batch, { input: inputOf() }, { dataset: store.get(set), clock, shuffle: true })
  const plan = await builder.compile()
  for (const epoch of [0, 5]) {
    writeClock(test.gpu, clock, { step: 1, epoch, start, examples, seed: 99, logSlot: 0, learningRate: 0 })
    const encoder = test.gpu.device.createCommandEncoder()
    plan.encode(encoder)
    test.gpu.device.queue.submit([encoder.finish()])
    const [pixels, classes, x] = await readSlices(test, [images, labels, input.slice])
    const order = permutation(count, 99, epoch)
    for (let row = 0; row < batch; row++) {
      const example = order(Math.min(start + row, count - 1))
      const expected = new Float32Array(IMAGE_PIXELS)
      if (row < examples)
        expected.set(Array.from(set.images.subarray(example * IMAGE_PIXELS, (example + 1) * IMAGE_PIXELS), (v) => v / 255))
      expectClose(pixels!.subarray(row * IMAGE_PIXELS, (row + 1) * IMAGE_PIXELS), expected, tolerances.float32Kernel, `row ${row}`)
      for (let t = 0; t < IMAGE_SIDE; t++) {
        const at = (t * batch + row) * IMAGE_SIDE
        expectClose(
          x!.subarray(at, at + IMAGE_SIDE),
          expected.subarray(t * IMAGE_SIDE, (t + 1) * IMAGE_SIDE),
          tolerances.float32Kernel,
          `step ${t}`,
        )
      }
    }
    const told = new Uint32Array(classes!.slice().buffer)
    expect([...told.subarray(0, examples)]).toEqual(Array.from({ length: examples }, (_, row) => set.labels[order(start + row)]!))
  }
  plan.destroy()
  store.destroy()
})

it('permutes every set without losing or repeating an example', () => {
  for (const count of [1, 2, 3, 64, 1000]) {
    const order = permutation(count, 5, 1)
    expect(new Set(Array.from({ length: count }, (_, index) => order(index))).size).toBe(count)
  }
})
