import { expect, it } from 'vitest'
import { presets } from '../../../nn/spec/presets'
import { modelView, type SequenceLayer } from '../../network/layers'
import { byHorizon, finalHorizons, horizons, keepingGate, keptShares, reordered } from './memory'

function layerOf(direction: SequenceLayer['direction'], units: number): SequenceLayer {
  const sight = { size: 1, stride: 1, before: 0 }
  const shown = {
    name: 'lstm',
    kind: 'lstm',
    ordinal: 0,
    signals: [],
    others: [],
    recurrence: null,
    equations: null,
    formulas: [],
  } as const
  return { ...shown, form: 'sequence', steps: 4, units, direction, sight }
}

/** Two units: one keeps half, one keeps all. */
const gate = Float32Array.of(0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1)

it('multiplies the gate over the steps between, from the step itself back', () => {
  const shares = keptShares(gate, layerOf('forward', 2), 2)
  expect([...shares]).toEqual([0.25, 1, 0.5, 1, 1, 1, Number.NaN, Number.NaN])
})

it('looks the other way for units that read from the end', () => {
  expect([...keptShares(gate, layerOf('both', 2), 1)]).toEqual([0.5, Number.NaN, 1, 1, Number.NaN, 1, Number.NaN, 1])
})

it('carries states over masked steps', () => {
  const masked = Float32Array.of(0.5, 1, 0, 0, 0.5, 1, 0.5, 1)
  expect([...keptShares(masked, layerOf('forward', 2), 3)]).toEqual([0.25, 1, 0.25, 1, 0.5, 1, 1, 1])
})

it('says how far back half is left', () => {
  const layer = layerOf('forward', 2)
  expect([...horizons(keptShares(gate, layer, 3), layer, 3)]).toEqual([1, 3])
  expect([...horizons(keptShares(gate, layer, 0), layer, 0)]).toEqual([0, 0])
  const both = layerOf('both', 2)
  expect([...horizons(keptShares(gate, both, 1), both, 1)]).toEqual([1, 2])
})

it('looks from the end of each direction', () => {
  expect([...finalHorizons(gate, layerOf('both', 2))]).toEqual([1, 3])
  expect([...finalHorizons(gate, layerOf('forward', 2))]).toEqual([1, 3])
})

it('puts units in the order of their horizons', () => {
  const order = byHorizon(Uint16Array.of(1, 3, 3))
  expect(order).toEqual([1, 2, 0])
  expect([...reordered(Float32Array.of(1, 2, 3, 4, 5, 6), order)]).toEqual([2, 3, 1, 5, 6, 4])
})

it('finds the gate that keeps a state in the equations, and none in a plain recurrent layer', () => {
  const keepingOf = (name: keyof typeof presets) => keepingGate(modelView(presets[name].spec).layers.at(-1)!)
  expect(keepingOf('row-lstm')).toEqual({ gate: 'f', state: 'c' })
  expect(keepingOf('row-gru')).toEqual({ gate: 'z', state: 'h' })
  expect(keepingOf('row-rnn')).toBeNull()
})
