import { anyNumber, integer, list, record, refuse, within, type Decoder } from '../../core/decode'
import type { ModelDescription } from '../../nn/spec/describe'
import { strangenessOf, type Detector } from './detector'
import { featureCount, readingFeatures, type Features } from './features'

/** What was found out about a model on digits that it was not trained on. `npm run calibrate` writes it into the model's file. */
export interface Calibration {
  /** What the last layer's weights were divided by, so that a probability is how often such an answer is right. */
  readonly temperature: number
  readonly detector: Detector
  /** Strangeness of digits that the detector was not fitted on, at `SHARES`: so many of them are less strange. */
  readonly quantiles: readonly number[]
  /** Number of these digits. */
  readonly digits: number
}

export const SHARES = [0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 1] as const

/** From these shares of less strange digits on. */
const LEVELS = { unusual: 0.95, unlike: 0.99 } as const

export type StrangenessLevel = 'usual' | 'unusual' | 'unlike'

/** How usual a drawing is for a model. */
export interface Strangeness {
  readonly level: StrangenessLevel
  /** Of digits that the model was not trained on, which share is less strange: 0…1. */
  readonly share: number
  /** The detector's own figure. */
  readonly score: number
}

/** @param trace  of a plain reading: with signals held the reading tells of them, and not of the drawing */
export function judge({ detector, quantiles }: Calibration, trace: Features, description: ModelDescription): Strangeness {
  const score = strangenessOf(detector, readingFeatures(trace, description))
  const share = shareBelow(quantiles, score)
  const level = share >= LEVELS.unlike ? 'unlike' : share >= LEVELS.unusual ? 'unusual' : 'usual'
  return { level, share, score }
}

/** Between two known shares in proportion. */
function shareBelow(quantiles: readonly number[], score: number): number {
  const above = quantiles.findIndex((quantile) => score < quantile)
  if (above < 0) return 1
  if (above === 0) return 0
  const [from, to] = [quantiles[above - 1]!, quantiles[above]!]
  const [low, high] = [SHARES[above - 1]!, SHARES[above]!]
  return low + ((high - low) * (score - from)) / (to - from)
}

/** Of what the figures mean. Those of another version are of no use, and the model is as good without them. */
const VERSION = 2
const MOST_HIDDEN = 64

/** The part of a calibration that is text in a file; the weights are a tensor of bytes. */
const decodeText = record({
  temperature: within(1e-3, 1e3),
  quantiles: list(anyNumber, SHARES.length),
  digits: integer(1),
  biases: list(anyNumber, MOST_HIDDEN),
  answer: list(anyNumber, MOST_HIDDEN),
  answerBias: anyNumber,
})

export function calibrationText({ temperature, quantiles, digits, detector }: Calibration): string {
  const { biases, answer, answerBias } = detector
  return JSON.stringify({ version: VERSION, temperature, quantiles, digits, biases, answer, answerBias })
}

const decodeVersion = record({ version: integer() })

/** Null for figures of another version. @throws DecodeError for figures that cannot be those of this model */
export function decodeCalibration(weights: Int8Array, description: ModelDescription): Decoder<Calibration | null> {
  return (value, path) => {
    if (decodeVersion(value, path).version !== VERSION) return null
    const { temperature, quantiles, digits, biases, answer, answerBias } = decodeText(value, path)
    if ([...quantiles, ...biases, ...answer, answerBias].some((number) => !Number.isFinite(number))) refuse(path, 'finite numbers', value)
    if (quantiles.length !== SHARES.length) refuse(`${path}.quantiles`, `${SHARES.length} numbers`, quantiles)
    if (quantiles.some((quantile, index) => quantile < (quantiles[index - 1] ?? -Infinity))) {
      refuse(`${path}.quantiles`, 'numbers that never fall', quantiles)
    }
    if (biases.length === 0 || answer.length !== biases.length) refuse(`${path}.answer`, `${biases.length} numbers, at least one`, answer)
    const expected = featureCount(description) * (biases.length + 1)
    if (weights.length !== expected) refuse(`${path}.weights`, `${expected} bytes`, weights)
    return { temperature, quantiles, digits, detector: { weights, biases, answer, answerBias } }
  }
}
