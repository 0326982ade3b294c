/** Layer normalisation; every row of `features` values by itself. */

import { endOf, loadLanes, madd, storeLanes, sumOfLanes, wholeEndOf } from './lanes'

/** out = γ·(x - μ)/√(σ² + ε) + β; keeps (x - μ)/√(σ² + ε) and 1/√(σ² + ε). */
export function layerNorm(
  out: usize, input: usize, gamma: usize, beta: usize, normalized: usize, inverse: usize, rows: usize, features: usize, epsilon: f32,
): void {
  const stride = features << 2
  for (let row: usize = 0; row < rows; row++, out += stride, input += stride, normalized += stride, inverse += 4) {
    const mean = sum(input, features) / <f32>features
    const factor = <f32>1 / sqrt<f32>(sumOfSquaresAround(input, features, mean) / <f32>features + epsilon)
    store<f32>(inverse, factor)
    let at: usize = 0
    for (const wholeEnd = stride & ~15; at < wholeEnd; at += 16) {
      normalizeAt(out + at, input + at, gamma + at, beta + at, normalized + at, mean, factor, true)
    }
    for (; at < stride; at += 4) normalizeAt(out + at, input + at, gamma + at, beta + at, normalized + at, mean, factor, false)
  }
}

@inline
function normalizeAt(out: usize, input: usize, gamma: usize, beta: usize, normalized: usize, mean: f32, factor: f32, whole: bool): void {
  const value = f32x4.mul(f32x4.sub(loadLanes(input, whole), f32x4.splat(mean)), f32x4.splat(factor))
  storeLanes(normalized, value, whole)
  storeLanes(out, madd(loadLanes(gamma, whole), value, loadLanes(beta, whole)), whole)
}

function sum(values: usize, length: usize): f32 {
  let sums = f32x4.splat(0)
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) sums = f32x4.add(sums, v128.load(values))
  let total = sumOfLanes(sums)
  for (; values < end; values += 4) total += load<f32>(values)
  return total
}

function sumOfSquaresAround(values: usize, length: usize, mean: f32): f32 {
  let sums = f32x4.splat(0)
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) {
    const difference = f32x4.sub(v128.load(values), f32x4.splat(mean))
    sums = madd(difference, difference, sums)
  }
  let total = sumOfLanes(sums)
  for (; values < end; values += 4) total += (load<f32>(values) - mean) * (load<f32>(values) - mean)
  return total
}

/** Adds to dGamma and dBeta; overwrites dInput, or leaves it alone where its address is 0. */
export function layerNormGradient(
  dInput: usize, dGamma: usize, dBeta: usize, dOutput: usize, gamma: usize, normalized: usize, inverse: usize, rows: usize, features: usize,
): void {
  const stride = features << 2
  for (let row: usize = 0; row < rows; row++, dOutput += stride, normalized += stride, inverse += 4) {
    let at: usize = 0
    let sums = f32x4.splat(0)
    let alongs = f32x4.splat(0)
    for (const wholeEnd = stride & ~15; at < wholeEnd; at += 16) {
      const value = v128.load(normalized + at)
      const dy = v128.load(dOutput + at)
      v128.store(dGamma + at, madd(dy, value, v128.load(dGamma + at)))
      v128.store(dBeta + at, f32x4.add(dy, v128.load(dBeta + at)))
      const d = f32x4.mul(dy, v128.load(gamma + at))
      sums = f32x4.add(sums, d)
      alongs = madd(d, value, alongs)
    }
    let mean = sumOfLanes(sums)
    let along = sumOfLanes(alongs)
    for (; at < stride; at += 4) {
      const value = load<f32>(normalized + at)
      const dy = load<f32>(dOutput + at)
      store<f32>(dGamma + at, load<f32>(dGamma + at) + dy * value)
      store<f32>(dBeta + at, load<f32>(dBeta + at) + dy)
      const d = dy * load<f32>(gamma + at)
      mean += d
      along += d * value
    }
    if (dInput == 0) continue
    inputGradient(dInput, dOutput, gamma, normalized, load<f32>(inverse), mean / <f32>features, along / <f32>features, features)
    dInput += stride
  }
}

function inputGradient(
  dInput: usize, dOutput: usize, gamma: usize, normalized: usize, inverse: f32, mean: f32, along: f32, features: usize,
): void {
  const end = endOf(dInput, features)
  for (const wholeEnd = wholeEndOf(dInput, features); dInput < wholeEnd; dInput += 16, dOutput += 16, gamma += 16, normalized += 16) {
    inputGradientAt(dInput, dOutput, gamma, normalized, inverse, mean, along, true)
  }
  for (; dInput < end; dInput += 4, dOutput += 4, gamma += 4, normalized += 4) {
    inputGradientAt(dInput, dOutput, gamma, normalized, inverse, mean, along, false)
  }
}

@inline
function inputGradientAt(
  dInput: usize, dOutput: usize, gamma: usize, normalized: usize, inverse: f32, mean: f32, along: f32, whole: bool,
): void {
  const d = f32x4.mul(loadLanes(dOutput, whole), loadLanes(gamma, whole))
  const pulled = f32x4.mul(loadLanes(normalized, whole), f32x4.splat(along))
  storeLanes(dInput, f32x4.mul(f32x4.splat(inverse), f32x4.sub(f32x4.sub(d, f32x4.splat(mean)), pulled)), whole)
}
