import { denseDefinition } from '../layers/dense/spec'
import { lstmDefinition } from '../layers/lstm/spec'
import type { LayerDefinition } from './definition'
import type { LayerKind } from './model-spec'

/** Every layer kind; the compiler names a forgotten one. */
export const layerDefinitions = {
  lstm: lstmDefinition,
  dense: denseDefinition,
} satisfies { [K in LayerKind]: LayerDefinition<K> }
