import type { GpuLayer } from '../gpu/layer'
import type { DescribedLayer } from '../spec/describe'
import type { LayerKind, LayerOf } from '../spec/model-spec'
import { createDense } from './dense/gpu'
import { createLstm } from './lstm/gpu'

type Create<K extends LayerKind> = (described: DescribedLayer, layer: LayerOf<K>) => GpuLayer

const factories = {
  lstm: createLstm,
  dense: createDense,
} satisfies { [K in LayerKind]: Create<K> }

/** A layer's way of computing on the GPU. */
export function createGpuLayer<K extends LayerKind>(described: DescribedLayer & { readonly layer: LayerOf<K> }): GpuLayer {
  // As in `describe.ts`: the mapped type relates kind and factory, a generic index cannot express it.
  const create = factories[described.layer.type] as unknown as Create<K>
  return create(described, described.layer)
}
