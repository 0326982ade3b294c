import { describe, expect, it } from 'vitest'
import { isNewPlace, toUnitSquare } from './coordinates'

const box = { left: 100, top: 50, width: 200, height: 400 }

describe('coordinates of the pad', () => {
  it('maps the element onto the unit square', () => {
    expect(toUnitSquare(200, 250, box, 0)).toEqual([0.5, 0.5])
    expect(toUnitSquare(100, 450, box, 0)).toEqual([0, 1])
  })

  it('keeps the whole pen inside', () => {
    expect(toUnitSquare(0, 9999, box, 0.1)).toEqual([0.05, 0.95])
  })

  it('survives a pad without size', () => {
    expect(toUnitSquare(10, 10, { left: 0, top: 0, width: 0, height: 0 }, 0.1)).toEqual([0.5, 0.5])
  })

  it('drops points of a resting pen', () => {
    expect(isNewPlace([0.5, 0.5], undefined)).toBe(true)
    expect(isNewPlace([0.5, 0.5001], [0.5, 0.5])).toBe(false)
    expect(isNewPlace([0.5, 0.51], [0.5, 0.5])).toBe(true)
  })
})
