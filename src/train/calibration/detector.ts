/**
 * A small network beside a model, which tells from the model's own reading whether it was of something like a digit: one hidden layer with tanh.
 *
 * Its weights are bytes, with a common power of two for each feature, so that it takes little room in a model's file.
 */
export interface Detector {
  /** [D,hidden + 1]: of every feature its weights, and the exponent they share. */
  readonly weights: Int8Array
  /** [hidden] */
  readonly biases: readonly number[]
  /** [hidden] */
  readonly answer: readonly number[]
  readonly answerBias: number
}

/** Steps of an exponent: the fourth root of 2. */
const STEPS_PER_DOUBLING = 4
const LARGEST = 127

/** What a feature's weights are multiplied by. */
export function weightScale(exponent: number): number {
  return 2 ** (exponent / STEPS_PER_DOUBLING) / LARGEST
}

/** @param weights [D,hidden]  @returns [D,hidden + 1] as a detector has them */
export function packWeights(weights: Float64Array, hidden: number): Int8Array {
  const features = weights.length / hidden
  const packed = new Int8Array(features * (hidden + 1))
  for (let feature = 0; feature < features; feature++) {
    const own = weights.subarray(feature * hidden, (feature + 1) * hidden)
    const largest = Math.max(...own.map(Math.abs), 1e-9)
    const exponent = Math.max(-128, Math.min(LARGEST, Math.ceil(STEPS_PER_DOUBLING * Math.log2(largest))))
    const scale = weightScale(exponent)
    const start = feature * (hidden + 1)
    own.forEach((weight, unit) => (packed[start + unit] = Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight / scale)))))
    packed[start + hidden] = exponent
  }
  return packed
}

/** The weighted sums of the hidden layer, without biases. @param features [D]  @returns [hidden] */
export function hiddenSums(weights: Int8Array, features: Float64Array, hidden: number): Float64Array {
  const sums = new Float64Array(hidden)
  features.forEach((value, feature) => {
    const start = feature * (hidden + 1)
    const scaled = value * weightScale(weights[start + hidden]!)
    for (let unit = 0; unit < hidden; unit++) sums[unit]! += scaled * weights[start + unit]!
  })
  return sums
}

/** How strange a reading is: the logarithm of odds that the drawing is no digit, as far as the drawings go that it was fitted on. */
export function strangenessOf({ weights, biases, answer, answerBias }: Detector, features: Float64Array): number {
  const sums = hiddenSums(weights, features, biases.length)
  return answer.reduce((score, weight, unit) => score + weight * Math.tanh(sums[unit]! + biases[unit]!), answerBias)
}
