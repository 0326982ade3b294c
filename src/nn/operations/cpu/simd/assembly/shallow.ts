/**
 * Products over few values, as of pixels that come one by one: C is written row by row, in the order in which it lies in memory. It is as large as its
 * factors are small, so that it comes from far away, and tiles would wait for every line of it.
 */

import { endOf, loadLanes, madd, storeLanes, wholeEndOf } from './lanes'

/** C[m,n] (+)= A[m,k] · B[k,n], k > 0; `bias` as in `multiply`, sums as of its tiles. */
export function multiplyShallow(c: usize, a: usize, b: usize, bias: usize, m: usize, n: usize, k: usize, accumulate: bool): void {
  const stride = n << 2
  for (let row: usize = 0; row < m; row++, c += stride) {
    addMultiple(c, bias != 0 ? bias : accumulate ? c : 0, v128.load_splat<f32>(a), b, n)
    a += 4
    for (let p: usize = 1; p < k; p++, a += 4) addMultiple(c, c, v128.load_splat<f32>(a), b + p * stride, n)
  }
}

/** c = start + factor·b, from zeros where `start` is 0. */
function addMultiple(c: usize, start: usize, factor: v128, b: usize, n: usize): void {
  const end = endOf(c, n)
  const wholeEnd = wholeEndOf(c, n)
  if (start == 0) {
    const zero = f32x4.splat(0)
    for (; c < wholeEnd; c += 16, b += 16) v128.store(c, madd(factor, v128.load(b), zero))
    for (; c < end; c += 4, b += 4) v128.store_lane<f32>(c, madd(factor, v128.load_splat<f32>(b), zero), 0)
    return
  }
  for (; c < wholeEnd; c += 16, b += 16, start += 16) addMultipleAt(c, start, factor, b, true)
  for (; c < end; c += 4, b += 4, start += 4) addMultipleAt(c, start, factor, b, false)
}

@inline
function addMultipleAt(c: usize, start: usize, factor: v128, b: usize, whole: bool): void {
  storeLanes(c, madd(factor, loadLanes(b, whole), loadLanes(start, whole)), whole)
}
