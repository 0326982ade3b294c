import type { CpuLayer, CpuLayerContext } from '../cpu/layer'
import type { DescribedLayer } from '../spec/describe'
import type { LayerKind, LayerOf } from '../spec/model-spec'
import { createDense } from './dense/cpu'
import { createLstm } from './lstm/cpu'

type Create<K extends LayerKind> = (described: DescribedLayer, layer: LayerOf<K>, context: CpuLayerContext) => CpuLayer

const factories = {
  lstm: createLstm,
  dense: createDense,
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
