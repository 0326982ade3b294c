import { describe, expect, it } from 'vitest'
import type { TraceSignal } from '../../nn/engine'
import { curvePath, curveX, curveY, GATE_RANGE, outputRange, stateRange } from './curve'

function signal(units: number, ...values: number[]): TraceSignal {
  return { layer: 'lstm', name: 'c', shape: [values.length / units, units], data: Float32Array.from(values) }
}

describe('stateRange', () => {
  it('is ±1 for states that stay inside, and whole steps beyond, on the side in question', () => {
    expect(stateRange([signal(2, 0.5, 9, -0.25, 9)], 0)).toEqual({ low: -1, high: 1 })
    expect(stateRange([signal(2, 0.5, 9, -3, 9)], 0)).toEqual({ low: -3, high: 1 })
    expect(stateRange([signal(1, 2, -0.5), signal(1, -1.25, 0)], 0)).toEqual({ low: -2, high: 2 })
  })

  it('is not moved by a broken value', () => {
    expect(stateRange([signal(1, Number.NaN, Infinity, 0.5)], 0)).toEqual({ low: -1, high: 1 })
  })
})

describe('outputRange', () => {
  it('begins at 0 and ends at a whole number', () => {
    expect(outputRange([signal(1, 0.25, 0.5)], 0)).toEqual({ low: 0, high: 1 })
    expect(outputRange([signal(1, 0.25, 3.5)], 0)).toEqual({ low: 0, high: 4 })
  })
})

describe('curves', () => {
  it('places steps from left to right and values from bottom to top', () => {
    expect([curveX(0, 28), curveX(27, 28), curveX(0, 1)]).toEqual([0, 1, 0.5])
    expect([curveY(0, GATE_RANGE), curveY(1, GATE_RANGE), curveY(2, GATE_RANGE)]).toEqual([1, 0, 0])
  })

  it('draws one unit and breaks at what is not a number', () => {
    expect(curvePath(signal(2, 0, 9, 1, 9, 0.5, 9), 0, GATE_RANGE)).toBe('M0.0000 1.0000L0.5000 0.0000L1.0000 0.5000')
    expect(curvePath(signal(1, 0, Number.NaN, 1), 0, GATE_RANGE)).toBe('M0.0000 1.0000M1.0000 0.0000')
  })
})
