import { afterAll, beforeAll, describe, it } from 'vitest'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../testing/gpu-layer'
import { LAYER_BATCHES, layerShapes, makeLayerCase, runCpuLayer } from '../../testing/layer-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../cpu/float64'
import { describeLayer } from '../spec/describe'

/** Every layer kind on the GPU, forward and backward, against the float64 engine at odd shapes. */

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

for (const [kind, cases] of Object.entries(layerShapes)) {
  describe(kind, () => {
    for (const { layer, input, masked = false } of cases) {
      for (const batch of LAYER_BATCHES) {
        it(`${JSON.stringify(layer)} on [${input.join(',')}]${masked ? ', masked' : ''}, batch ${batch}`, async () => {
          const layerCase = makeLayerCase(describeLayer(layer, kind, input), batch, masked)
          const expected = runCpuLayer(layerCase, float64Primitives)
          const actual = await runGpuLayer(test, layerCase)
          expectClose(actual.output, expected.output, tolerances.float32Kernel, 'output')
          expectClose(actual.dInput, expected.dInput, tolerances.float32Kernel, 'gradient of the input')
          for (const [name, { data }] of expected.gradients) {
            expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Kernel, `gradient of ${name}`)
          }
          expected.signals.forEach((signal, index) => {
            const other = actual.signals[index]!
            expectClose(other.data, signal.data, tolerances.float32Kernel, `signal ${other.name} for ${signal.name}`)
          })
        })
      }
    }
  })
}
