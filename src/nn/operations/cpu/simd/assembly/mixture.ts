/** A mixture of bivariate Gaussians and a softmax over the pen's states; columns of a row: logits | μx | μy | log σx | log σy | atanh ρ | pen. */

import { exp, log, tanh } from './functions'
import { fillZeros, loadLanes, storeLanes, sumOfLanes } from './lanes'

const LOG_2PI: f32 = 1.8378770664093453
const LOG_4: f32 = 1.3862943611198906
const DEVIATION_LIMIT: f32 = 8
const CORRELATION_LIMIT: f32 = 6

/**
 * Weighted nats of every point (`results`), and scale times their gradients of the sums. In the blocks of `dSums` a row keeps what its second look needs:
 * log π_j N_j in the first, then zx, zy, 1/σx, 1/σy.
 */
export function mixtureLikelihood(
  dSums: usize,
  results: usize,
  sums: usize,
  targets: usize,
  rows: usize,
  components: usize,
  scale: f32,
): void {
  const columns = 6 * components + 3
  for (let row: usize = 0; row < rows; row++, dSums += columns << 2, sums += columns << 2, targets += 16, results += 16) {
    v128.store(results, f32x4.splat(0))
    const weight = load<f32>(targets, 12)
    if (weight == 0) {
      fillZeros(dSums, columns)
      continue
    }
    const nats = movement(dSums, sums, components, load<f32>(targets), load<f32>(targets, 4), scale * weight)
    store<f32>(results, weight * nats)
    const pens = components * 24
    penNats(dSums + pens, results, sums + pens, <usize>load<f32>(targets, 8), scale, weight)
  }
}

@inline
function movement(dSums: usize, sums: usize, components: usize, deltaX: f32, deltaY: f32, scale: f32): f32 {
  const block = components << 2
  const wholeEnd = block & ~15
  const logWeights = logSumExp(sums, components)
  const shift = f32x4.splat(logWeights + LOG_2PI)
  for (let at: usize = 0; at < wholeEnd; at += 16) densitiesAt(dSums + at, sums + at, block, deltaX, deltaY, shift, true)
  for (let at = wholeEnd; at < block; at += 4) densitiesAt(dSums + at, sums + at, block, deltaX, deltaY, shift, false)
  const logDensity = logSumExp(dSums, components)
  for (let at: usize = 0; at < wholeEnd; at += 16) gradientsAt(dSums + at, sums + at, block, logWeights, logDensity, scale, true)
  for (let at = wholeEnd; at < block; at += 4) gradientsAt(dSums + at, sums + at, block, logWeights, logDensity, scale, false)
  return -logDensity
}

@inline
function densitiesAt(d: usize, sum: usize, block: usize, deltaX: f32, deltaY: f32, shift: v128, whole: bool): void {
  const logX = cut(loadLanes(sum + 3 * block, whole), DEVIATION_LIMIT)
  const logY = cut(loadLanes(sum + 4 * block, whole), DEVIATION_LIMIT)
  const r = cut(loadLanes(sum + 5 * block, whole), CORRELATION_LIMIT)
  const perX = exp(f32x4.neg(logX))
  const perY = exp(f32x4.neg(logY))
  const zx = f32x4.mul(f32x4.sub(f32x4.splat(deltaX), loadLanes(sum + block, whole)), perX)
  const zy = f32x4.mul(f32x4.sub(f32x4.splat(deltaY), loadLanes(sum + 2 * block, whole)), perY)
  const twice = f32x4.add(f32x4.abs(r), f32x4.abs(r))
  const onePlus = f32x4.add(exp(f32x4.neg(twice)), f32x4.splat(1))
  const logOne = log(onePlus)
  const logRest = f32x4.sub(f32x4.sub(f32x4.splat(LOG_4), twice), f32x4.add(logOne, logOne))
  const halves = f32x4.mul(f32x4.add(logRest, exponentOf(r, zx, zy)), f32x4.splat(0.5))
  const logs = f32x4.add(f32x4.add(logX, logY), f32x4.add(halves, shift))
  storeLanes(d, f32x4.sub(loadLanes(sum, whole), logs), whole)
  storeLanes(d + block, zx, whole)
  storeLanes(d + 2 * block, zy, whole)
  storeLanes(d + 3 * block, perX, whole)
  storeLanes(d + 4 * block, perY, whole)
}

