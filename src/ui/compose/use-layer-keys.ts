import { useRef } from 'react'
import type { LayerSpec } from '../../nn/spec/model-spec'

/**
 * A key for each layer that goes with it when it is moved or its neighbours change: a specification has none. A layer's object tells which it
 * is; one that was edited stands at the place of the one that it was made of.
 */
export function useLayerKeys(layers: readonly LayerSpec[]): readonly string[] {
  const known = useRef<{ readonly layers: readonly LayerSpec[]; readonly keys: readonly string[]; readonly next: number }>({
    layers: [],
    keys: [],
    next: 0,
  })
  if (known.current.layers !== layers) known.current = { layers, ...keysFor(layers, known.current) }
  return known.current.keys
}

/** @param before  the list before, with its keys, and the number of the next new key */
export function keysFor(
  layers: readonly LayerSpec[],
  before: { readonly layers: readonly LayerSpec[]; readonly keys: readonly string[]; readonly next: number },
): { readonly keys: readonly string[]; readonly next: number } {
  let { next } = before
  const free = new Set(before.keys)
  const take = (place: number): string | null => {
    const key = before.keys[place]
    return key !== undefined && free.delete(key) ? key : null
  }
  const known = layers.map((layer) => take(before.layers.findIndex((other, place) => other === layer && free.has(before.keys[place]!))))
  const isEdit = layers.length === before.layers.length
  const keys = known.map((key, place) => {
    if (key !== null) return key
    const sameKind = isEdit && before.layers[place]?.type === layers[place]!.type ? take(place) : null
    return sameKind ?? `layer-${next++}`
  })
  return { keys, next }
}
