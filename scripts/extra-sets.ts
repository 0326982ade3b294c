import { join } from 'node:path'

/** By Vite's mode, what stands in place of the empty list of further data sets. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['testing', '../src/testing/sets/index.ts'],
  ['training', './train/sets.ts'],
])

/** Data sets that the page does not have: those of the tests in mode `testing`, those of trainings in mode `training`. For Vite's `resolve.alias`. */
export function extraSets(mode: string): Record<string, string> {
  const list = LISTS.get(mode)
  return list === undefined ? {} : { './extra-sets': join(import.meta.dirname, list) }
}
