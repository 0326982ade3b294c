import type { LayerKind, LayerSpec, ModelSpec } from '../model-spec'
import { withDefaults } from '../fields'
import { layerDefinitions } from '../registry'
import { MODEL_LIMITS, parseLayer } from '../parse'

/** Kinds in the order in which a menu lists them. */
export const layerKinds: readonly LayerKind[] = [
  'lstm',
  'gru',
  'rnn',
  'conv1d',
  'maxPool1d',
  'conv2d',
  'maxPool2d',
  'dense',
  'dropout',
  'layerNorm',
  'flatten',
]

/** Whether another layer may be added. */
export function hasRoom({ layers }: ModelSpec): boolean {
  return layers.length < MODEL_LIMITS.layers
}

/** A layer of this kind with its defaults; a dense one in the middle of a network gets an activation that makes a difference. */
export function newLayer(kind: LayerKind): LayerSpec {
  const own = kind === 'dense' ? { units: 64, activation: 'relu' } : {}
  return parseLayer(withDefaults({ type: kind, ...own }, layerDefinitions[kind].fields), 1)
}

/** @param place  of the new layer, 0 … before the answering one */
export function insertLayer(spec: ModelSpec, place: number, layer: LayerSpec): ModelSpec {
  return { ...spec, layers: spec.layers.toSpliced(place, 0, layer) }
}

export function removeLayer(spec: ModelSpec, place: number): ModelSpec {
  return { ...spec, layers: spec.layers.toSpliced(place, 1) }
}

/** The answering layer stays where it is, and nothing goes behind it. */
export function moveLayer(spec: ModelSpec, from: number, to: number): ModelSpec {
  const answer = spec.layers.length - 1
  const layer = spec.layers[from]
  if (layer === undefined || from === answer) return spec
  return { ...spec, layers: spec.layers.toSpliced(from, 1).toSpliced(Math.min(to, answer - 1), 0, layer) }
}

export function replaceLayer(spec: ModelSpec, place: number, layer: LayerSpec): ModelSpec {
  return { ...spec, layers: spec.layers.with(place, layer) }
}

/** One field of a layer at another value. @throws SpecError for a value that the field does not allow */
export function setField(spec: ModelSpec, place: number, field: string, value: unknown): ModelSpec {
  const layer = spec.layers[place]
  return layer === undefined ? spec : replaceLayer(spec, place, parseLayer({ ...layer, [field]: value }, place + 1))
}
