/** Where a key takes the cursor. The maps are one line of units: past the last unit of a map comes the first of the next. */

import type { Cursor } from '../../state/app-state'
import type { UnitColumns } from '../maps/unit-columns'

export interface Extent {
  /** T ≥ 1 */
  readonly steps: number
  /** U ≥ 1 */
  readonly units: number
  /** Names of the maps from left to right, at least one. */
  readonly signals: readonly string[]
  /** Keys go from column to column. */
  readonly columns: UnitColumns
}

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
}

/** What a key with Shift moves by. */
export const LEAP = { steps: 4, units: 16 } as const

/**
 * @returns what changes of the cursor, null for a key that does not move it
 *
 * ↑ ↓ step, ← → unit, Home and End the first and last step, a signal's letter its map (`c` the cell, `g` the candidate).
 */
export function moveCursor(cursor: Cursor, extent: Extent, { key, shiftKey }: Key): Partial<Cursor> | null {
  const steps = shiftKey ? LEAP.steps : 1
  const units = shiftKey ? LEAP.units : 1
  switch (key) {
    case 'ArrowUp':
      return { step: clamp(cursor.step - steps, extent.steps) }
    case 'ArrowDown':
      return { step: clamp(cursor.step + steps, extent.steps) }
    case 'ArrowLeft':
      return moveUnit(cursor, extent, -units)
    case 'ArrowRight':
      return moveUnit(cursor, extent, units)
    case 'Home':
      return { step: 0 }
    case 'End':
      return { step: extent.steps - 1 }
    default:
      return extent.signals.includes(key) ? { signal: key, unit: clamp(cursor.unit ?? extent.columns.unitAt(0), extent.units) } : null
  }
}

/** A cursor that fits another model or picture: what is out of range moves to the nearest place. */
export function fitCursor(cursor: Cursor, extent: Extent): Cursor {
  const signal = cursor.signal !== null && extent.signals.includes(cursor.signal) ? cursor.signal : null
  const unit = cursor.unit === null ? null : clamp(cursor.unit, extent.units)
  return { ...cursor, step: clamp(cursor.step, extent.steps), unit, signal }
}

function moveUnit(cursor: Cursor, { units, signals, columns }: Extent, by: number): Partial<Cursor> {
  const map = Math.max(0, signals.indexOf(cursor.signal ?? signals[0]!))
  // The first key only shows where the cursor is.
  if (cursor.unit === null) return { unit: columns.unitAt(0), signal: signals[map]! }
  const place = clamp(map * units + columns.columnOf(clamp(cursor.unit, units)) + by, units * signals.length)
  return { unit: columns.unitAt(place % units), signal: signals[Math.floor(place / units)]! }
}

function clamp(value: number, count: number): number {
  return Math.min(Math.max(value, 0), count - 1)
}
