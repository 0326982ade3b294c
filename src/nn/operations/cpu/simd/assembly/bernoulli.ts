/** Rows of ink as independent coins, and weights that are masked. */

import { exp, log, sigmoid } from './functions'
import { endOf, loadLanes, storeLanes, sumOfLanes, wholeEndOf } from './lanes'

/** Nats and right pixels of every row (`results`), and scale times their gradients of the sums. */
export function bernoulliLikelihood(dSums: usize, results: usize, sums: usize, ink: usize, rows: usize, columns: usize, scale: f32): void {
  const whole = (columns & ~3) << 2
  const end = columns << 2
  for (let row: usize = 0; row < rows; row++, dSums += end, sums += end, ink += end, results += 16) {
    let nats = f32x4.splat(0)
    let right = f32x4.splat(0)
    let at: usize = 0
    for (; at < whole; at += 16) {
      nats = f32x4.add(nats, natsAt(dSums + at, sums + at, ink + at, scale, true))
      right = f32x4.add(right, rightAt(sums + at, ink + at, true))
    }
    let rowNats = sumOfLanes(nats)
    let rowRight = sumOfLanes(right)
    for (; at < end; at += 4) {
      rowNats += f32x4.extract_lane(natsAt(dSums + at, sums + at, ink + at, scale, false), 0)
      rowRight += f32x4.extract_lane(rightAt(sums + at, ink + at, false), 0)
    }
    v128.store(results, f32x4.splat(0))
    store<f32>(results, rowNats)
    store<f32>(results, rowRight, 4)
  }
}

/** Nats of pixels, whose gradients it stores. */
@inline
function natsAt(d: usize, sum: usize, ink: usize, scale: f32, whole: bool): v128 {
  const z = loadLanes(sum, whole)
  const x = loadLanes(ink, whole)
  storeLanes(d, f32x4.mul(f32x4.splat(scale), f32x4.sub(sigmoid(z), x)), whole)
  const tail = log(f32x4.add(f32x4.splat(1), exp(f32x4.neg(f32x4.abs(z)))))
  return f32x4.add(f32x4.sub(f32x4.pmax(z, f32x4.splat(0)), f32x4.mul(x, z)), tail)
}

/** 1 where a sum is on the side of its pixel. */
@inline
function rightAt(sum: usize, ink: usize, whole: bool): v128 {
  const isInk = f32x4.gt(loadLanes(ink, whole), f32x4.splat(0))
  const isLikely = f32x4.gt(loadLanes(sum, whole), f32x4.splat(0))
  return v128.andnot(f32x4.splat(1), v128.xor(isInk, isLikely))
}

/** values ⊙= mask */
export function hide(values: usize, mask: usize, length: usize): void {
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16, mask += 16) {
    v128.store(values, f32x4.mul(v128.load(values), v128.load(mask)))
  }
  for (; values < end; values += 4, mask += 4) store<f32>(values, load<f32>(values) * load<f32>(mask))
}
