import type { Tensor } from '../../core/tensor'
import type { SourceLayer } from './source'

/**
 * Layers of Keras by the paths of their tensors:
 * `layers/lstm/cell/vars/0` in weights of Keras 3, `model_weights/lstm/lstm/lstm_cell/kernel:0` in models of Keras 2, `lstm/kernel` elsewhere.
 */

/** Order of a layer's numbered tensors. */
const OF_CELL = ['kernel', 'recurrent_kernel', 'bias']
const LEAVES = new Set(['kernel', 'recurrent_kernel', 'bias', 'gamma', 'beta'])

interface Place {
  readonly layer: string
  /** `kernel`, `backward_bias`; null for what is no weight. */
  readonly tensor: string | null
  /** Of a layer whose tensors are numbered and not named. */
  readonly index: number | null
}

/** Whether names are those of Keras's tensors. */
export function isKerasWeights(names: Iterable<string>): boolean {
  return [...names].some((name) => placeOf(name) !== null)
}

/** In the order of their names, numbers counted. What belongs to an optimizer is left out. */
export function kerasSources(tensors: ReadonlyMap<string, Tensor>): readonly SourceLayer[] {
  const layers = new Map<string, { tensors: Map<string, Tensor>; names: Map<string, string> }>()
  for (const [path, tensor] of tensors) {
    const place = placeOf(path)
    if (place === null) continue
    const layer = layers.get(place.layer) ?? { tensors: new Map(), names: new Map() }
    layers.set(place.layer, layer)
    const name = place.tensor ?? plainName(place.index ?? 0, tensor, path, tensors)
    layer.tensors.set(name, tensor)
    layer.names.set(name, path)
  }
  return [...layers].map(([name, layer]) => ({ name, ...layer })).toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** A layer without a cell: kernel and bias, or the two vectors of a normalisation. */
function plainName(index: number, tensor: Tensor, path: string, tensors: ReadonlyMap<string, Tensor>): string {
  const first = tensors.get(path.replace(/\d+$/, '0')) ?? tensor
  const isNorm = first.shape.length === 1
  return (isNorm ? ['gamma', 'beta'] : ['kernel', 'bias'])[index] ?? `vars/${index}`
}

function placeOf(path: string): Place | null {
  const parts = path.split('/').filter((part) => part !== 'model_weights' && part !== 'top_level_model_weights')
  const [head = '', ...rest] = parts
  const leaf = (parts.at(-1) ?? '').replace(/:\d+$/, '')
  if (/^(optimizer|optimizer_weights|loss|metrics?)$/.test(head) || parts.includes('seed_generator')) return null
  const direction = ['forward', 'backward'].find((each) => parts.some((part) => part.startsWith(each)))
  const prefix = direction === undefined ? '' : `${direction}_`
  if (parts.at(-2) === 'vars' && /^\d+$/.test(leaf)) {
    const index = Number(leaf)
    const isLayers = head === 'layers' || head === '_layer_checkpoint_dependencies'
    const layer = (isLayers ? rest[0] : head) ?? ''
    return { layer, index, tensor: parts.includes('cell') ? `${prefix}${OF_CELL[index] ?? leaf}` : null }
  }
  if (parts.length < 2) return null
  // This page's own names have the direction in the leaf.
  const plain = leaf.replace(/^(forward|backward)_/, '')
  return LEAVES.has(plain) ? { layer: head, index: null, tensor: leaf === plain ? `${prefix}${leaf}` : leaf } : null
}

/**
 * Of a matrix that only moves values, as this page's own archives have them: where each output comes from. Null for any other layer.
 */
export function movedPlaces({ tensors }: Pick<SourceLayer, 'tensors'>): readonly number[] | null {
  const kernel = tensors.get('kernel')
  const [size = 0, columns] = kernel?.shape ?? []
  if (kernel === undefined || tensors.size !== 1 || kernel.shape.length !== 2 || size !== columns || size < 2) return null
  const from: number[] = []
  for (let column = 0; column < size; column++) {
    let place = -1
    for (let row = 0; row < size; row++) {
      const value = kernel.data[row * size + column]!
      if (value === 0) continue
      if (value !== 1 || place >= 0) return null
      place = row
    }
    if (place < 0) return null
    from.push(place)
  }
  return new Set(from).size === size ? from : null
}
