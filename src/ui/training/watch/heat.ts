import { BINS, EXPONENTS, type Histogram, widened } from '../../../statistics/histogram'
import { nearestStep, type StepAxis } from './step-axis'

/** Columns of every map: enough for the moments that are kept. */
export const COLUMNS = 240
/** Rows at most: each is some pixels high. */
const MOST_ROWS = 64

/** The values of something after one step. */
export interface HeatColumn {
  readonly step: number
  readonly values: Histogram
}

/** Between which values a map shows something that has bounds; null for what has none, which is shown where it ever was. */
export type Bounds = readonly [low: number, high: number] | null

export interface Heat {
  /** Values at the foot and at the top of the map. */
  readonly low: number
  readonly high: number
  readonly rows: number
  /** [rows,COLUMNS] the largest values first; 0 … 1, the square root of the share of `top`. */
  readonly shades: Float32Array
  /** The share of the values that has the lightest shade, and what is more has it too. */
  readonly top: number
}

/**
 * Histograms over the steps of a run as a map: along it the moment that stands nearest, upwards the values, and as a shade how many have them.
 *
 * @param columns  at least one
 */
export function heatOf(columns: readonly HeatColumn[], bounds: Bounds, axis: StepAxis): Heat {
  const exponent = commonExponent(columns)
  const wide = columns.map(({ values }) => widened(values, exponent).counts)
  const width = 2 ** (exponent + 1) / BINS
  const { first, count, merged } = rowsOf(wide, bounds && [bounds[0] / width + BINS / 2, bounds[1] / width + BINS / 2])
  const rows = count / merged
  const shares = wide.map((counts) => sharesOf(counts, first, rows, merged))
  const top = median(shares.map((column) => column.reduce((most, share) => Math.max(most, share), 0)))
  const steps = columns.map(({ step }) => step)
  const shades = new Float32Array(rows * COLUMNS)
  for (let column = 0; column < COLUMNS; column++) {
    const shown = shares[steps.indexOf(nearestStep(axis, steps, (column + 0.5) / COLUMNS))]!
    // What few values have would be as dark as what none has: the root lifts it.
    for (let row = 0; row < rows; row++) shades[(rows - 1 - row) * COLUMNS + column] = Math.sqrt(Math.min(1, shown[row]! / top))
  }
  return { low: (first - BINS / 2) * width, high: (first + count - BINS / 2) * width, rows, shades, top }
}

/** Of the widest range; of what was never anything but 0, ±1. */
function commonExponent(columns: readonly HeatColumn[]): number {
  const widest = columns.reduce((most, { values }) => Math.max(most, values.exponent), EXPONENTS.min as number)
  return widest === EXPONENTS.min ? 0 : widest
}

/** Which bins are shown, and how many of them are one row. @param fixed  between these; null for all that ever counted something */
function rowsOf(wide: readonly Uint32Array[], fixed: readonly [number, number] | null) {
  const [from, to] = fixed ?? [
    Math.min(...wide.map((counts) => firstOf(counts))),
    Math.max(...wide.map((counts) => counts.findLastIndex((count) => count > 0) + 1)),
  ]
  for (let merged = 1; ; merged *= 2) {
    const first = Math.floor(from / merged) * merged
    const end = Math.max(Math.ceil(to / merged) * merged, first + merged)
    if ((end - first) / merged <= MOST_ROWS) return { first, count: end - first, merged }
  }
}

function firstOf(counts: Uint32Array): number {
  const first = counts.findIndex((count) => count > 0)
  return first === -1 ? BINS / 2 : first
}

/** Which share of all values is in each row, the lowest first. */
function sharesOf(counts: Uint32Array, first: number, rows: number, merged: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shares = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const from = first + row * merged
    shares[row] = counts.subarray(from, from + merged).reduce((sum, count) => sum + count, 0) / (total || 1)
  }
  return shares
}

/** The upper one of two in the middle; at least a little, to be divided by. */
function median(values: readonly number[]): number {
  return Math.max(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0, Number.EPSILON)
}
