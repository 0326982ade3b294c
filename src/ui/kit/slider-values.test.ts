import { describe, expect, it } from 'vitest'
import { keyedValue, placedValue, shareOf } from './slider-values'

const rows = { min: 1, max: 28, step: 1 }
const fine = { min: 0, max: 0.5, step: 0.05 }
const key = (name: string, shiftKey = false) => ({ key: name, shiftKey, altKey: false, ctrlKey: false, metaKey: false })

describe('a slider', () => {
  it('has the value of the place, on a step and within its ends', () => {
    expect([-1, 0, 0.5, 1, 2].map((share) => placedValue(share, rows))).toEqual([1, 1, 15, 28, 28])
    expect([0.31, 0.62].map((share) => placedValue(share, fine))).toEqual([0.15, 0.3])
  })

  it('has the place of the value', () => {
    expect([1, 28, 40].map((value) => shareOf(value, rows))).toEqual([0, 1, 1])
    expect(shareOf(3, { min: 3, max: 3, step: 1 })).toBe(0)
  })

  it('follows keys, and leaves those of the browser alone', () => {
    const after = (name: string, value: number, shift = false) => keyedValue(key(name, shift), value, rows)
    expect(after('ArrowRight', 5)).toBe(6)
    expect(after('ArrowUp', 28)).toBe(28)
    expect(after('ArrowLeft', 5, true)).toBe(1)
    expect([after('PageUp', 5), after('PageDown', 25), after('Home', 9), after('End', 9)]).toEqual([15, 15, 1, 28])
    expect(after('a', 5)).toBeNull()
    expect(keyedValue({ ...key('ArrowLeft'), altKey: true }, 5, rows)).toBeNull()
    expect(keyedValue(key('ArrowRight'), 0.1, fine)).toBe(0.15)
  })
})
