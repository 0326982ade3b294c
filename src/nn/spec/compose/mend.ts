import type { ModelSpec } from '../model-spec'
import type { Examination, Problem } from './examine'
import { insertLayer, newLayer, replaceLayer, setField } from './edit'

/** A change that would mend a problem; the words for it are the page's. */
export type Mend =
  /** Hand on the hidden state of every timestep. */
  | { readonly kind: 'everyStep'; readonly layer: string }
  /** Hand on the last hidden state alone. */
  | { readonly kind: 'lastStep'; readonly layer: string }
  | { readonly kind: 'addLstm' }
  | { readonly kind: 'addFlatten' }
  | { readonly kind: 'scan'; readonly scan: 'rows' | 'image' }
  | { readonly kind: 'readBlank' }
  | { readonly kind: 'value'; readonly field: string; readonly value: number }

export interface Mending {
  readonly mend: Mend
  /** With it done. It may have another problem. */
  readonly spec: ModelSpec
}

/** Ways out of a problem, the likeliest first; none where it is for the visitor to decide. */
export function mendings(spec: ModelSpec, { layers }: Examination, problem: Problem): readonly Mending[] {
  const { allowed } = problem.error.detail
  const place = typeof problem.place === 'number' ? problem.place : spec.layers.length - 1
  switch (allowed.kind) {
    case 'sequence':
      return lastReader(spec, place) < 0 && spec.input.scan === 'image' ? [scanned(spec, 'rows')] : everyStepBefore(spec, place)
    case 'picture':
      return spec.input.scan === 'image' ? [] : [scanned(spec, 'image')]
    case 'sequenceOrPicture':
      return everyStepBefore(spec, place)
    case 'classScores':
      return toOneVector(spec, layers.length > 1 ? layers.at(-2)?.output.length === 3 : spec.input.scan === 'image')
    case 'inputLength':
    case 'inputSide':
      return [valued(spec, place, problem.field, allowed.max)]
    case 'patches': {
      const side = allowed.sides.at(-1)
      if (side !== 4 && side !== 7 && side !== 14) return []
      return [{ mend: { kind: 'value', field: 'patch', value: side }, spec: { ...spec, input: { ...spec.input, patch: side } } }]
    }
    case 'falseForImage':
    case 'eachStepAlone':
      return [{ mend: { kind: 'readBlank' }, spec: { ...spec, input: { ...spec.input, skipBlank: false } } }]
    default:
      return []
  }
}

function scanned(spec: ModelSpec, scan: 'rows' | 'image'): Mending {
  return { mend: { kind: 'scan', scan }, spec: { ...spec, input: { ...spec.input, scan } } }
}

function valued(spec: ModelSpec, place: number, field: string, value: number): Mending {
  return { mend: { kind: 'value', field, value }, spec: setField(spec, place, field, value) }
}

/** Has the last reader before a layer hand on every step. */
function everyStepBefore(spec: ModelSpec, place: number): readonly Mending[] {
  const reader = lastReader(spec, place)
  const layer = spec.layers[reader]
  if (layer === undefined || !('returnSequences' in layer) || layer.returnSequences) return []
  const mended = replaceLayer(spec, reader, { ...layer, returnSequences: true })
  return [{ mend: { kind: 'everyStep', layer: layer.type }, spec: mended }]
}

/** Makes one vector of what reaches the answering layer. */
function toOneVector(spec: ModelSpec, isPicture: boolean): readonly Mending[] {
  const answer = spec.layers.length - 1
  const flat = { mend: { kind: 'addFlatten' }, spec: insertLayer(spec, answer, newLayer('flatten')) } as const
  if (isPicture) return [flat]
  const reader = lastReader(spec, answer)
  const layer = spec.layers[reader]
  if (layer === undefined || !('returnSequences' in layer)) {
    return [{ mend: { kind: 'addLstm' }, spec: insertLayer(spec, answer, newLayer('lstm')) }, flat]
  }
  const last = {
    mend: { kind: 'lastStep', layer: layer.type },
    spec: replaceLayer(spec, reader, { ...layer, returnSequences: false }),
  } as const
  return layer.returnSequences ? [last, flat] : [flat]
}

/** The last recurrent layer before a place; -1 for none. */
function lastReader({ layers }: ModelSpec, place: number): number {
  return layers.slice(0, place).findLastIndex((layer) => 'returnSequences' in layer)
}
