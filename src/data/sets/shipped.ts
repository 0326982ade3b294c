import { builtIn } from './built-in'
import type { SetDefinition } from './definition'
import { mnist } from './mnist'

/** Every data set, by its id; the first of a task is the one that the page loads by itself. */
export const shippedSets = { mnist, 'built-in': builtIn } satisfies Record<string, SetDefinition>

export type DataSourceKind = keyof typeof shippedSets

/** Their ids, in the order in which they are offered. */
export const shippedSetIds: readonly DataSourceKind[] = Object.keys(shippedSets).filter((id): id is DataSourceKind =>
  Object.hasOwn(shippedSets, id),
)
