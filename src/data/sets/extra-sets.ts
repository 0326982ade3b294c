import type { SetDefinition } from './definition'

/** None. Sources that are served or built for tests or trainings have another file in this one's place (`scripts/extra-sets.ts`); the page has not a byte of them. */
export const extraSets: Readonly<Record<string, SetDefinition>> = {}
