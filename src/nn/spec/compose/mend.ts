import type { FeatureShape } from '../definition'
import type { LayerSpec, ModelSpec } from '../model-spec'
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
  /** Make a timestep of every row of a picture. */
  | { readonly kind: 'rowsAsSteps' }
  /** The same, and an LSTM that reads them. */
  | { readonly kind: 'readRows' }
  | { readonly kind: 'scan'; readonly scan: 'rows' | 'image' }
  | { readonly kind: 'readBlank' }
  | { readonly kind: 'value'; readonly field: string; readonly value: number }

/** What makes a timestep of every row of a picture. */
const ROWS: LayerSpec = { type: 'flatten', within: 'step' }

export interface Mending {
  readonly mend: Mend
  /** With it done. It may have another problem. */
  readonly spec: ModelSpec
}

/** Ways out of a problem, the likeliest first; none where it is for the visitor to decide. */
export function mendings(spec: ModelSpec, examination: Examination, problem: Problem): readonly Mending[] {
  const { allowed } = problem.error.detail
  const place = typeof problem.place === 'number' ? problem.place : spec.layers.length - 1
  const given = givenTo(examination, place)
  switch (allowed.kind) {
    case 'sequence':
      return toSequence(spec, examination, place)
    case 'picture':
      return toPicture(spec, place, given)
    case 'sequenceOrPicture':
      return everyStepBefore(spec, place)
    case 'classScores':
      return toOneVector(spec, given.length === 3)
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

/** What reaches a layer. */
function givenTo({ input, layers }: Examination, place: number): FeatureShape {
  return (place === 0 ? input : layers[place - 1]?.output) ?? []
}

/** Makes timesteps of what reaches a layer that reads them. */
function toSequence(spec: ModelSpec, examination: Examination, place: number): readonly Mending[] {
  const everyStep = everyStepBefore(spec, place)
  if (everyStep.length > 0 || spec.input.scan !== 'image') return everyStep
  const rows = scanned(spec, 'rows')
  const inRows = rowsAsSteps(spec, examination, place)
  // Without convolutions before it a picture is read by rows in the first place.
  return inRows === null ? [rows] : place === 0 ? [rows, inRows] : [inRows, rows]
}

/** Rows become timesteps where a picture reaches the layer, or where one was made a single vector before it. */
function rowsAsSteps(spec: ModelSpec, examination: Examination, place: number): Mending | null {
  const mend = { kind: 'rowsAsSteps' } as const
  if (givenTo(examination, place).length === 3) return { mend, spec: insertLayer(spec, place, ROWS) }
  const flat = spec.layers.slice(0, place).findLastIndex(({ type }) => type === 'flatten')
  return flat >= 0 && givenTo(examination, flat).length === 3 ? { mend, spec: replaceLayer(spec, flat, ROWS) } : null
}

/** One vector would leave layers behind that read timesteps without any. */
function toPicture(spec: ModelSpec, place: number, given: FeatureShape): readonly Mending[] {
  const flat = flatWhole(spec, place, given)
  const scan = spec.input.scan === 'image' ? [] : [scanned(spec, 'image')]
  return lastReader(spec, spec.layers.length) > place ? [...scan, ...flat] : [...flat, ...scan]
}

/** Where rows are to be told apart that are timesteps already. */
function flatWhole(spec: ModelSpec, place: number, given: FeatureShape): readonly Mending[] {
  if (spec.layers[place]?.type !== 'flatten' || given.length !== 2) return []
  return [{ mend: { kind: 'addFlatten' }, spec: replaceLayer(spec, place, newLayer('flatten')) }]
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
  if (isPicture) {
    return [flat, { mend: { kind: 'readRows' }, spec: insertLayer(insertLayer(spec, answer, newLayer('lstm')), answer, ROWS) }]
  }
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
