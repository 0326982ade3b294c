import { beforeEach, describe, expect, it } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import type { Trace } from '../../nn/engine'
import { type PresetName, presets } from '../../nn/spec/presets'
import type { Store } from '../../state/app-state'
import { bareEnvironment } from '../../state/bare-environment.fixture'
import { FakeClient } from '../../state/fake-client.fixture'
import { createAppStore } from '../../state/store'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import { modelView, pixelsOf, seenPlaces, type SequenceLayer } from '../network/layers'
import { perform, tryOf } from './tries'

/** Ink in the rows 8 … 15, most of it in row 12. */
const picture = new Float32Array(IMAGE_PIXELS).map((_, pixel) => {
  const row = Math.floor(pixel / IMAGE_SIDE)
  return row >= 8 && row <= 15 && pixel % IMAGE_SIDE >= (row === 12 ? 4 : 20) ? 1 : 0
})

let store: StoreApi<Store>
beforeEach(() => {
  store = createAppStore(new FakeClient({}), null, bareEnvironment)
})

/** Where a press on what is to be tried with a signal leads; the signal's values are `value`. */
function tried(name: PresetName, signal: string, value: (step: number, unit: number) => number, place = 0) {
  const model = modelView(presets[name].spec)
  const layer = model.layers.filter((each): each is SequenceLayer => each.form === 'sequence' && each.recurrence !== null)[place]!
  const { steps, units } = layer
  const data = Float32Array.from({ length: steps * units }, (_, index) => value(Math.floor(index / units), index % units))
  const trace: Trace = {
    input: { shape: [model.steps, model.features], data: picture },
    signals: [{ layer: layer.name, name: signal, shape: [steps, units], data }],
    belief: { shape: [0], data: new Float32Array(0) },
    probabilities: new Float32Array(10),
  }
  store.setState((state) => ({ trace, drawing: { ...state.drawing, picture } }))
  const term = { kind: layer.kind, signal }
  perform(tryOf(term, model, layer)!, term, store, model, layer)
  const { step, unit } = store.getState().cursor
  const [first, last] = seenPlaces(layer.sight, step, model.steps)
  return { step, unit, ink: pixelsOf(model, first, last).reduce((sum, pixel) => sum + picture[pixel]!, 0) }
}

describe('what is tried', () => {
  it.each(['row-lstm', 'patch-cnn-lstm', 'pixel-lstm', 'permuted-lstm', 'keras', 'bidirectional', 'best'] as const)(
    'with the gates of %s goes to ink, whatever the scan',
    (name) => {
      expect(tried(name, 'i', (_, unit) => (unit === 3 ? 1 : 0))).toMatchObject({ unit: 3 })
      expect(tried(name, 'i', () => 0).ink).toBeGreaterThan(0)
      expect(tried(name, 'g', (_, unit) => (unit === 5 ? 1 : -1))).toMatchObject({ unit: 5 })
      expect(tried(name, 'g', () => 0).ink).toBeGreaterThan(0)
    },
  )

  it('begins with the first row of ink, and has most of it in its heaviest', () => {
    expect(tried('row-lstm', 'i', () => 0).step).toBe(8)
    expect(tried('row-lstm', 'g', () => 0).step).toBe(12)
  })

  it('with a reset gate is the unit that looks back least', () => {
    expect(tried('row-gru', 'r', (_, unit) => (unit === 7 ? 0.1 : 0.9))).toMatchObject({ unit: 7, step: 12 })
  })

  it('with a forget gate is the one that keeps most while there is ink, not where the paper is blank', () => {
    const blankRows = (step: number) => step < 8 || step > 15
    expect(
      tried('row-lstm', 'f', (step, unit) => (unit === 2 && !blankRows(step) ? 0.9 : unit === 4 && blankRows(step) ? 1 : 0.5)),
    ).toEqual({
      unit: 2,
      step: 27,
      ink: 0,
    })
  })

  it('ends where a unit has read everything: one that reads from the end, at the first row', () => {
    const half = 64
    expect(tried('bidirectional', 'f', (_, unit) => (unit === half + 1 ? 1 : 0))).toMatchObject({ unit: half + 1, step: 0 })
    expect(tried('bidirectional', 'f', (_, unit) => (unit === 1 ? 1 : 0))).toMatchObject({ unit: 1, step: 27 })
  })
})
