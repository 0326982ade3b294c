import type { MigrationStep } from './migration-step'

/** None. A page that is built for tests has another file in this one's place (`scripts/extra-sets.ts`), and with it newer databases. */
export const extraSteps: Readonly<Record<string, readonly MigrationStep[]>> = {}
