import { join } from 'node:path'

/** The data sets of the tests, for a build of mode `testing` alone: there, their list stands in place of an empty one. For Vite's `resolve.alias`. */
export function testSets(mode: string): Record<string, string> {
  return mode === 'testing' ? { './test-sets': join(import.meta.dirname, '../src/testing/sets/index.ts') } : {}
}
