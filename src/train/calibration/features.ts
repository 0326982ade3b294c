import type { Trace, TraceSignal } from '../../nn/trace-types'
import { elementCount } from '../../core/tensor'
import { beliefLayer } from '../../nn/spec/belief'
import type { ModelDescription } from '../../nn/spec/describe'

/** About so many features tell how signals went on the way; models with more signals look at fewer pieces of each. */
const COURSE_FEATURES = 84
const MOST_PIECES = 7

const BELIEF_PIECES = 14

/** About so many features are states on the way to the last one: a drawing that ends like a digit need not have begun like one. */
const WAY_FEATURES = 768

/** Keeps logarithms of probabilities finite; what is rarer tells nothing more. */
const LEAST_PROBABILITY = 1e-6

/** What features are made of. */
export type Features = Pick<Trace, 'signals' | 'probabilities' | 'belief'>

/**
 * What a model's own reading of a picture tells of how usual the picture is: what the last layer answers from, the states that led there, the
 * probabilities in falling order, how it came to believe its answer, and how large every signal was on the way. Every engine gives them alike, because
 * they are made of the trace.
 *
 * @returns [featureCount(description)]
 */
export function readingFeatures(trace: Features, description: ModelDescription): Float64Array {
  const last = description.layers.at(-1)?.name
  const before = trace.signals.filter(({ layer }) => layer !== last)
  const { answeredFrom, courses } = featurePlan(description)
  const features = new Float64Array(featureCount(description))
  let place = 0
  const add = (value: number) => void (features[place++] = value)
  const state = before.find(({ layer, name }) => layer === answeredFrom?.layer && name === answeredFrom.name)
  if (state !== undefined && answeredFrom !== null) {
    addState(state, answeredFrom, add)
    addWay(state, answeredFrom, add)
  }
  addProbabilities(trace.probabilities, add)
  addBelief(trace, add, beliefPieces(description))
  for (const course of courses) {
    const signal = before.find(({ layer, name }) => layer === course.layer && name === course.name)
    if (signal !== undefined) addCourse(signal, course.pieces, add)
  }
  return features
}

/** How many features a model's readings have; known before it reads. */
export function featureCount(description: ModelDescription): number {
  const { answeredFrom, courses } = featurePlan(description)
  const classes = description.layers.at(-1)?.output.at(-1) ?? 0
  const states = answeredFrom === null ? 0 : answeredFrom.count * (1 + answeredFrom.onTheWay)
  return states + classes + 1 + 2 * beliefPieces(description) + courses.reduce((sum, { pieces }) => sum + 2 * pieces, 0)
}

interface AnsweredFrom {
  readonly layer: string
  readonly name: string
  /** The last state of a layer that reads in these directions; `mean`: all but the first and the last axis are averaged. */
  readonly how: 'forward' | 'backward' | 'both' | 'mean'
  readonly count: number
  /** How many earlier states are looked at. */
  readonly onTheWay: number
}

interface FeaturePlan {
  /** Null for a model of one layer. */
  readonly answeredFrom: AnsweredFrom | null
  readonly courses: readonly { readonly layer: string; readonly name: string; readonly pieces: number }[]
}

function featurePlan(description: ModelDescription): FeaturePlan {
  const layers = description.layers.slice(0, -1)
  const signals = layers.flatMap(({ name: layer, signals: declared }) => declared.map(({ name, shape }) => ({ layer, name, shape })))
  const overPlaces = signals.filter(({ shape }) => shape.length > 1)
  const most = Math.max(2, Math.min(MOST_PIECES, Math.floor(COURSE_FEATURES / (2 * Math.max(1, overPlaces.length)))))
  const courses = overPlaces.map(({ layer, name, shape }) => ({ layer, name, pieces: Math.min(most, shape[0] ?? 1) }))
  const reader = beliefLayer(description)
  const layer = reader === null ? undefined : description.layers[reader]
  if (layer?.recurrence) {
    const { name, recurrence, input, output } = layer
    const count = output.at(-1) ?? 0
    const onTheWay = Math.min((input[0] ?? 1) - 1, Math.floor(WAY_FEATURES / Math.max(1, count)))
    return { answeredFrom: { layer: name, name: recurrence.hidden, how: recurrence.direction, count, onTheWay }, courses }
  }
  const last = signals.at(-1)
  if (last === undefined) return { answeredFrom: null, courses }
  const count = last.shape.length < 2 ? elementCount(last.shape) : (last.shape[0] ?? 1) * (last.shape.at(-1) ?? 1)
  return { answeredFrom: { layer: last.layer, name: last.name, how: 'mean', count, onTheWay: 0 }, courses }
}

