import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../../core/task'
import { alignedRows, AXIS, beliefCell, placeAt, unitCell } from './metrics'

const rowByRow = { stride: 1, offset: 0 }

describe('rows beside a digit', () => {
  it.each([1, 1.5, 2, 3])('are whole device pixels at %s per CSS pixel', (ratio) => {
    for (const width of [328, 700, 1100]) {
      const rows = alignedRows({ width, ratio, letters: 1, steps: 28, alongRows: rowByRow, picture: DIGITS.input })
      expect([rows.pixel, rows.row, rows.top, rows.height, beliefCell(rows)].every(Number.isInteger)).toBe(true)
      expect(rows.row).toBe(rows.pixel)
      expect(rows.height).toBe(28 * rows.pixel)
    }
  })

  it('share lines where there are more steps than lines', () => {
    const rows = alignedRows({ width: 1000, ratio: 1, letters: 1, steps: 784, alongRows: null, picture: DIGITS.input })
    expect(rows.isBesideRows).toBe(false)
    expect(rows.height).toBe(28 * 8)
    expect(rows.stepsPerRow).toBe(4)
    expect(rows.rows * rows.row).toBeLessThanOrEqual(rows.height)
  })

  it('stand at the middle of what they see', () => {
    const rows = alignedRows({ width: 1000, ratio: 2, letters: 1, steps: 26, alongRows: { stride: 1, offset: 1 }, picture: DIGITS.input })
    expect([rows.rows, rows.top, rows.row]).toEqual([26, 16, 16])
  })
})

describe('units', () => {
  const rows = alignedRows({ width: 1080, ratio: 1, letters: 1, steps: 28, alongRows: rowByRow, picture: DIGITS.input })

  it('stand beside the digit where there is room', () => {
    expect(unitCell({ width: 1080, units: 128, maps: 2, beside: 500 }, rows)).toBe(2)
  })

  it('take a line of their own where there is none', () => {
    expect(unitCell({ width: 600, units: 128, maps: 2, beside: 500 }, rows)).toBe(2)
    expect(unitCell({ width: 330, units: 128, maps: 2, beside: 300 }, rows)).toBe(1)
  })

  it('take a line each on the narrowest screen', () => {
    expect(unitCell({ width: 280, units: 128, maps: 2, beside: 200 }, rows)).toBe(2)
    expect(unitCell({ width: 200, units: 256, maps: 2, beside: 200 }, rows)).toBe(1)
  })

  it('never need more than the width', () => {
    for (const width of [360, 480, 800, 1200, 1600]) {
      for (const units of [3, 32, 64, 128]) {
        const cell = unitCell({ width, units, maps: 1, beside: 0 }, rows)
        expect(AXIS + cell * units).toBeLessThanOrEqual(width)
      }
    }
  })
})

describe('the cell under a point', () => {
  const rows = alignedRows({ width: 1080, ratio: 1, letters: 1, steps: 28, alongRows: rowByRow, picture: DIGITS.input })

  it('is that of its row and column', () => {
    expect(placeAt(rows, 128, 2, 7, 17)).toEqual({ step: 2, column: 3 })
    expect(placeAt(rows, 128, 2, 0, 0)).toEqual({ step: 0, column: 0 })
  })

  it('is nearest above and below, and none beside', () => {
    expect(placeAt(rows, 128, 2, 7, -5)?.step).toBe(0)
    expect(placeAt(rows, 128, 2, 7, 1000)?.step).toBe(27)
    expect(placeAt(rows, 128, 2, 256, 3)).toBeNull()
    expect(placeAt(rows, 128, 2, -1, 3)).toBeNull()
  })

  it('is the last of the steps that share a line', () => {
    const pixels = alignedRows({ width: 1000, ratio: 1, letters: 1, steps: 784, alongRows: null, picture: DIGITS.input })
    expect(placeAt(pixels, 4, 8, 3, 0)?.step).toBe(3)
    expect(placeAt(pixels, 4, 8, 3, 1)?.step).toBe(7)
  })
})
