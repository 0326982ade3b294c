import type { GpuLayer } from './gpu-layer'
import type { Trial } from '../operations/gpu/trial'
import type { DescribedLayer } from '../spec/describe'
import type { LayerKind, LayerOf } from '../spec/model-spec'
import { createConvolution } from './convolution/gpu'
import { createDense } from './dense/gpu'
import { createDropout } from './dropout/gpu'
import { createFlatten } from './flatten/gpu'
import { createGru, gruTrials } from './gru/gpu'
import { createLayerNorm } from './layer-norm/gpu'
import { createLstm, lstmTrials } from './lstm/gpu'
import { createMaxPool } from './max-pool/gpu'
import { createRnn, rnnTrials } from './rnn/gpu'

type Create<K extends LayerKind> = (described: DescribedLayer, layer: LayerOf<K>) => GpuLayer

/** A layer kind on the GPU. */
interface GpuLayerKind<K extends LayerKind> {
  readonly create: Create<K>
  /** Of its families of kernels, for adapters that nobody has measured. */
  readonly trials?: readonly Trial[]
}

const kinds = {
  lstm: { create: createLstm, trials: lstmTrials },
  gru: { create: createGru, trials: gruTrials },
  rnn: { create: createRnn, trials: rnnTrials },
  dense: { create: createDense },
  dropout: { create: createDropout },
  layerNorm: { create: createLayerNorm },
  conv1d: { create: createConvolution },
  maxPool1d: { create: createMaxPool },
  conv2d: { create: createConvolution },
  maxPool2d: { create: createMaxPool },
  flatten: { create: createFlatten },
} satisfies { [K in LayerKind]: GpuLayerKind<K> }

/** The trials of all kinds. */
export const layerTrials: readonly Trial[] = Object.values(kinds).flatMap((kind) => ('trials' in kind ? kind.trials : []))

/** A layer's way of computing on the GPU. */
export function createGpuLayer<K extends LayerKind>(described: DescribedLayer & { readonly layer: LayerOf<K> }): GpuLayer {
  // As in `describe.ts`: the mapped type relates kind and factory, a generic index cannot express it.
  const { create } = kinds[described.layer.type] as unknown as GpuLayerKind<K>
  return create(described, described.layer)
}
