import { categoricalCrossentropyDefinition } from './categorical-crossentropy/spec'
import type { LossDefinition, LossKind } from './definition'

/** Every loss; the compiler names a forgotten one. */
export const lossDefinitions = {
  categoricalCrossentropy: categoricalCrossentropyDefinition,
} satisfies { [K in LossKind]: LossDefinition<K> }
