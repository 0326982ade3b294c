/** Sizes and places of the strip of weights. */

import type { InputSpec } from '../../../nn/spec/model-spec'

/** What a column of the strip is, for people: a pixel of the row, column or patch that a step reads, or a feature of the layer before. */
export type FeatureKind = 'rowPixel' | 'columnPixel' | 'patchPixel' | 'pixel' | 'feature'

export function featureKind({ scan }: InputSpec): FeatureKind {
  switch (scan) {
    case 'rows':
    case 'image':
      return 'rowPixel'
    case 'columns':
      return 'columnPixel'
    case 'patches':
      return 'patchPixel'
    case 'pixels':
      return 'pixel'
    default:
      return scan satisfies never
  }
}

/** CSS pixels: the labels at the left, the widest column, the height of a row. */
const LABELS = 32
const WIDEST = 22
const ROW = 21

/** Whole device pixels: a column's width and a row's height. Columns that do not fit at one pixel each are scrolled to. */
export function stripLayout({ width, ratio }: { readonly width: number; readonly ratio: number }, features: number) {
  const room = Math.floor((width - LABELS) * ratio)
  return { cell: Math.max(1, Math.min(Math.floor(room / features), Math.round(WIDEST * ratio))), row: Math.round(ROW * ratio) }
}

export interface StripCell {
  readonly column: number
  readonly row: number
}

/** Where a key leads; null for one that leads nowhere. */
export function moveCell({ column, row }: StripCell, { columns, rows }: { columns: number; rows: number }, key: string): StripCell | null {
  const within = (place: number, count: number): number => Math.min(Math.max(place, 0), count - 1)
  switch (key) {
    case 'ArrowLeft':
      return { column: within(column - 1, columns), row }
    case 'ArrowRight':
      return { column: within(column + 1, columns), row }
    case 'ArrowUp':
      return { column, row: within(row - 1, rows) }
    case 'ArrowDown':
      return { column, row: within(row + 1, rows) }
    case 'Home':
      return { column: 0, row }
    case 'End':
      return { column: columns - 1, row }
    default:
      return null
  }
}
