import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Arrangement } from '../../gpu/kernel'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../testing/gpu-layer'
import { LAYER_BATCHES, layerShapes, makeLayerCase, runCpuLayer, type LayerShape } from '../../testing/layer-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../operations/cpu/float64'
import { describeLayer } from '../spec/describe'
import type { LayerKind } from '../spec/model-spec'

/** Every layer kind on the GPU, forward and backward, against the float64 engine at odd shapes. */

interface Arranged {
  readonly arrangement?: Arrangement
  readonly batches: readonly number[]
  isTested(kind: string, shape: LayerShape): boolean
}

/** Kinds whose kernels have other arrangements. */
const arranged: readonly string[] = ['lstm', 'rnn', 'gru', 'dense', 'conv1d', 'conv2d'] satisfies LayerKind[]

/** As the adapter is used, at all sizes; and in the other arrangements at some: barriers are slow where there is no hardware for them. */
const arrangements: readonly Arranged[] = [
  { batches: LAYER_BATCHES, isTested: () => true },
  ...(['registers', 'staged'] as const).map((arrangement) => ({
    arrangement,
    batches: [5],
    isTested: (kind: string, { input }: LayerShape) =>
      arranged.includes(kind) && (input.length !== 2 || input[0]! <= 10 || kind === 'conv1d'),
  })),
  { arrangement: 'staged', batches: [66], isTested: (kind, { layer }) => kind === 'dense' && 'units' in layer && layer.units === 128 },
]

describe.each(arrangements)('arranged: $arrangement', ({ arrangement, batches, isTested }) => {
  let test: TestGpu
  beforeAll(async () => {
    test = await openTestGpu(arrangement)
  })
  afterAll(() => test.gpu.destroy())

  for (const [kind, cases] of Object.entries(layerShapes)) {
    for (const { layer, input, masked = false } of cases.filter((shape) => isTested(kind, shape))) {
      for (const batch of batches) {
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
  }
})
