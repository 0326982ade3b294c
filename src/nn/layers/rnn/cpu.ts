import type { CpuLayer, CpuLayerContext } from '../cpu-layer'
import type { DescribedLayer } from '../../spec/describe'
import type { RnnSpec } from '../../spec/model-spec'
import { createRecurrent } from '../recurrent/cpu'
import type { CpuCellKind } from '../recurrent/cpu-cell'

/** h_t = tanh(W_x x_t + W_h h_{t-1} + b). Source: Elman 1990, "Finding Structure in Time"; Keras's SimpleRNN. */
const rnnCell: CpuCellKind = {
  blocks: 1,
  create: ({ primitives, sizes: { H }, sums, allSums, h }) => ({
    recurrentSums: allSums,
    states: [],
    forward: (t, rows) => primitives.tanh(h.after[t]!.subarray(0, rows * H), sums[t]!.subarray(0, rows * H)),
    backward(t, rows, dH) {
      const computed = rows * H
      primitives.tanhBackward(sums[t]!.subarray(0, computed), h.after[t]!.subarray(0, computed), dH.subarray(0, computed))
      primitives.clear(dH)
    },
    signals: () => [],
  }),
}

export function createRnn(described: DescribedLayer, layer: RnnSpec, context: CpuLayerContext): CpuLayer {
  return createRecurrent(described, layer, rnnCell, context)
}
