import type { LstmCells } from '../../operations/cpu/arithmetic/lstm'
import type { CpuLayer, CpuLayerContext } from '../cpu-layer'
import type { Values } from '../../operations/cpu/primitives'
import type { DescribedLayer } from '../../spec/describe'
import type { LstmSpec } from '../../spec/model-spec'
import type { HeldSignals } from '../../spec/trace'
import { createRecurrent } from '../recurrent/cpu'
import type { CpuCellKind } from '../recurrent/cpu-cell'
import { columnBlock, stepOf } from '../recurrent/matrices'

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
      states: [{ name: 'c', memory: c, gradient: dC, addHidden: (gradient, t, dH) => addHidden(gradient, cells[t]!, dH, H) }],
      forward(t, rows, held) {
        primitives.lstmForward(cells[t]!, rows, H)
        if (held !== null) holdCells(cells[t]!, held, t, H)
      },
      backward(t, rows, dH, held) {
        primitives.lstmBackward(cells[t]!, dH, dC, rows, H)
        if (held !== null) stopAtHeld(cells[t]!, held, t, dC, H)
        primitives.clear(dH)
      },
      signals: (isWanted) => [
        ...GATE_BLOCKS.filter(([name]) => isWanted(name)).map(([name, place]) => ({ name, data: columnBlock(allSums, 4, place, H) })),
        ...(isWanted('c') ? [{ name: 'c', data: Float32Array.from(c.allAfter) }] : []),
      ],
    }
  },
}

/** Where gate `place` of a cell stands in [B,4H]. */
function gateAt(cell: number, place: number, H: number): number {
  const unit = cell % H
  return (cell - unit) * 4 + place * H + unit
}

/** Puts what is held at timestep t in the place of what was computed, and makes c and h of it anew. */
function holdCells({ gates, cBefore, c, tanhC, h }: LstmCells, held: HeldSignals, t: number, H: number): void {
  for (let cell = 0; cell < h.length; cell++) {
    for (const [name, place] of GATE_BLOCKS) {
      const at = gateAt(cell, place, H)
      gates[at] = held.at(name, t, cell % H) ?? gates[at]!
    }
    const [i, f, g, o] = [0, 1, 2, 3].map((place) => gates[gateAt(cell, place, H)]!)
    const state = held.at('c', t, cell % H) ?? f! * cBefore[cell]! + i! * g!
    c[cell] = state
    tanhC[cell] = Math.tanh(state)
    h[cell] = o! * Math.tanh(state)
  }
}

/** After the way back through timestep t: what is held owes nothing to its sums nor, where it is c, to the state before. */
function stopAtHeld({ gates }: LstmCells, held: HeldSignals, t: number, dC: Values, H: number): void {
  for (let cell = 0; cell < dC.length; cell++) {
    const isCellHeld = held.at('c', t, cell % H) !== null
    if (isCellHeld) dC[cell] = 0
    for (const [name, place] of GATE_BLOCKS) {
      const isCutOff = isCellHeld && name !== 'o'
      if (isCutOff || held.at(name, t, cell % H) !== null) gates[gateAt(cell, place, H)] = 0
    }
  }
}

/** dc += dh⊙o⊙(1-tanh²c) */
function addHidden(gradient: Values, { gates, tanhC }: LstmCells, dH: Values, H: number): void {
  for (let cell = 0; cell < gradient.length; cell++) {
    gradient[cell] = gradient[cell]! + dH[cell]! * gates[gateAt(cell, 3, H)]! * (1 - tanhC[cell]! * tanhC[cell]!)
  }
}

export function createLstm(described: DescribedLayer, layer: LstmSpec, context: CpuLayerContext): CpuLayer {
  return createRecurrent(described, layer, lstmCell, context)
}
