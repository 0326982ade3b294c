import { describe, expect, it } from 'vitest'
import { expectClose, tolerances } from './tolerance'

const tolerance = { atol: 0.1, rtol: 0.01 }

describe('expectClose', () => {
  it('accepts what lies within atol + rtol·|expected|', () => {
    expectClose([0.09, 100.9], [0, 100], tolerance, 'pair')
    expectClose(new Float32Array(0), [], tolerances.exact, 'nothing')
  })

  it('names the worst element', () => {
    expect(() => expectClose([1, 2.5, 9], [1, 2, 3], tolerance, 'lstm/h')).toThrow(
      /lstm\/h: 2 of 3 values differ; worst at index 2: got 9, expected 3, difference 6\.00e\+0, allowed 1\.30e-1/,
    )
  })

  it('refuses another length', () => {
    expect(() => expectClose([1], [1, 2], tolerance, 'x')).toThrow('x: 1 values, expected 2')
  })

  it('takes values that are not finite as close to themselves only', () => {
    expectClose([NaN, Infinity], [NaN, Infinity], tolerance, 'same')
    expect(() => expectClose([NaN], [0], tolerance, 'x')).toThrow('index 0')
    expect(() => expectClose([0], [NaN], tolerance, 'x')).toThrow('index 0')
    expect(() => expectClose([1e30], [Infinity], tolerance, 'x')).toThrow('index 0')
    expect(() => expectClose([-Infinity], [Infinity], tolerance, 'x')).toThrow('index 0')
  })

  it('allows no difference at all when told so', () => {
    expect(() => expectClose([1 + Number.EPSILON], [1], tolerances.exact, 'x')).toThrow('1 of 1')
  })
})
