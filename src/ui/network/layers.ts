/** Which layers of a model the reading shows, and which part of the picture each of their steps or places sees. */

import type { Task } from '../../core/task'
import { elementCount } from '../../core/tensor'
import type { Trace, TraceSignal } from '../../nn/engine'
import { beliefLayer } from '../../nn/spec/belief'
import type { Recurrence, SignalDeclaration, SignalRole, SlidingWindow } from '../../nn/spec/definition'
import { type DescribedLayer, describeModel, type ModelDescription } from '../../nn/spec/describe'
import type { SignalFormula } from '../../nn/spec/formula'
import { scanOrder } from '../../nn/spec/input'
import type { Direction, InputSpec, LayerKind, ModelSpec } from '../../nn/spec/model-spec'
import { isOverPicture, isOverTime, isVector } from '../../nn/spec/signals'

/** What a layer sees of the model's input through all windows before it: place n sees `size` places from n·stride - before on. */
export type Sight = SlidingWindow

interface ShownLayer {
  /** `lstm`, `lstm_1` */
  readonly name: string
  readonly kind: LayerKind
  /** Which of the model's layers of its kind it is, from 1; 0 for the only one. */
  readonly ordinal: number
  /** Those that are drawn as maps, in the order in which the layer's definition lists them: gates first. */
  readonly signals: readonly SignalDeclaration[]
  /** Those of other axes, each on a sheet of its own. */
  readonly others: readonly SignalDeclaration[]
  readonly recurrence: Recurrence | null
  readonly formulas: readonly SignalFormula[]
}

/** A layer whose signals have the same values at every timestep: [T,U]. */
export interface SequenceLayer extends ShownLayer {
  readonly form: 'sequence'
  /** Columns of each map. */
  readonly units: number
  /** T */
  readonly steps: number
  /** How the steps are gone through; `both` has the forward units, then as many backward ones. */
  readonly direction: Direction
  /** In timesteps of the model's input; of a picture in its rows, each as wide as the picture. */
  readonly sight: Sight
}

/** A layer whose one signal has a value for every place of a picture; of a picture of one place where it gives a vector. */
export interface PictureLayer extends ShownLayer {
  readonly form: 'picture'
  /** Number of maps. */
  readonly units: number
  readonly height: number
  readonly width: number
  /** In rows and columns of the drawing; null where every value comes from all of it. */
  readonly sight: Sight | null
}

/** A layer all of whose signals have other axes. */
export interface SheetLayer extends ShownLayer {
  readonly form: 'sheets'
}

export type LayerView = SequenceLayer | PictureLayer | SheetLayer

/** What the model would answer after every step of its last state. */
export interface BeliefView {
  /** T */
  readonly steps: number
  /** C */
  readonly classes: number
  readonly direction: Direction
  readonly sight: Sight
}

/** Everything about a model that the reading is arranged by; known before anything was read. */
export interface ModelView {
  readonly task: Task
  readonly input: InputSpec
  /** Timesteps of the input; of a picture that is no sequence its rows, of which a layer behind convolutions makes its own timesteps. */
  readonly steps: number
  /** Values in each of them. */
  readonly features: number
  /** Which pixel of the picture, counted row by row, stands where in the sequence. */
  readonly order: Uint16Array
  /** All that have signals, but for the one that gives the answer: there is at least one place to see it already. */
  readonly layers: readonly LayerView[]
  /** Null for a model that does not answer from a last state. */
  readonly belief: BeliefView | null
}

const OWN_PLACE: Sight = { size: 1, stride: 1, before: 0 }

/** A window on what has such a sight. */
export function seenThrough(sight: Sight, window: SlidingWindow): Sight {
  return {
    size: sight.size + (window.size - 1) * sight.stride,
    stride: sight.stride * window.stride,
    before: sight.before + window.before * sight.stride,
  }
}

export function modelView(spec: ModelSpec): ModelView {
  return viewOfModel(describeModel(spec))
}

export function viewOfModel(description: ModelDescription): ModelView {
  const { spec, input } = description
  const layers: LayerView[] = []
  let sight: Sight | null = OWN_PLACE
  // Ink is 0 or more.
  let role: SignalRole = 'activation'
  let belief: BeliefView | null = null
  const reader = beliefLayer(description)
  const classes = description.layers.at(-1)!.output[0]!
  for (const [index, layer] of description.layers.entries()) {
    const sees: Sight | null = sight && layer.window ? seenThrough(sight, layer.window) : sight
    const signals = signalsOf(layer, role)
    role = signals.at(-1)?.role ?? role
    const view = viewOf({ ...layer, signals }, ordinalOf(layer, description.layers), sees)
    if (index === reader && view?.form === 'sequence') belief = { steps: view.steps, classes, direction: view.direction, sight: view.sight }
    if (view !== null && index < description.layers.length - 1) layers.push(view)
    sight = layer.output.length === 1 ? null : sees
  }
  return {
    task: description.task,
    input: spec.input,
    steps: input[0]!,
    features: elementCount(input) / input[0]!,
    order: scanOrder(spec),
    layers,
    belief,
  }
}

