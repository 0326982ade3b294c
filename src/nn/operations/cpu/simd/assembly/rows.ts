/** Rows of matrices. */

import { exp } from './functions'
import { add, copy, endOf, fillZeros, loadLanes, storeLanes } from './lanes'

/** matrix[step,place,feature] = scale · the pixel that `order` names there; as exact as the product in float64 that JavaScript takes. */
export function layPicture(
  matrix: usize, place: usize, batch: usize, features: usize, order: usize, length: usize, pixels: usize, scale: f64,
): void {
  const others = ((batch - 1) * features) << 2
  matrix += (place * features) << 2
  for (const end = order + (length << 1); order < end; matrix += others) {
    for (const stepEnd = endOf(matrix, features); matrix < stepEnd; matrix += 4, order += 2) {
      store<f32>(matrix, <f32>(<f64>load<u8>(pixels + load<u16>(order)) * scale))
    }
  }
}

/** values = 0 */
export function clear(values: usize, length: usize): void {
  fillZeros(values, length)
}

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
