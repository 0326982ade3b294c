import { expect, it } from 'vitest'
import { moveCell, stripLayout } from './strip'

it('columns are whole device pixels that fit, and no wider than they need to be', () => {
  for (const [width, ratio, features, cell] of [
    [1000, 1, 28, 22],
    [358, 2, 28, 23],
    [358, 3, 28, 34],
    [358, 1, 128, 2],
    [358, 1, 2048, 1],
  ] as const) {
    expect(stripLayout({ width, ratio }, features).cell).toBe(cell)
  }
})

it('keys move from cell to cell and stay inside', () => {
  const extent = { columns: 28, rows: 4 }
  const from = { column: 27, row: 0 }
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'x'].map((key) => moveCell(from, extent, key))).toEqual([
    { column: 26, row: 0 },
    { column: 27, row: 0 },
    { column: 27, row: 0 },
    { column: 27, row: 1 },
    { column: 0, row: 0 },
    { column: 27, row: 0 },
    null,
  ])
})
