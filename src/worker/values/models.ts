import { integer, list, nullable, record, text, within, type Decoded, type Decoder } from '../../core/decode'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { parseModelSpec } from '../../nn/spec/parse'
import { trainingRanges } from '../../nn/spec/training'

export const decodeSpec: Decoder<ModelSpec> = (value) => parseModelSpec(value)
export const decodeSeed = integer(trainingRanges.seed.min, trainingRanges.seed.max)

/** What the page knows of a model. */
export const decodeModelInfo = record({
  spec: decodeSpec,
  /** For people: `row-lstm`. */
  name: text,
  /** Number of trainable values. */
  parameterCount: integer(),
  /** Epochs trained, 0 for a fresh model. */
  epochs: integer(),
  seed: decodeSeed,
  /** Names of the sets it was trained on, each once, the last one last; none for a fresh model. */
  trainedOn: list(text),
  /** Accuracy in 0…1 on the set named by `testedOn`; null before these weights were measured. */
  testAccuracy: nullable(within(0, 1)),
  testedOn: nullable(text),
})

export type ModelInfo = Decoded<typeof decodeModelInfo>
