import { describe, expect, it } from 'vitest'
import { BASE } from './points'
import { MOST_THREADS, simulate, slicesOf } from './scaling'

/** A step that takes as long as its examples, and a little. */
const stepOf = (examples: number): number => 0.2 * examples + 1
const steps = new Map(slicesOf(BASE).flatMap(({ own, other }) => [own, other].map((examples) => [examples, stepOf(examples)] as const)))

describe('threads that are not there', () => {
  const two = stepOf(32) + 0.1 + 0.3
  const measured = new Map([
    [1, 13.8],
    [2, two],
  ])
  const table = simulate({ point: BASE, steps, two, handover: 0.1, measured })

  it('compute slices of the engine’s own cut, are added up one by one, and all wait once', () => {
    expect(table.map(({ threads }) => threads)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(table.slice(0, 2).map(({ own, other }) => [own, other])).toEqual([
      [64, 0],
      [32, 32],
    ])
    expect(table[0]?.simulated).toBeCloseTo(13.8, 12)
    expect(table[1]?.simulated).toBeCloseTo(stepOf(32) + 0.3 + 0.1, 12)
    const { own, other, simulated, times } = table[7]!
    expect(simulated).toBeCloseTo(Math.max(stepOf(own), stepOf(other) + 0.3) + 7 * 0.1, 12)
    expect(times).toBeCloseTo(13.8 / simulated, 12)
  })

  it('stand beside those that are', () => {
    expect(table.map(({ measured: times }) => times !== null)).toEqual(Array.from({ length: MOST_THREADS }, (_, place) => place < 2))
    expect(table[1]?.measured).toBeCloseTo(13.8 / two, 12)
  })

  it('are not made up from steps that nobody measured', () => {
    const parts = { point: BASE, steps: new Map([[64, 1]]), two: 1, handover: 0, measured: new Map() }
    expect(() => simulate(parts)).toThrow('no step of 32 examples')
  })
})
