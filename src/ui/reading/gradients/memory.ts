/** How long a unit remembers: the share of its state that its gate has kept from an earlier step. */

import { readsBackward, type SequenceLayer } from '../../network/layers'

/** The gate that multiplies a state of the step before, f in C = f⊙C_{t-1} + …, and the state. A plain recurrent layer has none. */
export function keepingGate({ recurrence }: Pick<SequenceLayer, 'recurrence'>): { readonly gate: string; readonly state: string } | null {
  for (const { signal: state, products } of recurrence?.equations.products ?? []) {
    for (const [gate, kept] of products) {
      if (kept.signal === state && kept.time === 'before') return { gate: gate.signal, state }
    }
  }
  return null
}

/**
 * What is left at one step of the state of every earlier one: the product of the gate over the steps between.
 *
 * @param gate [T,U] in 0…1
 * @param step where one stands
 * @returns    [T,U] in 0…1; 1 at the step itself, not a number where nothing was read yet. A step at which all gates are 0 was masked: states
 *             are carried over it whole.
 */
export function keptShares(gate: Float32Array, layer: SequenceLayer, step: number): Float32Array {
  const { steps, units } = layer
  const shares = new Float32Array(steps * units).fill(Number.NaN)
  const isMasked = Array.from({ length: steps }, (_, t) => gate.subarray(t * units, (t + 1) * units).every((value) => value === 0))
  for (let unit = 0; unit < units; unit++) {
    const towardsPast = readsBackward(layer, unit) ? 1 : -1
    let share = 1
    for (let t = step; t >= 0 && t < steps; t += towardsPast) {
      shares[t * units + unit] = share
      if (isMasked[t] !== true) share *= gate[t * units + unit]!
    }
  }
  return shares
}

/** How many steps back at least half of what was there is still there, per unit. */
export function horizons(shares: Float32Array, layer: SequenceLayer, step: number): Uint16Array {
  const { steps, units } = layer
  return Uint16Array.from({ length: units }, (_, unit) => {
    const towardsPast = readsBackward(layer, unit) ? 1 : -1
    let back = 0
    while (shares[(step + (back + 1) * towardsPast) * units + unit]! >= 0.5 && back + 1 < steps) back++
    return back
  })
}

/** The same at the end of the reading, of which units that read backwards have theirs at the first step. */
export function finalHorizons(gate: Float32Array, layer: SequenceLayer): Uint16Array {
  const [first, last] = [0, layer.steps - 1].map((step) => horizons(keptShares(gate, layer, step), layer, step))
  return Uint16Array.from({ length: layer.units }, (_, unit) => (readsBackward(layer, unit) ? first : last)![unit]!)
}

/** The units, those that remember longest first; equal ones in their own order. */
export function byHorizon(back: Uint16Array): readonly number[] {
  return Array.from(back, (_, unit) => unit).toSorted((a, b) => back[b]! - back[a]! || a - b)
}

/** Columns in another order. @param values [T,U] @returns [T,U], column n is unit `order[n]` */
export function reordered(values: Float32Array, order: readonly number[]): Float32Array {
  const units = order.length
  return values.map((_, place) => values[place - (place % units) + order[place % units]!]!)
}
