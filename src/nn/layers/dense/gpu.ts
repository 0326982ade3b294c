import { affineForward, affineGradients, affineInputGradient, reluGradient } from '../../operations/gpu/gemm'
import type { GpuLayer } from '../gpu-layer'
import { FLOAT_BYTES, padded, resizeMatrix } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { DenseSpec } from '../../spec/model-spec'

/** The weighted sums, with relu those above 0; a softmax after them belongs to the loss and to the prediction, which compute it in one kernel of their own. */
export function createDense(described: DescribedLayer, layer: DenseSpec): GpuLayer {
  const inputs = described.input.at(-1)!
  const { units } = layer
  const isRelu = layer.activation === 'relu'
  const K = padded(inputs)
  const N = padded(units)
  return {
    parameters: [
      {
        tensor: 'kernel',
        length: K * N,
        pack: (data) => resizeMatrix(data, [inputs, units], [K, N]),
        unpack: (packed) => resizeMatrix(packed, [K, N], [inputs, units]),
      },
      {
        tensor: 'bias',
        length: N,
        pack: (data) => resizeMatrix(data, [1, units], [1, N]),
        unpack: (packed) => resizeMatrix(packed, [1, N], [1, units]),
      },
    ],
    forward({ plan, parameter, weights, gradient }, input) {
      const kernel = weights('kernel')
      const slice = plan.arena.scratch(`${described.name}/output`, input.rows * N * FLOAT_BYTES)
      affineForward(plan, input, { kernel, bias: parameter('bias') }, slice, N, isRelu ? 'relu' : 'linear')
      const output = { slice, firstRow: 0, rows: input.rows, columns: N }
      return {
        output,
        sequence: described.input.length === 2 ? output : null,
        trace: {
          slices: [slice],
          unpack: ([values]) => {
            const data = resizeMatrix(values!, [input.rows, N], [input.rows, units])
            return [{ layer: described.name, name: 'output', shape: described.output, data }]
          },
        },
        backward(dOutput, needsInput) {
          const dSums = (isRelu ? reluGradient(plan, slice, dOutput) : dOutput).slice
          affineGradients(plan, input, dSums, { kernel: gradient('kernel'), bias: gradient('bias') }, N)
          return needsInput ? affineInputGradient(plan, input, dSums, kernel, N) : null
        },
      }
    },
  }
}
