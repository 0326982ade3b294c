import { describe, expect, it } from 'vitest'
import { closeTop, roundTop } from './fit-scale'
import { thinRows } from './thin'

describe('thinRows', () => {
  // [5,2]
  const values = Float32Array.of(0, 1, 0.5, -3, 0.25, 0, 0.75, 2, 1, -1)

  it('gives the values themselves where every step has its row', () => {
    expect(thinRows(values, 2, 1, 'mean')).toBe(values)
  })

  it('takes the mean of the steps there are', () => {
    expect(thinRows(values, 2, 2, 'mean')).toEqual(Float32Array.of(0.25, -1, 0.5, 1, 1, -1))
  })

  it('takes the value farthest from 0, with its sign', () => {
    expect(thinRows(values, 2, 2, 'strongest')).toEqual(Float32Array.of(0.5, -3, 0.75, 2, 1, -1))
  })

  it('hides no broken value', () => {
    const broken = Float32Array.of(Number.NaN, 1, 2)
    for (const how of ['mean', 'strongest'] as const) expect(thinRows(broken, 1, 3, how)).toEqual(Float32Array.of(Number.NaN))
  })
})

describe('roundTop', () => {
  it('is the next 1, 2 or 5 with its zeros', () => {
    expect([0.003, 0.011, 0.2, 0.21, 1, 1.4, 4, 37, 51].map((value) => roundTop([0, -value]))).toEqual([
      0.01, 0.02, 0.2, 0.5, 1, 2, 5, 50, 100,
    ])
  })

  it('is 1 where nothing is to be seen', () => {
    expect(roundTop([0, 0])).toBe(1)
    expect(roundTop([Number.NaN, Infinity])).toBe(1)
  })
})

describe('closeTop', () => {
  it('goes as low as the values do', () => {
    expect([3e-6, 1e-5, 1.1e-5, 0.003, 0.2, 0.21, 37].map((value) => closeTop([0, -value]))).toEqual([
      5e-6, 1e-5, 2e-5, 0.005, 0.2, 0.5, 50,
    ])
    expect(closeTop([0, 0])).toBe(1)
  })
})
