import type { SetDefinition } from '../../data/sets/definition'
import { letters } from './letters'

/** Data sets that only builds for tests offer, by their ids. */
export const extraSets: Readonly<Record<string, SetDefinition>> = { letters }
