import type { GruCells } from '../../operations/cpu/arithmetic/gru'
import type { CpuLayer, CpuLayerContext } from '../cpu-layer'
import type { Values } from '../../operations/cpu/primitives'
import type { DescribedLayer } from '../../spec/describe'
import type { GruSpec } from '../../spec/model-spec'
import type { HeldSignals } from '../../spec/trace'
import { createRecurrent } from '../recurrent/cpu'
import type { CpuCellKind } from '../recurrent/cpu-cell'
import { columnBlock, stepOf } from '../recurrent/matrices'

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
      forward(t, rows, held) {
        // The candidate takes the place of its sum, which a held reset gate needs once more.
        const sums = held === null ? null : cells[t]!.gates.slice()
        primitives.gruForward(cells[t]!, rows, H)
        if (held !== null && sums !== null) holdCells(cells[t]!, sums, held, t, H)
      },
      backward(t, rows, dH, held) {
        primitives.gruBackward(cells[t]!, dH, rows, H)
        if (held !== null) stopAtHeld(cells[t]!, held, t, H)
      },
      signals: (isWanted) =>
        GATES.flatMap((name, place) => (isWanted(name) ? [{ name, data: columnBlock(allSums, GATES.length, place, H) }] : [])),
    }
  },
}

/** Puts what is held at timestep t in the place of what was computed, and makes n and h of it anew. */
function holdCells({ gates, recurrent, hBefore, h }: GruCells, sums: Values, held: HeldSignals, t: number, H: number): void {
  for (let cell = 0; cell < h.length; cell++) {
    const unit = cell % H
    const z = (cell - unit) * GATES.length + unit
    const r = z + H
    const n = r + H
    const update = held.at('z', t, unit) ?? gates[z]!
    const reset = held.at('r', t, unit) ?? gates[r]!
    const candidate = held.at('n', t, unit) ?? Math.tanh(sums[n]! + reset * recurrent[n]!)
    gates[z] = update
    gates[r] = reset
    gates[n] = candidate
    h[cell] = update * hBefore[cell]! + (1 - update) * candidate
  }
}

/** After the way back through timestep t: what is held owes nothing to its sums; the reset gate acts through n alone. */
function stopAtHeld({ gates, recurrent }: GruCells, held: HeldSignals, t: number, H: number): void {
  const stop = (place: number) => {
    gates[place] = 0
    recurrent[place] = 0
  }
  for (let cell = 0; cell < gates.length / GATES.length; cell++) {
    const unit = cell % H
    const z = (cell - unit) * GATES.length + unit
    const isCandidateHeld = held.at('n', t, unit) !== null
    if (held.at('z', t, unit) !== null) stop(z)
    if (isCandidateHeld || held.at('r', t, unit) !== null) stop(z + H)
    if (isCandidateHeld) stop(z + 2 * H)
  }
}

export function createGru(described: DescribedLayer, layer: GruSpec, context: CpuLayerContext): CpuLayer {
  return createRecurrent(described, layer, gruCell, context)
}
