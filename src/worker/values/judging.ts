import { bytes, choice, floats, integer, list, record, refuse, tagged, text, within, type Decoded, type Decoder } from '../../core/decode'
import { spoilKinds } from '../../data/deform/spoil-kinds'
import { decodePicture } from './pictures'

/** Most pictures answered at once for a judgement. */
export const MAX_BLOCK = 1000
/** Most pictures of a gallery that come at once. */
export const MAX_SHOWN = 120

/** The pictures of a data set that a model is judged on. */
export const decodeSetPart = choice('test', 'train')
export type SetPart = Decoded<typeof decodeSetPart>

const decodeAnswers = record({
  /** Name of the set. */
  set: text,
  /** Pictures in it. */
  total: integer(),
  /** The first that was not answered yet. */
  next: integer(),
  /** [n] what they are. */
  labels: bytes,
  /** [n,C] how probable the model holds each class. */
  probabilities: floats,
})

/** What a model answered to a block of a set. */
export type AnsweredBlock = Decoded<typeof decodeAnswers>

export const decodeAnsweredBlock: Decoder<AnsweredBlock> = (value, path) => {
  const block = decodeAnswers(value, path)
  const { labels, probabilities } = block
  const isWhole = labels.length === 0 ? probabilities.length === 0 : probabilities.length % labels.length === 0
  return isWhole ? block : refuse(`${path}.probabilities`, `as many for each of ${labels.length} pictures`, probabilities)
}

export const decodePictures = record({ pictures: list(decodePicture, MAX_SHOWN) })

/** What is asked of a model about its limits. */
export const decodeQuestion = tagged('kind', {
  /** What it would answer after every timestep. */
  steps: record({}),
  /** What it answers to pictures that are harder to read. */
  spoilt: record({ spoil: choice(...spoilKinds), strength: within(0, 180) }),
})

export type Question = Decoded<typeof decodeQuestion>

export const decodeExamined = record({
  set: text,
  /** The first of the sample that was not answered yet. */
  next: integer(),
  /** Pictures in the sample. */
  count: integer(),
  /** [T] right answers of the block after every timestep; one number where nothing is asked in between. */
  hits: list(integer(), 100_000),
})

/** What a model came to in a block of a sample. */
export type Examined = Decoded<typeof decodeExamined>
