import type { Look, Pixels } from '../look'
import { inkRegion } from '../normalise'
import { SHEET_SIDE } from '../sheet'
import { findInk } from './find-ink'
import { backdropOf } from './sheet-of'

/** Looks for a digit in a picture and lays it on a sheet. */
export function lookAt({ pixels, width, height }: Pixels): Look {
  const found = findInk(pixels, width, height)
  const region = found.kind === 'blank' ? null : inkRegion(found.ink)
  // What is too pale to be ink is as good as nothing.
  if (found.kind === 'blank' || region === null) return { kind: 'blank' }
  return { kind: found.kind, region, sheet: backdropOf(found.ink, SHEET_SIDE).ink }
}
