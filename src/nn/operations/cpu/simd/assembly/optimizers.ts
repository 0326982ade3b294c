/** The optimizers' arithmetic; what each does and where it comes from stands with its primitive. */

import { endOf, loadLanes, madd, storeLanes, sumOfLanes, wholeEndOf } from './lanes'

/** Values whose squares are summed in float32 before they are added up in float64. */
const STRETCH: usize = 1024

/** Factors 1-β come rounded once, not as differences of rounded values. */
export function adam(
  parameters: usize, gradients: usize, m: usize, v: usize, length: usize,
  rate: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, decay: f32,
): void {
  const end = endOf(parameters, length)
  for (const wholeEnd = wholeEndOf(parameters, length); parameters < wholeEnd; parameters += 16, gradients += 16, m += 16, v += 16) {
    adamAt(parameters, gradients, m, v, rate, beta1, rest1, beta2, rest2, epsilon, decay, true)
  }
  for (; parameters < end; parameters += 4, gradients += 4, m += 4, v += 4) {
    adamAt(parameters, gradients, m, v, rate, beta1, rest1, beta2, rest2, epsilon, decay, false)
  }
}

@inline
function adamAt(
  parameters: usize, gradients: usize, m: usize, v: usize,
  rate: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, decay: f32, whole: bool,
): void {
  const gradient = loadLanes(gradients, whole)
  const first = madd(f32x4.splat(beta1), loadLanes(m, whole), f32x4.mul(f32x4.splat(rest1), gradient))
  const second = madd(f32x4.splat(beta2), loadLanes(v, whole), f32x4.mul(f32x4.mul(f32x4.splat(rest2), gradient), gradient))
  storeLanes(m, first, whole)
  storeLanes(v, second, whole)
  const parameter = loadLanes(parameters, whole)
  const move = f32x4.div(f32x4.mul(f32x4.splat(rate), first), f32x4.add(f32x4.sqrt(second), f32x4.splat(epsilon)))
  storeLanes(parameters, f32x4.sub(f32x4.sub(parameter, f32x4.mul(parameter, f32x4.splat(decay))), move), whole)
}

export function gradientDescent(parameters: usize, gradients: usize, length: usize, rate: f32): void {
  const end = endOf(parameters, length)
  for (const wholeEnd = wholeEndOf(parameters, length); parameters < wholeEnd; parameters += 16, gradients += 16) {
    v128.store(parameters, madd(f32x4.splat(-rate), v128.load(gradients), v128.load(parameters)))
  }
  for (; parameters < end; parameters += 4, gradients += 4) store<f32>(parameters, load<f32>(parameters) - rate * load<f32>(gradients))
}

export function momentumDescent(
  parameters: usize, gradients: usize, moved: usize, length: usize, rate: f32, momentum: f32, nesterov: bool,
): void {
  const end = endOf(parameters, length)
  for (const wholeEnd = wholeEndOf(parameters, length); parameters < wholeEnd; parameters += 16, gradients += 16, moved += 16) {
    momentumAt(parameters, gradients, moved, rate, momentum, nesterov, true)
  }
  for (; parameters < end; parameters += 4, gradients += 4, moved += 4) {
    momentumAt(parameters, gradients, moved, rate, momentum, nesterov, false)
  }
}

@inline
function momentumAt(parameters: usize, gradients: usize, moved: usize, rate: f32, momentum: f32, nesterov: bool, whole: bool): void {
  const slope = f32x4.mul(f32x4.splat(rate), loadLanes(gradients, whole))
  const move = f32x4.sub(f32x4.mul(f32x4.splat(momentum), loadLanes(moved, whole)), slope)
  storeLanes(moved, move, whole)
  const ahead = nesterov ? f32x4.sub(f32x4.mul(f32x4.splat(momentum), move), slope) : move
  storeLanes(parameters, f32x4.add(loadLanes(parameters, whole), ahead), whole)
}

export function rmsprop(
  parameters: usize, gradients: usize, v: usize, length: usize, rate: f32, rho: f32, rest: f32, epsilon: f32,
): void {
  const end = endOf(parameters, length)
  for (const wholeEnd = wholeEndOf(parameters, length); parameters < wholeEnd; parameters += 16, gradients += 16, v += 16) {
    rmspropAt(parameters, gradients, v, rate, rho, rest, epsilon, true)
  }
  for (; parameters < end; parameters += 4, gradients += 4, v += 4) rmspropAt(parameters, gradients, v, rate, rho, rest, epsilon, false)
}

@inline
function rmspropAt(parameters: usize, gradients: usize, v: usize, rate: f32, rho: f32, rest: f32, epsilon: f32, whole: bool): void {
  const gradient = loadLanes(gradients, whole)
  const second = madd(f32x4.splat(rho), loadLanes(v, whole), f32x4.mul(f32x4.mul(f32x4.splat(rest), gradient), gradient))
  storeLanes(v, second, whole)
  const move = f32x4.div(f32x4.mul(f32x4.splat(rate), gradient), f32x4.sqrt(f32x4.add(second, f32x4.splat(epsilon))))
  storeLanes(parameters, f32x4.sub(loadLanes(parameters, whole), move), whole)
}

export function sumOfSquares(values: usize, length: usize): f64 {
  let total: f64 = 0
  while (length > 0) {
    const count = min(length, STRETCH)
    total += sumOfStretch(values, count)
    values = endOf(values, count)
    length -= count
  }
  return total
}

function sumOfStretch(values: usize, length: usize): f32 {
  let sums = f32x4.splat(0)
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) {
    const four = v128.load(values)
    sums = madd(four, four, sums)
  }
  let sum = sumOfLanes(sums)
  for (; values < end; values += 4) sum += load<f32>(values) * load<f32>(values)
  return sum
}

export function scale(values: usize, length: usize, factor: f32): void {
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) {
    v128.store(values, f32x4.mul(v128.load(values), f32x4.splat(factor)))
  }
  for (; values < end; values += 4) store<f32>(values, load<f32>(values) * factor)
}
