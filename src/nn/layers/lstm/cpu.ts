import type { CpuLayer, CpuLayerContext } from '../../cpu/layer'
import type { DescribedLayer } from '../../spec/describe'
import type { LstmSpec } from '../../spec/model-spec'
import { columnBlock, createRecurrent, stepOf, type CpuCellKind } from '../recurrent/cpu'

/** Which column block of the gates is which, in the order of the layer's signals. */
const GATE_BLOCKS = [
  ['i', 0],
  ['f', 1],
  ['o', 3],
  ['g', 2],
] as const

/**
 * The LSTM with sigmoid gates and no peepholes.
 *
 * i, f, o = σ(W_x x_t + W_h h_{t-1} + b), g = tanh(…), c_t = f⊙c_{t-1} + i⊙g, h_t = o⊙tanh(c_t).
 * Source: Hochreiter & Schmidhuber 1997; forget gate: Gers et al. 2000, eq. 3.1–3.5.
 */
const lstmCell: CpuCellKind = {
  blocks: 4,
  create({ primitives, sizes: { T, B, H }, sums, allSums, h, allocateState }) {
    const c = allocateState()
    const tanhC = primitives.allocate(T * B * H)
    const dC = primitives.allocate(B * H)
    const cells = sums.map((gates, t) => ({
      gates,
      cBefore: c.before[t]!,
      c: c.after[t]!,
      tanhC: stepOf(tanhC, t, B * H),
      h: h.after[t]!,
    }))
    return {
      recurrentSums: allSums,
      states: [{ memory: c, gradient: dC }],
      forward: (t) => primitives.lstmForward(cells[t]!, B, H),
      backward(t, dH) {
        primitives.lstmBackward(cells[t]!, dH, dC, B, H)
        dH.fill(0)
      },
      signals: () => [
        ...GATE_BLOCKS.map(([name, place]) => ({ name, data: columnBlock(allSums, 4, place, H) })),
        { name: 'c', data: Float32Array.from(c.allAfter) },
      ],
    }
  },
}

export function createLstm(described: DescribedLayer, layer: LstmSpec, context: CpuLayerContext): CpuLayer {
  return createRecurrent(described, layer, lstmCell, context)
}
