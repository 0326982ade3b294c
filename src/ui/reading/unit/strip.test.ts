import { expect, it } from 'vitest'
import { describeModel } from '../../../nn/spec/describe'
import { sourceOf } from '../../../nn/spec/cell'
import { presets } from '../../../nn/spec/presets'
import { featureKind, mapPlaceOf, moveCell, stripLayout, stripTicks } from './strip'

it('columns are pixels, features, or places in a row of feature maps', () => {
  const of = (name: 'row-lstm' | 'keras' | 'best' | 'pixel-lstm') => {
    const description = describeModel(presets[name].spec)
    const source = sourceOf(description, 'lstm')
    return { source, kind: featureKind(description.spec.input, source) }
  }
  expect((['row-lstm', 'keras', 'pixel-lstm', 'best'] as const).map((name) => of(name).kind)).toEqual([
    'rowPixel',
    'feature',
    'pixel',
    'mapPlace',
  ])
  const { kind, source } = of('best')
  expect([0, 47, 48, 335].map((feature) => mapPlaceOf(kind, source, feature))).toEqual([
    { map: 0, column: 0 },
    { map: 47, column: 0 },
    { map: 0, column: 1 },
    { map: 47, column: 6 },
  ])
  expect(mapPlaceOf('feature', of('keras').source, 3)).toBeNull()
  expect(stripTicks(kind, source, 336).map(({ number, at }) => [number, at])).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [n, 48 * n - 24]))
  expect(stripTicks('rowPixel', null, 28).map(({ number }) => number)).toEqual([1, 7, 14, 21, 28])
})

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
