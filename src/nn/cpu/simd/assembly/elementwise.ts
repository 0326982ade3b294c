/** Rows, activations, and copies of parts of matrices. */

import { exp, tanh } from './functions'
import { add, copy, endOf, loadLanes, storeLanes, wholeEndOf } from './lanes'

/** matrix[r,:] = row for all rows. */
export function fillRows(matrix: usize, row: usize, rows: usize, columns: usize): void {
  for (let r: usize = 0; r < rows; r++, matrix += columns << 2) copy(matrix, row, columns)
}

/** sums += Σ_r matrix[r,:], four rows at a time. */
export function addRowSums(sums: usize, matrix: usize, rows: usize, columns: usize): void {
  const stride = columns << 2
  let row: usize = 0
  for (; row + 4 <= rows; row += 4, matrix += 4 * stride) addFourRows(sums, matrix, columns)
  for (; row < rows; row++, matrix += stride) add(sums, matrix, columns)
}

function addFourRows(sums: usize, r0: usize, columns: usize): void {
  const stride = columns << 2
  const r1 = r0 + stride
  const r2 = r1 + stride
  const r3 = r2 + stride
  let at: usize = 0
  for (const wholeEnd = stride & ~15; at < wholeEnd; at += 16) addFour(sums + at, r0 + at, r1 + at, r2 + at, r3 + at, true)
  for (; at < stride; at += 4) addFour(sums + at, r0 + at, r1 + at, r2 + at, r3 + at, false)
}

@inline
function addFour(sum: usize, r0: usize, r1: usize, r2: usize, r3: usize, whole: bool): void {
  const first = f32x4.add(loadLanes(r0, whole), loadLanes(r1, whole))
  const second = f32x4.add(loadLanes(r2, whole), loadLanes(r3, whole))
  storeLanes(sum, f32x4.add(loadLanes(sum, whole), f32x4.add(first, second)), whole)
}

/** to[r,:] = source[r,:] for rows of `width` values; strides in values. */
export function copyRows(to: usize, toStride: usize, source: usize, sourceStride: usize, rows: usize, width: usize): void {
  for (let row: usize = 0; row < rows; row++, to += toStride << 2, source += sourceStride << 2) copy(to, source, width)
}

/** The largest score is taken off, so that none is too large. */
export function softmax(probabilities: usize, scores: usize, rows: usize, columns: usize): void {
  for (let row: usize = 0; row < rows; row++, probabilities += columns << 2, scores += columns << 2) {
    let largest: f32 = -Infinity
    for (let at = scores, end = endOf(scores, columns); at < end; at += 4) largest = max(largest, load<f32>(at))
    const shift = f32x4.splat(largest)
    let sum: f32 = 0
    for (let at: usize = 0, end = columns << 2; at < end; at += 4) {
      const value = exp(f32x4.sub(v128.load_splat<f32>(scores + at), shift))
      v128.store_lane<f32>(probabilities + at, value, 0)
      sum += f32x4.extract_lane(value, 0)
    }
    for (let at = probabilities, end = endOf(probabilities, columns); at < end; at += 4) store<f32>(at, load<f32>(at) / sum)
  }
}

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
export function tanhForward(y: usize, x: usize, length: usize): void {
  const end = endOf(y, length)
  for (const wholeEnd = wholeEndOf(y, length); y < wholeEnd; y += 16, x += 16) v128.store(y, tanh(v128.load(x)))
  for (; y < end; y += 4, x += 4) v128.store_lane<f32>(y, tanh(v128.load_splat<f32>(x)), 0)
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
