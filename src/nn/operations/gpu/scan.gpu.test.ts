import { afterAll, beforeAll, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { Random } from '../../../core/random'
import { PlanBuilder } from '../../../gpu/plan'
import { openTestGpu, readSlices, type TestGpu } from '../../../testing/gpu-layer'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from '../cpu/float64'
import { PictureScan } from '../cpu/scan'
import { inputOf, inputShape } from '../../spec/input'
import type { InputSpec } from '../../spec/model-spec'
import { recordScan, recordScanGradient } from './scan'
import { FLOAT_BYTES, resizeMatrix } from './tensor'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

/** Pictures with blank rows and blank patches; the second of them is blank altogether. */
function pictures(batch: number): Float32Array<ArrayBuffer> {
  const random = new Random(5, batch)
  return Float32Array.from({ length: batch * IMAGE_PIXELS }, (_, index) => {
    const isInk = index % IMAGE_PIXELS >= 7 * 28 && index % 28 >= 9 && Math.floor(index / IMAGE_PIXELS) !== 1
    return isInk ? random.uniform(0, 1) : 0
  })
}

const inputs: Partial<InputSpec>[] = [
  { scan: 'rows', skipBlank: true },
  { scan: 'columns', skipBlank: true },
  { scan: 'patches', patch: 4, order: 'serpentine' },
  { scan: 'patches', patch: 7, skipBlank: true },
  { scan: 'patches', patch: 14 },
  { scan: 'pixels', order: 'serpentine', skipBlank: true },
  { scan: 'pixels', order: 'permuted' },
  { scan: 'patches', patch: 7, order: 'permuted' },
  { scan: 'image' },
]

it.each(inputs.flatMap((input) => [1, 3, 130].map((batch) => ({ input, batch }))))(
  'reads pictures and gives gradients back as the CPU does, $input, batch $batch',
  async ({ input: options, batch }) => {
    const input = inputOf(options)
    const features = inputShape({ input }).at(-1)!
    const steps = IMAGE_PIXELS / features
    const images = pictures(batch)
    const builder = new PlanBuilder(test.gpu, test.kernels, 'scan')
    const slice = builder.arena.allocate('images', batch * IMAGE_PIXELS * FLOAT_BYTES)
    test.gpu.device.queue.writeBuffer(slice.buffer.native, 0, images)
    const { input: x, mask } = recordScan(builder, slice, batch, { input })
    // Taken for a gradient, the sequence must give the pictures back.
    const dImages = recordScanGradient(builder, x, batch, { input })
    const plan = await builder.compile()
    const encoder = test.gpu.device.createCommandEncoder()
    plan.encode(encoder)
    test.gpu.device.queue.submit([encoder.finish()])
    const [sequence, gradient, ink] = await readSlices(test, [x.slice, dImages, ...(mask === null ? [] : [mask])])

    const target = { input: new Float64Array(batch * IMAGE_PIXELS), mask: mask === null ? null : new Float64Array(steps * batch), batch }
    const scan = new PictureScan({ input }, float64Primitives)
    for (let place = 0; place < batch; place++) scan.read(target, place, { images, index: place, scale: 1 })
    const read = resizeMatrix(sequence!, [steps * batch, x.columns], [steps * batch, features])
    expectClose(read, target.input, tolerances.exact, 'sequence')
    const isPadding = (index: number) => index % x.columns >= features
    expect(sequence!.every((value, index) => value === 0 || !isPadding(index))).toBe(true)
    expectClose(gradient!, images, tolerances.exact, 'gradient of the pictures')
    if (target.mask !== null) expectClose(ink!.subarray(0, steps * batch), target.mask, tolerances.exact, 'mask')
    plan.destroy()
  },
)
