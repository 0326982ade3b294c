import { conv1dDefinition } from '../layers/conv1d/spec'
import { conv2dDefinition } from '../layers/conv2d/spec'
import { denseDefinition } from '../layers/dense/spec'
import { dropoutDefinition } from '../layers/dropout/spec'
import { gruDefinition } from '../layers/gru/spec'
import { flattenDefinition } from '../layers/flatten/spec'
import { layerNormDefinition } from '../layers/layer-norm/spec'
import { lstmDefinition } from '../layers/lstm/spec'
import { maxPool1dDefinition } from '../layers/max-pool1d/spec'
import { maxPool2dDefinition } from '../layers/max-pool2d/spec'
import { rnnDefinition } from '../layers/rnn/spec'
import type { LayerDefinition } from './definition'
import type { LayerKind } from './model-spec'

/** Every layer kind; the compiler names a forgotten one. */
export const layerDefinitions = {
  lstm: lstmDefinition,
  rnn: rnnDefinition,
  gru: gruDefinition,
  dense: denseDefinition,
  dropout: dropoutDefinition,
  layerNorm: layerNormDefinition,
  conv1d: conv1dDefinition,
  maxPool1d: maxPool1dDefinition,
  conv2d: conv2dDefinition,
  maxPool2d: maxPool2dDefinition,
  flatten: flattenDefinition,
} satisfies { [K in LayerKind]: LayerDefinition<K> }
