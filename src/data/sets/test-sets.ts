import type { SetDefinition } from './definition'

/** None. `vite build --mode testing` has `src/testing/sets/index.ts` in this file's place (`scripts/test-sets.ts`), and no other build has a byte of it. */
export const testSets: Readonly<Record<string, SetDefinition>> = {}
