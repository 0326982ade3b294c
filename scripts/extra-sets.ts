import { join } from 'node:path'

/** By Vite's mode, what stands in place of the empty list of further data sets. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['testing', '../src/testing/sets/index.ts'],
  ['training', './train/sets.ts'],
])

/**
 * Data sets that the page does not have: those of the tests in mode `testing`, those of trainings in mode `training`; and what the tests' page does to
 * databases of this one. For Vite's `resolve.alias`.
 */
export function extraSets(mode: string): Record<string, string> {
  const list = LISTS.get(mode)
  const sets = list === undefined ? {} : { './extra-sets': join(import.meta.dirname, list) }
  return mode === 'testing' ? { ...sets, './extra-steps': join(import.meta.dirname, '../src/testing/extra-steps.ts') } : sets
}
