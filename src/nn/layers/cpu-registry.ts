import type { CpuLayer, CpuLayerContext } from './cpu-layer'
import type { DescribedLayer } from '../spec/describe'
import type { LayerKind, LayerOf } from '../spec/model-spec'
import { createConvolution } from './convolution/cpu'
import { createDense } from './dense/cpu'
import { createDropout } from './dropout/cpu'
import { createGru } from './gru/cpu'
import { createFlatten } from './flatten/cpu'
import { createLayerNorm } from './layer-norm/cpu'
import { createLstm } from './lstm/cpu'
import { createMaxPool } from './max-pool/cpu'
import { createRnn } from './rnn/cpu'

type Create<K extends LayerKind> = (described: DescribedLayer, layer: LayerOf<K>, context: CpuLayerContext) => CpuLayer

const factories = {
  lstm: createLstm,
  rnn: createRnn,
  gru: createGru,
  dense: createDense,
  dropout: createDropout,
  layerNorm: createLayerNorm,
  conv1d: createConvolution,
  maxPool1d: createMaxPool,
  conv2d: createConvolution,
  maxPool2d: createMaxPool,
  flatten: createFlatten,
} satisfies { [K in LayerKind]: Create<K> }

/** A layer's way of computing on the CPU. */
export function createCpuLayer<K extends LayerKind>(
  described: DescribedLayer & { readonly layer: LayerOf<K> },
  context: CpuLayerContext,
): CpuLayer {
  // As in `describe.ts`: the mapped type relates kind and factory, a generic index cannot express it.
  const create = factories[described.layer.type] as unknown as Create<K>
  return create(described, described.layer, context)
}
