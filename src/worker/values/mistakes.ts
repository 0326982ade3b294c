import { integer, list, record, text, within, type Decoded } from '../../core/decode'
import { decodeClass, decodePicture } from './pictures'

/** Most examples answered at once in a search for mistakes. */
export const MAX_PIECE = 1000

/** A test picture that the model answers wrongly. */
const decodeMistake = record({
  /** Its place in the set. */
  index: integer(),
  image: decodePicture,
  label: decodeClass,
  answer: decodeClass,
  /** Of the answer, 0…1. */
  probability: within(0, 1),
})

export type Mistake = Decoded<typeof decodeMistake>

/** What a piece of the test set brought to light. */
export const decodeMistakeSearch = record({
  /** Name of the set. */
  set: text,
  total: integer(),
  /** The first example that was not answered yet. */
  next: integer(),
  /** In the set's order. */
  mistakes: list(decodeMistake, MAX_PIECE),
})

export type MistakeSearch = Decoded<typeof decodeMistakeSearch>
