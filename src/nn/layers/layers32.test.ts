import { describe, expect, it } from 'vitest'
import { LAYER_BATCHES, layerShapes, makeLayerCase, runCpuLayer } from '../../testing/layer-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../operations/cpu/float64'
import { createSimdPrimitives } from '../operations/cpu/simd32'
import { describeLayer } from '../spec/describe'

/** Every layer kind over the float32 primitives, forward and backward, against float64 at the shapes the GPU is tested at. */

const simd = await createSimdPrimitives()

for (const [kind, cases] of Object.entries(layerShapes)) {
  describe(kind, () => {
    for (const { layer, input, masked = false } of cases) {
      for (const batch of LAYER_BATCHES) {
        it(`${JSON.stringify(layer)} on [${input.join(',')}]${masked ? ', masked' : ''}, batch ${batch}`, () => {
          const layerCase = makeLayerCase(describeLayer(layer, kind, input), batch, masked)
          const expected = runCpuLayer(layerCase, float64Primitives)
          const actual = runCpuLayer(layerCase, simd)
          expectClose(actual.output, expected.output, tolerances.float32Kernel, 'output')
          expectClose(actual.dInput, expected.dInput, tolerances.float32Kernel, 'gradient of the input')
          for (const [name, { data }] of expected.gradients) {
            expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Kernel, `gradient of ${name}`)
          }
          expect(actual.signals).toHaveLength(expected.signals.length)
          for (const [index, { name, data }] of expected.signals.entries()) {
            expectClose(actual.signals[index]!.data, data, tolerances.float32Kernel, `signal ${name}`)
          }
        })
      }
    }
  })
}
