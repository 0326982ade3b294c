import { builtIn } from './built-in'
import type { SetDefinition } from './definition'
import { mnist } from './mnist'

/** The data sets that the page offers, by their ids: a new one is a file and a line here. */
export const shippedSets = { mnist, 'built-in': builtIn } satisfies Record<string, SetDefinition>

export type DataSourceKind = keyof typeof shippedSets

/** Their ids, in the order in which they are offered. */
export const shippedSetIds: readonly DataSourceKind[] = Object.keys(shippedSets).filter((id): id is DataSourceKind =>
  Object.hasOwn(shippedSets, id),
)