@inline
function gradientsAt(d: usize, sum: usize, block: usize, logWeights: f32, logDensity: f32, scale: f32, whole: bool): void {
  const one = f32x4.splat(1)
  const share = exp(f32x4.pmin(f32x4.splat(0), f32x4.sub(loadLanes(d, whole), f32x4.splat(logDensity))))
  const weight = exp(f32x4.pmin(f32x4.splat(0), f32x4.sub(loadLanes(sum, whole), f32x4.splat(logWeights))))
  const scaled = f32x4.mul(share, f32x4.splat(scale))
  const zx = loadLanes(d + block, whole)
  const zy = loadLanes(d + 2 * block, whole)
  const given = loadLanes(sum + 5 * block, whole)
  const r = cut(given, CORRELATION_LIMIT)
  const rho = tanh(r)
  const perRest = f32x4.div(one, restOf(r))
  const towardsX = f32x4.mul(f32x4.sub(zx, f32x4.mul(rho, zy)), perRest)
  const towardsY = f32x4.mul(f32x4.sub(zy, f32x4.mul(rho, zx)), perRest)
  const turned = f32x4.sub(f32x4.add(rho, f32x4.mul(zx, zy)), f32x4.mul(rho, exponentOf(r, zx, zy)))
  storeLanes(d, f32x4.mul(f32x4.sub(weight, share), f32x4.splat(scale)), whole)
  storeLanes(d + block, f32x4.neg(f32x4.mul(f32x4.mul(scaled, towardsX), loadLanes(d + 3 * block, whole))), whole)
  storeLanes(d + 2 * block, f32x4.neg(f32x4.mul(f32x4.mul(scaled, towardsY), loadLanes(d + 4 * block, whole))), whole)
  const dLogX = f32x4.mul(scaled, f32x4.sub(one, f32x4.mul(zx, towardsX)))
  const dLogY = f32x4.mul(scaled, f32x4.sub(one, f32x4.mul(zy, towardsY)))
  storeLanes(d + 3 * block, where(loadLanes(sum + 3 * block, whole), DEVIATION_LIMIT, dLogX), whole)
  storeLanes(d + 4 * block, where(loadLanes(sum + 4 * block, whole), DEVIATION_LIMIT, dLogY), whole)
  storeLanes(d + 5 * block, where(given, CORRELATION_LIMIT, f32x4.neg(f32x4.mul(scaled, turned))), whole)
}

@inline
function cut(value: v128, limit: f32): v128 {
  return f32x4.pmin(f32x4.pmax(value, f32x4.splat(-limit)), f32x4.splat(limit))
}

/** The gradient, or 0 where its value is cut off. */
@inline
function where(value: v128, limit: f32, gradient: v128): v128 {
  return v128.and(gradient, f32x4.lt(f32x4.abs(value), f32x4.splat(limit)))
}

/** 1-ρ² for ρ = tanh r: 4e / (1+e)² with e = e^-2|r|, exact near 0. */
@inline
function restOf(r: v128): v128 {
  const e = exp(f32x4.neg(f32x4.add(f32x4.abs(r), f32x4.abs(r))))
  const onePlus = f32x4.add(e, f32x4.splat(1))
  return f32x4.div(f32x4.mul(e, f32x4.splat(4)), f32x4.mul(onePlus, onePlus))
}

/** Z/(1-ρ²) as a sum of squares. */
@inline
function exponentOf(r: v128, zx: v128, zy: v128): v128 {
  const across = f32x4.sub(zx, f32x4.mul(tanh(r), zy))
  return f32x4.add(f32x4.div(f32x4.mul(across, across), restOf(r)), f32x4.mul(zy, zy))
}

@inline
function penNats(d: usize, results: usize, sums: usize, pen: usize, scale: f32, weight: f32): void {
  const logPens = logSumExp(sums, 3)
  let likeliest: usize = 0
  for (let state: usize = 0; state < 3; state++) {
    const sum = load<f32>(sums + (state << 2))
    if (sum > load<f32>(sums + (likeliest << 2))) likeliest = state
    const probability = f32x4.extract_lane(exp(f32x4.splat(min<f32>(0, sum - logPens))), 0)
    store<f32>(d + (state << 2), scale * weight * (probability - (state == pen ? <f32>1 : <f32>0)))
  }
  store<f32>(results, weight * (logPens - load<f32>(sums + (pen << 2))), 4)
  store<f32>(results, likeliest == pen ? <f32>1 : <f32>0, 8)
}

/** log Σ exp of values side by side. */
@inline
function logSumExp(values: usize, count: usize): f32 {
  const end = values + (count << 2)
  const wholeEnd = values + ((count & ~3) << 2)
  let largest: f32 = -Infinity
  for (let at = values; at < end; at += 4) largest = max(largest, load<f32>(at))
  const shift = f32x4.splat(largest)
  let lanes = f32x4.splat(0)
  let at = values
  for (; at < wholeEnd; at += 16) lanes = f32x4.add(lanes, exp(f32x4.sub(v128.load(at), shift)))
  let sum = sumOfLanes(lanes)
  for (; at < end; at += 4) sum += f32x4.extract_lane(exp(f32x4.sub(v128.load_splat<f32>(at), shift)), 0)
  return largest + f32x4.extract_lane(log(f32x4.splat(sum)), 0)
}
