import type { RunProbe } from '../../../state/watch/watch-state'

/** A layer, or for null the whole network, at one moment. */
export interface LayerNorms {
  readonly layer: string | null
  /** ‖gradient‖ */
  readonly gradient: number
  /** ‖Δw‖ / ‖w‖ of the next step; null where that is not known. */
  readonly update: number | null
}

type Tensors = RunProbe['tensors']

/** The whole network first, then its layers that have weights, in their order. */
export function layerNorms({ tensors }: Pick<RunProbe, 'tensors'>): readonly LayerNorms[] {
  const layers = [...new Set(tensors.map(({ layer }) => layer))]
  return [
    normsOf(null, tensors),
    ...layers.map((layer) =>
      normsOf(
        layer,
        tensors.filter((tensor) => tensor.layer === layer),
      ),
    ),
  ]
}

/** The norm of several tensors as one is the norm of their norms. */
function normsOf(layer: string | null, tensors: Tensors): LayerNorms {
  const moved = tensors.flatMap((tensor) => tensor.moved ?? [])
  const update = Math.hypot(...moved) / Math.hypot(...tensors.map(({ norm }) => norm))
  return {
    layer,
    gradient: Math.hypot(...tensors.map(({ gradient }) => gradient)),
    update: moved.length === tensors.length && Number.isFinite(update) ? update : null,
  }
}