/** A layer without parameters only picks from its input: what it picks is never below 0 where nothing is that it picks from. */
function signalsOf({ signals, parameters }: DescribedLayer, picksFrom: SignalRole): readonly SignalDeclaration[] {
  if (parameters.length > 0) return signals
  return signals.map((signal) => (picksFrom === 'activation' ? { ...signal, role: 'activation' } : signal))
}

/** Which of its kind it is, from 1; 0 where there is no other. */
export function ordinalOf(layer: DescribedLayer, layers: readonly DescribedLayer[]): number {
  const fellows = layers.filter((other) => other.layer.type === layer.layer.type)
  return fellows.length === 1 ? 0 : fellows.indexOf(layer) + 1
}

function viewOf(layer: DescribedLayer, ordinal: number, sight: Sight | null): LayerView | null {
  const { name, signals, recurrence, formulas } = layer
  if (signals.length === 0) return null
  const shown = { name, kind: layer.layer.type, ordinal, recurrence, formulas }
  const overTime = sight === null ? undefined : signals.findLast(isOverTime)
  if (sight !== null && overTime !== undefined) {
    const [steps = 0, units = 0] = overTime.shape
    const direction = recurrence?.direction ?? 'forward'
    return {
      ...shown,
      ...apart(signals, (signal) => isOverTime(signal) && hasShape(signal, overTime.shape)),
      form: 'sequence',
      steps,
      units,
      direction,
      sight,
    }
  }
  const picture = signals.findLast((signal) => isOverPicture(signal) || isVector(signal))
  if (picture === undefined) return { ...shown, signals: [], others: signals, form: 'sheets' }
  const [height, width] = picture.shape.length === 3 ? [picture.shape[0]!, picture.shape[1]!] : [1, 1]
  const units = picture.shape.at(-1)!
  const own = apart(signals, (signal) => signal === picture)
  return { ...shown, ...own, form: 'picture', height, width, units, sight: picture.shape.length === 3 ? sight : null }
}

function apart(
  signals: readonly SignalDeclaration[],
  isMap: (signal: SignalDeclaration) => boolean,
): Pick<ShownLayer, 'signals' | 'others'> {
  return { signals: signals.filter(isMap), others: signals.filter((signal) => !isMap(signal)) }
}

function hasShape({ shape }: SignalDeclaration, other: readonly number[]): boolean {
  return shape.length === other.length && shape.every((size, axis) => size === other[axis])
}

/** The layer by that name, else the first that carries a state, else the first. */
export function shownLayer({ layers }: ModelView, name: string | null): LayerView | null {
  return layers.find((layer) => layer.name === name) ?? layers.find(({ recurrence }) => recurrence !== null) ?? layers[0] ?? null
}

/** Whether a signal's values know no bound, so that its colours follow the reading. */
export function isFitted({ role }: SignalDeclaration): boolean {
  return role === 'activation' || role === 'output'
}

/** What a layer carries from step to step: its memory, where it has one beside the hidden state, and that. */
export function statesOf({ signals, recurrence }: ShownLayer): readonly SignalDeclaration[] {
  if (recurrence === null) return []
  return signals.filter(({ name }) => name === recurrence.memory || name === recurrence.hidden)
}

/** First and last place of `count` that place `at` sees; padding is not counted. */
export function seenPlaces({ size, stride, before }: Sight, at: number, count: number): readonly [first: number, last: number] {
  const start = at * stride - before
  return [Math.min(Math.max(start, 0), count - 1), Math.min(Math.max(start + size - 1, 0), count - 1)]
}

/** The step of a layer that stands nearest to a timestep of the input. */
export function stepNear({ sight: { size, stride, before }, steps }: SequenceLayer, timestep: number): number {
  return Math.min(Math.max(Math.round((timestep + before - (size - 1) / 2) / stride), 0), steps - 1)
}

/** Where the cursor goes when another layer is shown: to the step that stands at the same part of the picture. */
export function sameStep(from: LayerView | null, to: LayerView | null, step: number): number {
  if (from?.form !== 'sequence' || to?.form !== 'sequence') return 0
  const { size, stride, before } = from.sight
  return step === from.steps - 1 ? to.steps - 1 : stepNear(to, step * stride - before + (size - 1) / 2)
}

