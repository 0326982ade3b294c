/** Vectors of four float32 values, and the ends of arrays that fill no vector. */

/** a·b + c, rounded once where the machine can. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** Four values; at the end of an array, where `whole` is false, one value in all lanes. */
@inline
export function loadLanes(at: usize, whole: bool): v128 {
  return whole ? v128.load(at) : v128.load_splat<f32>(at)
}

/** The way back of `loadLanes`: four values, or the one of the first lane. */
@inline
export function storeLanes(at: usize, values: v128, whole: bool): void {
  if (whole) v128.store(at, values)
  else v128.store_lane<f32>(at, values, 0)
}

/** Address after `length` values. */
@inline
export function endOf(values: usize, length: usize): usize {
  return values + (length << 2)
}

/** Address after the last whole vector of `length` values. */
@inline
export function wholeEndOf(values: usize, length: usize): usize {
  return values + ((length & ~3) << 2)
}

/** Sum of the four lanes. */
@inline
export function sumOfLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

export function fillZeros(values: usize, length: usize): void {
  const end = endOf(values, length)
  const wholeEnd = wholeEndOf(values, length)
  for (; values < wholeEnd; values += 16) v128.store(values, f32x4.splat(0))
  for (; values < end; values += 4) store<f32>(values, 0)
}

export function copy(to: usize, source: usize, length: usize): void {
  const end = endOf(to, length)
  const wholeEnd = wholeEndOf(to, length)
  for (; to < wholeEnd; to += 16, source += 16) v128.store(to, v128.load(source))
  for (; to < end; to += 4, source += 4) store<f32>(to, load<f32>(source))
}

/** to += source */
export function add(to: usize, source: usize, length: usize): void {
  const end = endOf(to, length)
  const wholeEnd = wholeEndOf(to, length)
  for (; to < wholeEnd; to += 16, source += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(source)))
  for (; to < end; to += 4, source += 4) store<f32>(to, load<f32>(to) + load<f32>(source))
}
