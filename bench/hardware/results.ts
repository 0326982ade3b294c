import type { StoredFormat } from '../../src/core/stored-format.ts'
import type { Played } from '../play.ts'
import type { Machine } from '../results.ts'
import type { CheckedArrangement, TriedFamily } from './arrangements.ts'

/** What `npm run bench -- --hardware` found; plain JSON. */
export interface HardwareResults {
  readonly machine: Machine
  readonly isSoftware: boolean
  readonly tried: readonly TriedFamily[]
  readonly checked: readonly CheckedArrangement[]
  /** The same contest at each size of batch. */
  readonly batches: readonly (Played & { readonly batch: number })[]
  /** Where a step's time goes, as text, by size of batch. */
  readonly profiles: readonly { readonly batch: number; readonly format: StoredFormat; readonly table: string }[]
  readonly failures: readonly string[]
}
