import { clamp, PIXELS, SIDE } from './picture'

/** Weights are 0 farther away than so many deviations. */
const REACH = 4

/** Blurs a [28,28] picture by a normal distribution of `sigma` pixels; beyond its border it goes on as it ends. */
export function gaussianBlur(ink: Float32Array, sigma: number): Float32Array {
  const weights = normalWeights(sigma)
  return blurAlong(blurAlong(ink, weights, 1, SIDE), weights, SIDE, 1)
}

/** [2·radius + 1], sum 1. */
function normalWeights(sigma: number): Float64Array {
  const radius = Math.ceil(REACH * sigma)
  const raw = Float64Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2)))
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return raw.map((weight) => weight / sum)
}

/** @param along pixels from one to the next in the direction of the blur  @param across from one such line to the next */
function blurAlong(ink: Float32Array, weights: Float64Array, along: number, across: number): Float32Array {
  const radius = (weights.length - 1) / 2
  const blurred = new Float32Array(PIXELS)
  const line = new Float64Array(SIDE + 2 * radius)
  for (let start = 0; start < SIDE * across; start += across) {
    for (let place = 0; place < line.length; place++) line[place] = ink[start + clamp(place - radius, 0, SIDE - 1) * along]!
    for (let place = 0; place < SIDE; place++) {
      let sum = 0
      for (let at = 0; at < weights.length; at++) sum += weights[at]! * line[place + at]!
      blurred[start + place * along] = sum
    }
  }
  return blurred
}