function addState({ shape, data }: TraceSignal, { how, count }: AnsweredFrom, add: (value: number) => void): void {
  if (how === 'mean') return addMeans(shape, data, add)
  const end = data.length - count
  const half = how === 'both' ? count / 2 : how === 'forward' ? count : 0
  // A backward reader's last state is the one at the first timestep.
  for (let unit = 0; unit < count; unit++) add(unit < half ? data[end + unit]! : data[unit]!)
}

/** The states between evenly long parts of the way, all units at the same timestep. */
function addWay({ shape, data }: TraceSignal, { count, onTheWay }: AnsweredFrom, add: (value: number) => void): void {
  for (let part = 1; part <= onTheWay; part++) {
    const step = Math.round((part * shape[0]!) / (onTheWay + 1)) - 1
    data.subarray(step * count, (step + 1) * count).forEach(add)
  }
}

/** Over all places of a row: [H,W,C] as [H,C]. */
function addMeans(shape: readonly number[], data: Float32Array, add: (value: number) => void): void {
  const rows = shape.length < 2 ? 1 : shape[0]!
  const channels = shape.at(-1)!
  const width = data.length / (rows * channels)
  for (let row = 0; row < rows; row++) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      for (let place = 0; place < width; place++) sum += data[(row * width + place) * channels + channel]!
      add(sum / width)
    }
  }
}

/** The largest first, and last what is left beside the largest: a sum, because 1 less a number near 1 is mostly rounding. */
function addProbabilities(probabilities: Float32Array, add: (value: number) => void): void {
  const falling = probabilities.toSorted((a, b) => b - a)
  for (const probability of falling) add(Math.log(probability + LEAST_PROBABILITY))
  add(Math.log(falling.subarray(1).reduce((sum, probability) => sum + probability, 0) + LEAST_PROBABILITY))
}

/** In how many pieces of the way the belief is looked at; in none where there is only the answer. */
function beliefPieces(description: ModelDescription): number {
  const reader = beliefLayer(description)
  const steps = reader === null ? 1 : (description.layers[reader]?.input[0] ?? 1)
  return steps > 1 ? Math.min(BELIEF_PIECES, steps) : 0
}

/** At the end of every piece, how far the answer was believed already, and how undecided the belief was. */
function addBelief({ belief, probabilities }: Features, add: (value: number) => void, pieces: number): void {
  const classes = probabilities.length
  const steps = belief.data.length / classes
  const answer = probabilities.indexOf(Math.max(...probabilities))
  for (let piece = 1; piece <= pieces; piece++) {
    const step = Math.round((piece * steps) / pieces) - 1
    const own = belief.data.subarray(step * classes, (step + 1) * classes)
    add(Math.log(own[answer]! + LEAST_PROBABILITY))
    add(-own.reduce((sum, probability) => sum + probability * Math.log(probability + LEAST_PROBABILITY), 0))
  }
}

/** Mean and mean square in every piece of the way. */
function addCourse({ shape, data }: TraceSignal, pieces: number, add: (value: number) => void): void {
  const places = shape[0]!
  const width = data.length / places
  for (let piece = 0; piece < pieces; piece++) {
    const from = width * Math.round((piece * places) / pieces)
    const to = width * Math.round(((piece + 1) * places) / pieces)
    let sum = 0
    let squares = 0
    for (let place = from; place < to; place++) {
      sum += data[place]!
      squares += data[place]! ** 2
    }
    add(sum / (to - from))
    add(squares / (to - from))
  }
}
