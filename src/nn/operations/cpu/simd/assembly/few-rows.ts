/** Products with few rows, which read B once, in the order it is stored in: along its rows multiples are added, along its columns inner products taken. */

import { copy, endOf, fillZeros, loadLanes, madd, storeLanes, sumOfLanes, wholeEndOf } from './lanes'

/** C[m,n] (+)= A[m,k] · op(B)[k,n]; `bias` as in `multiply`. */
export function multiplyFewRows(
  c: usize, a: usize, b: usize, bias: usize, m: usize, n: usize, k: usize, transposeB: bool, accumulate: bool,
): void {
  for (let row: usize = 0; row < m; row++, c += n << 2, a += k << 2) {
    if (bias != 0) copy(c, bias, n)
    else if (!accumulate) fillZeros(c, n)
    if (transposeB) addInnerProducts(c, a, b, n, k)
    else addMultiples(c, a, b, n, k)
  }
}

/** c[n] += Σ_p a[p] · b[p,:], eight rows of b at a time, so that c is read and written once for all of them. */
function addMultiples(c: usize, a: usize, b: usize, n: usize, k: usize): void {
  const stride = n << 2
  const end = endOf(a, k)
  const wholeEnd = endOf(a, k & ~7)
  for (; a < wholeEnd; a += 32, b += 8 * stride) addEightMultiples(c, a, b, stride)
  for (; a < end; a += 4, b += stride) addMultiple(c, v128.load_splat<f32>(a), b, n)
}

function addEightMultiples(c: usize, a: usize, b0: usize, stride: usize): void {
  const a0 = v128.load_splat<f32>(a)
  const a1 = v128.load_splat<f32>(a, 4)
  const a2 = v128.load_splat<f32>(a, 8)
  const a3 = v128.load_splat<f32>(a, 12)
  const a4 = v128.load_splat<f32>(a, 16)
  const a5 = v128.load_splat<f32>(a, 20)
  const a6 = v128.load_splat<f32>(a, 24)
  const a7 = v128.load_splat<f32>(a, 28)
  const b1 = b0 + stride
  const b2 = b1 + stride
  const b3 = b2 + stride
  const b4 = b3 + stride
  const b5 = b4 + stride
  const b6 = b5 + stride
  const b7 = b6 + stride
  let at: usize = 0
  for (const wholeEnd = stride & ~15; at < wholeEnd; at += 16) {
    let sum = madd(a0, v128.load(b0 + at), v128.load(c + at))
    sum = madd(a1, v128.load(b1 + at), sum)
    sum = madd(a2, v128.load(b2 + at), sum)
    sum = madd(a3, v128.load(b3 + at), sum)
    sum = madd(a4, v128.load(b4 + at), sum)
    sum = madd(a5, v128.load(b5 + at), sum)
    sum = madd(a6, v128.load(b6 + at), sum)
    sum = madd(a7, v128.load(b7 + at), sum)
    v128.store(c + at, sum)
  }
  for (; at < stride; at += 4) {
    let sum = load<f32>(c + at) + load<f32>(a) * load<f32>(b0 + at) + load<f32>(a, 4) * load<f32>(b1 + at)
    sum += load<f32>(a, 8) * load<f32>(b2 + at) + load<f32>(a, 12) * load<f32>(b3 + at)
    sum += load<f32>(a, 16) * load<f32>(b4 + at) + load<f32>(a, 20) * load<f32>(b5 + at)
    sum += load<f32>(a, 24) * load<f32>(b6 + at) + load<f32>(a, 28) * load<f32>(b7 + at)
    store<f32>(c + at, sum)
  }
}

function addMultiple(c: usize, factor: v128, b: usize, n: usize): void {
  const end = endOf(c, n)
  for (const wholeEnd = wholeEndOf(c, n); c < wholeEnd; c += 16, b += 16) addMultipleAt(c, factor, b, true)
  for (; c < end; c += 4, b += 4) addMultipleAt(c, factor, b, false)
}

@inline
function addMultipleAt(c: usize, factor: v128, b: usize, whole: bool): void {
  storeLanes(c, madd(factor, loadLanes(b, whole), loadLanes(c, whole)), whole)
}

/** c[j] += a · b[j,:] for n rows of k values. */
function addInnerProducts(c: usize, a: usize, b: usize, n: usize, k: usize): void {
  const stride = k << 2
  for (const fours = wholeEndOf(c, n); c < fours; c += 16, b += 4 * stride) addFourInnerProducts(c, a, b, stride, k)
  for (let j = n & ~3; j < n; j++, c += 4, b += stride) store<f32>(c, load<f32>(c) + innerProduct(a, b, k))
}

/** Each in two sums, so that none waits for the one before. */
function addFourInnerProducts(c: usize, a: usize, b0: usize, stride: usize, k: usize): void {
  let b1 = b0 + stride
  let b2 = b1 + stride
  let b3 = b2 + stride
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  let t0 = s0
  let t1 = s0
  let t2 = s0
  let t3 = s0
  const end = endOf(a, k)
  for (const blockEnd = endOf(a, k & ~7); a < blockEnd; a += 32, b0 += 32, b1 += 32, b2 += 32, b3 += 32) {
    let x = v128.load(a)
    s0 = madd(x, v128.load(b0), s0)
    s1 = madd(x, v128.load(b1), s1)
    s2 = madd(x, v128.load(b2), s2)
    s3 = madd(x, v128.load(b3), s3)
    x = v128.load(a, 16)
    t0 = madd(x, v128.load(b0, 16), t0)
    t1 = madd(x, v128.load(b1, 16), t1)
    t2 = madd(x, v128.load(b2, 16), t2)
    t3 = madd(x, v128.load(b3, 16), t3)
  }
  const first = sumOfPairs(f32x4.add(s0, t0), f32x4.add(s1, t1))
  const second = sumOfPairs(f32x4.add(s2, t2), f32x4.add(s3, t3))
  const sums = f32x4.add(v128.shuffle<f32>(first, second, 0, 1, 4, 5), v128.shuffle<f32>(first, second, 2, 3, 6, 7))
  v128.store(c, f32x4.add(v128.load(c), sums))
  for (; a < end; a += 4, b0 += 4, b1 += 4, b2 += 4, b3 += 4) {
    const x = load<f32>(a)
    store<f32>(c, load<f32>(c) + x * load<f32>(b0))
    store<f32>(c, load<f32>(c, 4) + x * load<f32>(b1), 4)
    store<f32>(c, load<f32>(c, 8) + x * load<f32>(b2), 8)
    store<f32>(c, load<f32>(c, 12) + x * load<f32>(b3), 12)
  }
}

/** Halves of the sums of two vectors' lanes: u, v, u, v. */
@inline
function sumOfPairs(u: v128, v: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(u, v, 0, 4, 1, 5), v128.shuffle<f32>(u, v, 2, 6, 3, 7))
}

/** Four sums at a time, so that none waits for the one before. */
function innerProduct(a: usize, b: usize, k: usize): f32 {
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  const end = endOf(a, k)
  for (const blockEnd = endOf(a, k & ~15); a < blockEnd; a += 64, b += 64) {
    s0 = madd(v128.load(a), v128.load(b), s0)
    s1 = madd(v128.load(a, 16), v128.load(b, 16), s1)
    s2 = madd(v128.load(a, 32), v128.load(b, 32), s2)
    s3 = madd(v128.load(a, 48), v128.load(b, 48), s3)
  }
  let sum = sumOfLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
  for (; a < end; a += 4, b += 4) sum += load<f32>(a) * load<f32>(b)
  return sum
}
