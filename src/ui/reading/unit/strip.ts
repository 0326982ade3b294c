/** Sizes and places of the strip of weights. */

import type { DescribedLayer } from '../../../nn/spec/describe'
import type { InputSpec } from '../../../nn/spec/model-spec'
import { axisTicks } from '../../maps/layout'
import { isOverPicture } from '../../../nn/spec/signals'

/**
 * What a column of the strip is, for people: a pixel of the row, column or patch that a step reads, a feature of the layer before, or a place in a row of
 * its feature maps.
 */
export type FeatureKind = 'rowPixel' | 'columnPixel' | 'patchPixel' | 'pixel' | 'feature' | 'mapPlace'

/** @param source  the layer that is read; null for the picture */
export function featureKind({ scan }: InputSpec, source: Pick<DescribedLayer, 'signals'> | null): FeatureKind {
  if (source !== null) return source.signals.some(isOverPicture) ? 'mapPlace' : 'feature'
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

/** Where a feature stands in the maps whose row a step reads: all maps at the first column, then all at the second. */
export interface MapPlace {
  readonly map: number
  readonly column: number
}

/** @param source  the layer with the maps; @returns null for features that stand in no maps */
export function mapPlaceOf(kind: FeatureKind, source: Pick<DescribedLayer, 'output'> | null, feature: number): MapPlace | null {
  const maps = source?.output.at(-1)
  return kind === 'mapPlace' && maps !== undefined ? { map: feature % maps, column: Math.floor(feature / maps) } : null
}

/** Features that carry a number below the strip, and where it stands: of maps every column, in the middle of its values. */
export function stripTicks(
  kind: FeatureKind,
  source: Pick<DescribedLayer, 'output'> | null,
  features: number,
): readonly { readonly number: number; readonly at: number }[] {
  const maps = kind === 'mapPlace' ? (source?.output.at(-1) ?? 1) : 1
  return axisTicks(features / maps).map((tick) => ({ number: tick + 1, at: (tick + 0.5) * maps }))
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
