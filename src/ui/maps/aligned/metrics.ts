/** Sizes of panels that stand beside the rows of a digit, in whole device pixels, for figures smaller than the reading itself. */

import type { PictureSize } from '../../../core/task'
import { type LayoutRequest, type ReadingLayout, setRows } from '../layout'

/** Lengths in device pixels; divide by `ratio` for CSS. */
export interface AlignedRows extends Pick<ReadingLayout, 'ratio' | 'pixel' | 'rows' | 'row' | 'stepsPerRow' | 'steps' | 'top' | 'height'> {
  /** As in a layout's request. */
  readonly letters: number
  /** Steps are rows of the digit, or stand between them. */
  readonly isBesideRows: boolean
}

/** Side of the digit's pixels, CSS pixels, and the width below which they are small. */
const PIXEL = { narrow: 5, wide: 8 } as const
const NARROW = 480
/** Width of a belief's column: the digit's own pixel, but no less than this. CSS pixels. */
const BELIEF_CELL = 8
/** On dense screens a unit could be narrower than a CSS pixel; below this it cannot be pointed at. */
const NARROWEST_UNIT = 0.6
/** No wider than this, CSS pixels. */
const WIDEST_UNIT = 16
/** Left of the first panel, for the numbers of the steps. CSS pixels, for letters of the usual size, as in the style sheet. */
export const AXIS = 24
/** Between panels. CSS pixels, as in the style sheet. */
export const GAP = 16

export function alignedRows({
  width,
  ratio,
  letters,
  steps,
  alongRows,
  picture,
}: Pick<LayoutRequest, 'width' | 'ratio' | 'letters' | 'steps' | 'alongRows' | 'picture'>): AlignedRows {
  const pixel = Math.round((width < NARROW ? PIXEL.narrow : PIXEL.wide) * ratio)
  const rows = setRows({ height: 0, ratio, letters, steps, alongRows, picture }, pixel, 1)
  return { ratio, letters, pixel, isBesideRows: alongRows !== null, ...rows }
}

/** What stands before the panels beside the digit: the axis of time, which is behind a digit that has no rows of it, the digit and the gap. Device pixels. */
export function besideDigit({ ratio, letters, pixel, isBesideRows }: AlignedRows, picture: PictureSize): number {
  const axis = AXIS * letters
  return (axis + (isBesideRows ? GAP : axis)) * ratio + picture.width * pixel
}

/** Of a map with its rows, device pixels. */
export function plotHeight({ isBesideRows, height, rows, row }: AlignedRows): number {
  return isBesideRows ? height : rows * row
}

/** Width of a column of a belief. */
export function beliefCell({ pixel, ratio, letters }: AlignedRows): number {
  return Math.max(pixel, Math.round(BELIEF_CELL * ratio * letters))
}

/**
 * Width of a unit: the widest that lets all maps stand beside what is there already, else in a line of their own, else each in one.
 *
 * @param width   CSS pixels for everything, the axis included
 * @param beside  device pixels of the panels before them, with the gaps between and the axis
 */
export function unitCell({ width, units, maps, beside }: UnitRequest, { ratio, letters }: AlignedRows): number {
  const gap = GAP * ratio
  const room = Math.floor(width * ratio)
  const line = room - AXIS * ratio * letters
  const widest = Math.round(WIDEST_UNIT * ratio)
  const narrowest = Math.max(1, NARROWEST_UNIT * ratio)
  const fitting = (space: number, count: number): number => Math.min(widest, Math.floor((space - (count - 1) * gap) / (count * units)))
  for (const cell of [fitting(room - beside - gap, maps), fitting(line, maps), fitting(line, 1)]) if (cell >= narrowest) return cell
  return Math.max(1, Math.floor(narrowest))
}

export interface UnitRequest {
  readonly width: number
  readonly units: number
  readonly maps: number
  readonly beside: number
}

/** A cell of a panel. */
export interface Place {
  readonly step: number
  readonly column: number
}

/**
 * The cell under a point.
 *
 * @param x device pixels from the panel's left edge, y from the digit's top
 * @returns the nearest step; null beside all columns
 */
export function placeAt(
  { rows, row, top, stepsPerRow, steps }: AlignedRows,
  columns: number,
  cell: number,
  x: number,
  y: number,
): Place | null {
  const column = Math.floor(x / cell)
  if (column < 0 || column >= columns) return null
  const at = Math.min(Math.max(Math.floor((y - top) / row), 0), rows - 1)
  return { step: Math.min((at + 1) * stepsPerRow, steps) - 1, column }
}
