/** Activations, one value at a time. */

import { tanh as tanhOfLanes } from './functions'
import { endOf, loadLanes, storeLanes, wholeEndOf } from './lanes'

/** values = max(values, 0); a NaN stays one. */
export function relu(values: usize, length: usize): void {
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) reluAt(values, true)
  for (; values < end; values += 4) reluAt(values, false)
}

@inline
function reluAt(at: usize, whole: bool): void {
  storeLanes(at, f32x4.pmax(loadLanes(at, whole), f32x4.splat(0)), whole)
}

/** dSums = dOut where out > 0, else 0. */
export function reluBackward(dSums: usize, out: usize, dOut: usize, length: usize): void {
  const end = endOf(dSums, length)
  for (const wholeEnd = wholeEndOf(dSums, length); dSums < wholeEnd; dSums += 16, out += 16, dOut += 16) {
    reluBackwardAt(dSums, out, dOut, true)
  }
  for (; dSums < end; dSums += 4, out += 4, dOut += 4) reluBackwardAt(dSums, out, dOut, false)
}

@inline
function reluBackwardAt(dSums: usize, out: usize, dOut: usize, whole: bool): void {
  storeLanes(dSums, v128.and(loadLanes(dOut, whole), f32x4.gt(loadLanes(out, whole), f32x4.splat(0))), whole)
}

/** y = tanh(x) */
export function tanh(y: usize, x: usize, length: usize): void {
  const end = endOf(y, length)
  for (const wholeEnd = wholeEndOf(y, length); y < wholeEnd; y += 16, x += 16) v128.store(y, tanhOfLanes(v128.load(x)))
  for (; y < end; y += 4, x += 4) v128.store_lane<f32>(y, tanhOfLanes(v128.load_splat<f32>(x)), 0)
}

/** dX = dY ⊙ (1 - y²) */
export function tanhBackward(dX: usize, y: usize, dY: usize, length: usize): void {
  const end = endOf(dX, length)
  for (const wholeEnd = wholeEndOf(dX, length); dX < wholeEnd; dX += 16, y += 16, dY += 16) tanhBackwardAt(dX, y, dY, true)
  for (; dX < end; dX += 4, y += 4, dY += 4) tanhBackwardAt(dX, y, dY, false)
}

@inline
function tanhBackwardAt(dX: usize, y: usize, dY: usize, whole: bool): void {
  const value = loadLanes(y, whole)
  storeLanes(dX, f32x4.mul(loadLanes(dY, whole), f32x4.sub(f32x4.splat(1), f32x4.mul(value, value))), whole)
}
