import { describe, expect, it } from 'vitest'
import type { Cursor } from '../../state/app-state'
import { fitCursor, moveCursor } from './navigate'
import { ownColumns, sortedColumns } from '../maps/unit-columns'

const extent = { steps: 28, units: 128, signals: ['i', 'f', 'o', 'g', 'c', 'h'], columns: ownColumns }
const cursor: Cursor = { layer: null, step: 12, playing: false, unit: 17, signal: 'f', isGiven: false }

function press(key: string, from: Partial<Cursor> = {}, shiftKey = false): Partial<Cursor> | null {
  return moveCursor({ ...cursor, ...from }, extent, { key, shiftKey })
}

describe('moveCursor', () => {
  it('moves one step up and down, four with Shift, and stops at the ends', () => {
    expect(press('ArrowUp')).toEqual({ step: 11 })
    expect(press('ArrowDown', {}, true)).toEqual({ step: 16 })
    expect(press('ArrowUp', { step: 0 })).toEqual({ step: 0 })
    expect(press('ArrowDown', { step: 26 }, true)).toEqual({ step: 27 })
  })

  it('moves over units and on into the neighbouring map', () => {
    expect(press('ArrowRight')).toEqual({ unit: 18, signal: 'f' })
    expect(press('ArrowRight', { unit: 127 })).toEqual({ unit: 0, signal: 'o' })
    expect(press('ArrowLeft', { unit: 0 })).toEqual({ unit: 127, signal: 'i' })
    expect(press('ArrowLeft', { unit: 3, signal: 'i' }, true)).toEqual({ unit: 0, signal: 'i' })
    expect(press('ArrowRight', { unit: 127, signal: 'h' })).toEqual({ unit: 127, signal: 'h' })
  })

  it('begins at the first unit of the first map', () => {
    expect(press('ArrowRight', { unit: null, signal: null })).toEqual({ unit: 0, signal: 'i' })
  })

  it('goes from column to column where units are sorted', () => {
    const sorted = { ...extent, units: 4, columns: sortedColumns({ order: Uint16Array.of(2, 0, 3, 1) }) }
    const move = (unit: number | null, key: string) => moveCursor({ ...cursor, unit }, sorted, { key, shiftKey: false })
    expect(move(2, 'ArrowRight')).toEqual({ unit: 0, signal: 'f' })
    expect(move(0, 'ArrowLeft')).toEqual({ unit: 2, signal: 'f' })
    expect(move(1, 'ArrowRight')).toEqual({ unit: 2, signal: 'o' })
    expect(move(2, 'ArrowLeft')).toEqual({ unit: 1, signal: 'i' })
    expect(move(null, 'ArrowLeft')).toEqual({ unit: 2, signal: 'f' })
    expect(move(null, 'c')).toEqual({ unit: 2, signal: 'c' })
  })

  it('goes to the ends and to a map by its letter', () => {
    expect(press('Home')).toEqual({ step: 0 })
    expect(press('End')).toEqual({ step: 27 })
    expect(press('c')).toEqual({ signal: 'c', unit: 17 })
    expect(press('x')).toBeNull()
  })
})

describe('fitCursor', () => {
  it('brings a cursor of a larger model into a smaller one', () => {
    expect(fitCursor({ ...cursor, unit: 99 }, { steps: 7, units: 32, signals: ['h'], columns: ownColumns })).toEqual({
      layer: null,
      step: 6,
      playing: false,
      unit: 31,
      signal: null,
      isGiven: false,
    })
  })
})
