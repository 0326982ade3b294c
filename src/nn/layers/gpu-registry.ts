import type { GpuLayer } from '../gpu/layer'
import type { DescribedLayer } from '../spec/describe'
import type { LayerKind, LayerOf } from '../spec/model-spec'
import { createConv1d } from './conv1d/gpu'
import { createConv2d } from './conv2d/gpu'
import { createDense } from './dense/gpu'
import { createDropout } from './dropout/gpu'
import { createFlatten } from './flatten/gpu'
import { createGru } from './gru/gpu'
import { createLayerNorm } from './layer-norm/gpu'
import { createLstm } from './lstm/gpu'
import { createMaxPool1d } from './max-pool1d/gpu'
import { createMaxPool2d } from './max-pool2d/gpu'
import { createRnn } from './rnn/gpu'

type Create<K extends LayerKind> = (described: DescribedLayer, layer: LayerOf<K>) => GpuLayer

const factories = {
  lstm: createLstm,
  rnn: createRnn,
  gru: createGru,
  dense: createDense,
  dropout: createDropout,
  layerNorm: createLayerNorm,
  conv1d: createConv1d,
  maxPool1d: createMaxPool1d,
  conv2d: createConv2d,
  maxPool2d: createMaxPool2d,
  flatten: createFlatten,
} satisfies { [K in LayerKind]: Create<K> }

/** A layer's way of computing on the GPU. */
export function createGpuLayer<K extends LayerKind>(described: DescribedLayer & { readonly layer: LayerOf<K> }): GpuLayer {
  // As in `describe.ts`: the mapped type relates kind and factory, a generic index cannot express it.
  const create = factories[described.layer.type] as unknown as Create<K>
  return create(described, described.layer)
}
