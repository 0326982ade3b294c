import { describe, expect, it } from 'vitest'
import type { Trace, TraceSignal } from '../../nn/engine'
import { inputOf } from '../../nn/spec/input'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { findSignal, liveliestUnit, readingShape, recurrentLayers, signalValue } from './signals'

const spec: ModelSpec = {
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'lstm', units: 3, returnSequences: true, direction: 'forward' },
    { type: 'lstm', units: 2, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

// [2,3]
const cell: TraceSignal = { layer: 'lstm', name: 'c', shape: [2, 3], data: Float32Array.of(0, 0.5, 1, 0.25, -2, 1) }
const trace: Trace = {
  input: { shape: [2, 28], data: new Float32Array(56) },
  signals: [cell],
  belief: { shape: [2, 10], data: new Float32Array(20) },
  probabilities: new Float32Array(10),
}

describe('recurrentLayers', () => {
  it('lists the layers that read step by step, with their signals', () => {
    const layers = recurrentLayers(spec)
    expect(layers.map(({ name, units }) => [name, units])).toEqual([
      ['lstm', 3],
      ['lstm_1', 2],
    ])
    expect(layers[0]?.signals.map(({ symbol }) => symbol)).toEqual(['i', 'f', 'o', 'C̃', 'C', 'h'])
  })

  it('knows the shape of a reading before there is one', () => {
    expect(readingShape(spec)).toEqual({ steps: 28, classes: 10 })
  })
})

describe('signals of a trace', () => {
  const [first, second] = recurrentLayers(spec)

  it('finds a signal by layer and name and a value by step and unit', () => {
    const found = findSignal(trace, first!, 'c')
    expect(found).toBe(cell)
    expect(signalValue(cell, 1, 1)).toBe(-2)
    expect(signalValue(cell, 2, 0)).toBeNull()
  })

  it('finds nothing in the trace of another model', () => {
    expect(findSignal(trace, second!, 'c')).toBeNull()
    expect(findSignal(trace, { ...first!, units: 4 }, 'c')).toBeNull()
    expect(findSignal(null, first!, 'c')).toBeNull()
  })

  it('picks the unit that moves most', () => {
    expect(liveliestUnit(cell)).toBe(1)
  })
})
