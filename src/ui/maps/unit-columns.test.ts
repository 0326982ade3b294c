import { describe, expect, it } from 'vitest'
import { ownColumns, sortedColumns } from './unit-columns'

describe('sortedColumns', () => {
  const columns = sortedColumns({ order: Uint16Array.of(2, 0, 3, 1) })

  it('finds units by columns and columns by units', () => {
    const units = [0, 1, 2, 3].map((column) => columns.unitAt(column))
    expect(units).toEqual([2, 0, 3, 1])
    expect(units.map((unit) => columns.columnOf(unit))).toEqual([0, 1, 2, 3])
  })

  it('moves whole columns, row by row', () => {
    const values = Float32Array.of(0, 1, 2, 3, 10, 11, 12, 13)
    expect([...columns.arrange(values)]).toEqual([2, 0, 3, 1, 12, 10, 13, 11])
    expect([...values]).toEqual([0, 1, 2, 3, 10, 11, 12, 13])
  })
})

describe('ownColumns', () => {
  it('leaves everything where it is', () => {
    const values = Float32Array.of(4, 5)
    expect(ownColumns.arrange(values)).toBe(values)
    expect([ownColumns.unitAt(7), ownColumns.columnOf(7)]).toEqual([7, 7])
  })
})
