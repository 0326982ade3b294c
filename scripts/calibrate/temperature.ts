/**
 * Confidence that means what it says: answers given with 90 % should be right nine times in ten.
 *
 * Source: Guo, Pleiss, Sun, Weinberger 2017, "On Calibration of Modern Neural Networks".
 */

/** Answers of a model and what was right. */
export interface Answered {
  /** [N,C] */
  readonly probabilities: Float32Array
  /** [N] */
  readonly labels: Uint8Array
}

const BINS = 15
/** Temperatures that a trained network may need. */
const RANGE = { coldest: 0.05, hottest: 20 }
const GOLDEN = (Math.sqrt(5) - 1) / 2
/** Keeps logarithms finite where a probability was rounded to nothing. */
const LEAST = 1e-30

/** Probabilities as they would be had all scores been divided by `temperature`: scores are logarithms of probabilities, but for a constant. */
export function tempered({ probabilities, labels }: Answered, temperature: number): Float32Array {
  const classes = probabilities.length / labels.length
  const result = new Float32Array(probabilities.length)
  for (let start = 0; start < probabilities.length; start += classes) {
    const scores = Array.from(
      probabilities.subarray(start, start + classes),
      (probability) => Math.log(Math.max(LEAST, probability)) / temperature,
    )
    const largest = Math.max(...scores)
    const powers = scores.map((score) => Math.exp(score - largest))
    const total = powers.reduce((sum, power) => sum + power, 0)
    powers.forEach((power, at) => (result[start + at] = power / total))
  }
  return result
}

/** Mean negative logarithm of what the right class was given. */
export function negativeLogLikelihood({ probabilities, labels }: Answered): number {
  const classes = probabilities.length / labels.length
  return (
    labels.reduce((sum, label, example) => sum - Math.log(Math.max(LEAST, probabilities[example * classes + label]!)), 0) / labels.length
  )
}

/** The temperature of the least negative log-likelihood, which has one minimum: found by golden section over its logarithm. */
export function fitTemperature(answered: Answered): number {
  const loss = (logarithm: number) => negativeLogLikelihood({ ...answered, probabilities: tempered(answered, Math.exp(logarithm)) })
  let [low, high] = [Math.log(RANGE.coldest), Math.log(RANGE.hottest)]
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
  let [atLeft, atRight] = [loss(left), loss(right)]
  while (high - low > 1e-4) {
    if (atLeft < atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - GOLDEN * (high - low)
      atLeft = loss(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + GOLDEN * (high - low)
      atRight = loss(right)
    }
  }
  return Math.exp((low + high) / 2)
}

/** How far confidence is from accuracy, 0…1: their difference in 15 equally wide bins of confidence, weighted by the answers in each. */
export function calibrationError({ probabilities, labels }: Answered): number {
  const classes = probabilities.length / labels.length
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }))
  labels.forEach((label, example) => {
    const own = probabilities.subarray(example * classes, (example + 1) * classes)
    const confidence = Math.max(...own)
    const bin = bins[Math.min(BINS - 1, Math.floor(BINS * confidence))]!
    bin.confidence += confidence
    if (own.indexOf(confidence) === label) bin.right++
  })
  return bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / labels.length
}
