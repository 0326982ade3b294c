import type { CpuLayer, CpuLayerContext } from '../../cpu/layer'
import type { DescribedLayer } from '../../spec/describe'
import type { GruSpec } from '../../spec/model-spec'
import { columnBlock, createRecurrent, stepOf, type CpuCellKind } from '../recurrent/cpu'

/** Column blocks of the gates, in the order of the layer's signals. */
const GATES = ['z', 'r', 'n'] as const

/**
 * The GRU whose reset gate scales the product with the state, not the state.
 *
 * z, r = σ(W_x x_t + b + W_h h_{t-1} + b'), n = tanh(W_x x_t + b + r⊙(W_h h_{t-1} + b')), h_t = z⊙h_{t-1} + (1-z)⊙n.
 * Source: Cho et al. 2014, arXiv:1406.1078, in the form of version 1 and of cuDNN; Keras's `reset_after`.
 */
const gruCell: CpuCellKind = {
  blocks: GATES.length,
  create({ primitives, sizes: { B, H }, sums, allSums, h }) {
    const recurrentSums = primitives.allocate(allSums.length)
    const cells = sums.map((gates, t) => ({
      gates,
      recurrent: stepOf(recurrentSums, t, B * GATES.length * H),
      hBefore: h.before[t]!,
      h: h.after[t]!,
    }))
    return {
      recurrentSums,
      states: [],
      forward: (t) => primitives.gruForward(cells[t]!, B, H),
      backward: (t, dH) => primitives.gruBackward(cells[t]!, dH, B, H),
      signals: () => GATES.map((name, place) => ({ name, data: columnBlock(allSums, GATES.length, place, H) })),
    }
  },
}

export function createGru(described: DescribedLayer, layer: GruSpec, context: CpuLayerContext): CpuLayer {
  return createRecurrent(described, layer, gruCell, context)
}