/**
 * For every step of a layer the last step of the belief that has seen no more of the input than it; -1 where there is none yet.
 *
 * They differ where windows between the two make fewer steps of many.
 */
export function beliefSteps({ steps, sight }: SequenceLayer, belief: BeliefView): readonly number[] {
  const end = (seen: Sight, at: number): number => at * seen.stride - seen.before + seen.size
  return Array.from({ length: steps }, (_, step) => {
    if (step === steps - 1) return belief.steps - 1
    let last = -1
    while (last + 1 < belief.steps && end(belief.sight, last + 1) <= end(sight, step)) last++
    return last
  })
}

/** What a step is for people: a row, column, patch or pixel of the picture, or just a step where windows make it more than one. */
export type StepKind = 'row' | 'column' | 'patch' | 'pixel' | 'step'

const stepKinds = { rows: 'row', columns: 'column', patches: 'patch', pixels: 'pixel', image: 'row' } as const satisfies Record<
  InputSpec['scan'],
  StepKind
>

export function inputStepKind({ input }: ModelView): StepKind {
  return stepKinds[input.scan]
}

export function stepKindOf(model: ModelView, { sight }: SequenceLayer): StepKind {
  return sight.size === 1 && sight.stride === 1 ? inputStepKind(model) : 'step'
}

/** Pixels that timesteps `first` … `last` of the input read. */
export function pixelsOf({ order, features }: ModelView, first: number, last: number): Uint16Array {
  return order.subarray(first * features, (last + 1) * features)
}

/** Whether a column belongs to the units that read from the end of the sequence. */
export function readsBackward({ direction, units }: SequenceLayer, unit: number): boolean {
  return direction === 'backward' || (direction === 'both' && unit >= units / 2)
}

/** The recorded signal, or null while the trace at hand is of another model. */
export function findSignal(trace: Trace | null, layer: LayerView, name: string): TraceSignal | null {
  const found = trace?.signals.find((signal) => signal.layer === layer.name && signal.name === name)
  const declared = [...layer.signals, ...layer.others].find((signal) => signal.name === name)
  return declared !== undefined && found?.data.length === elementCount(declared.shape) ? found : null
}

/** The belief [T,C], or null while the trace at hand is of another model. */
export function findBelief(trace: Trace | null, belief: BeliefView | null): Trace['belief'] | null {
  return trace !== null && trace.belief.data.length === (belief?.steps ?? 0) * (belief?.classes ?? 0) ? trace.belief : null
}

/** @param signal [T,U] */
export function signalValue(signal: TraceSignal, step: number, unit: number): number | null {
  return signal.data[step * signal.shape[1]! + unit] ?? null
}

/**
 * The unit whose signal moves most over the reading: a first pick that shows something.
 *
 * @param signal [T,U] or [H,W,C]: the last dimension are the units
 */
export function liveliestUnit({ shape, data }: TraceSignal): number {
  const units = shape.at(-1) ?? 0
  let liveliest = 0
  let widest = -1
  for (let unit = 0; unit < units; unit++) {
    let low = Infinity
    let high = -Infinity
    for (let index = unit; index < data.length; index += units) {
      const value = data[index]!
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low > widest) {
      widest = high - low
      liveliest = unit
    }
  }
  return liveliest
}

/** How a layer's steps stand beside the rows of the drawing, each at the middle of what it sees; null where timesteps come of no rows. */
export function rowsBeside(
  { input }: ModelView,
  { sight: { size, stride, before } }: SequenceLayer,
): { stride: number; offset: number } | null {
  return input.scan === 'rows' || input.scan === 'image' ? { stride, offset: Math.max(0, (size - stride) / 2 - before) } : null
}

/** A picture as it is drawn, of one in the order in which it was read. @param sequence [T,F] */
export function pictureOf({ order }: ModelView, sequence: Float32Array): Float32Array {
  const picture = new Float32Array(order.length)
  for (let place = 0; place < order.length; place++) picture[order[place]!] = sequence[place] ?? 0
  return picture
}

/** The belief row by row beside a layer's steps; not a number where there is none yet. @param belief [T,C] */
export function beliefBeside(belief: Float32Array, beliefs: readonly number[], classes: number): Float32Array {
  const beside = new Float32Array(beliefs.length * classes).fill(Number.NaN)
  for (const [step, believed] of beliefs.entries()) {
    if (believed >= 0) beside.set(belief.subarray(believed * classes, (believed + 1) * classes), step * classes)
  }
  return beside
}

/** Whether a layer carries a state from step to step, so that its signals can be held and its gradients followed back. */
export function isRecurrent({ recurrence }: SequenceLayer): boolean {
  return recurrence !== null
}
