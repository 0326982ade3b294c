import { builtIn } from './built-in'
import type { SetDefinition } from './definition'
import { mnist } from './mnist'

/** The data sets that the page offers, by their ids: a new one is a file and a line here. */
export const shippedSets = { mnist, 'built-in': builtIn } satisfies Record<string, SetDefinition>

/** Sets that the page comes with. */
export type ShippedSet = keyof typeof shippedSets

/** Every set there is: what a visitor brings is one too, and so is what a visitor writes. */
export type DataSourceKind = ShippedSet | 'own' | 'hand'

/** Their ids, in the order in which they are offered. */
export const shippedSetIds: readonly ShippedSet[] = Object.keys(shippedSets).filter((id): id is ShippedSet =>
  Object.hasOwn(shippedSets, id),
)
