/**
 * exp, log, sigmoid and tanh of four values at once. NaN stays NaN: `pmin` and `pmax` give their first operand where one is NaN.
 *
 * Source: argument reduction after Cody & Waite 1980, "Software Manual for the Elementary Functions", chapter 6. The polynomial for eʳ - 1 is
 * r + r²·p(r) with the p of degree 4 whose largest error relative to r within ±½ ln 2 is smallest: a quarter of the last digit.
 */

import { endOf, madd, wholeEndOf } from './lanes'

/** Added and taken off again, it rounds to a whole number, which then stands in the low bits: 1.5·2²³. */
const ROUNDING: f32 = 12582912
/** The same, with the bits of a power of two besides: shifted to the exponent's place, they are that power. */
const ROUNDING_POWER: f32 = ROUNDING + 127
/** As above, times `LOWER`. */
const ROUNDING_LOWER: f32 = ROUNDING_POWER - 64
/** As above, divided by `LOWER`. */
const ROUNDING_RAISED: f32 = ROUNDING_POWER + 64
const LOG2_E: f32 = 1.4426950408889634
/** ln 2 in two parts; the first has nine bits, so that its products with exponents are exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.12194440e-4
const P0: f32 = 0.5
const P1: f32 = 0.16666541993618011
const P2: f32 = 0.04166628047823906
const P3: f32 = 0.008366710506379604
const P4: f32 = 0.0013946669641882181
/** Below, eˣ is 0. */
const SMALLEST: f32 = -105
/** From here on, 1 + e⁻ˣ is 1. */
const LARGE: f32 = 40
/** From here on, tanh is 1, and e²ˣ still far from the largest value. */
const SATURATED: f32 = 20
/** 2⁻⁶⁴: powers of two that have no exponent of their own are reached by it from those that have. */
const LOWER: f32 = 1 / (<f32>(1 << 30) * <f32>(1 << 30) * 16)

/** eʳ - 1 for r within ±½ ln 2, exact to the last digits near 0 too. */
@inline
function reducedExpm1(r: v128): v128 {
  const square = f32x4.mul(r, r)
  const low = madd(f32x4.splat(P1), r, f32x4.splat(P0))
  const high = madd(f32x4.splat(P4), square, madd(f32x4.splat(P3), r, f32x4.splat(P2)))
  return madd(madd(high, square, low), square, r)
}

/** x - n·ln 2 */
@inline
function reduce(x: v128, n: v128): v128 {
  return madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), x))
}

/** eˣ for x ≤ 0, subnormal results too. */
@inline
export function exp(x: v128): v128 {
  const z = f32x4.pmax(x, f32x4.splat(SMALLEST))
  const rounded = madd(z, f32x4.splat(LOG2_E), f32x4.splat(ROUNDING_RAISED))
  const r = reduce(z, f32x4.sub(rounded, f32x4.splat(ROUNDING_RAISED)))
  const raised = f32x4.mul(f32x4.add(reducedExpm1(r), f32x4.splat(1)), i32x4.shl(rounded, 23))
  return f32x4.mul(raised, f32x4.splat(LOWER))
}

/** 1 / (1 + e⁻ˣ), both of them times `LOWER`, so that nothing overflows and small results keep all their digits. The polynomial is that of -r. */
@inline
export function sigmoid(x: v128): v128 {
  const z = f32x4.pmin(f32x4.pmax(x, f32x4.splat(SMALLEST)), f32x4.splat(LARGE))
  const rounded = madd(z, f32x4.splat(-LOG2_E), f32x4.splat(ROUNDING_LOWER))
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING_LOWER))
  const r = madd(n, f32x4.splat(LN2_LOW), madd(n, f32x4.splat(LN2_HIGH), z))
  const square = f32x4.mul(r, r)
  const low = madd(f32x4.splat(-P1), r, f32x4.splat(P0))
  const high = madd(f32x4.splat(P4), square, madd(f32x4.splat(-P3), r, f32x4.splat(P2)))
  const p = madd(madd(high, square, low), square, f32x4.sub(f32x4.splat(1), r))
  const one = f32x4.splat(LOWER)
  return f32x4.div(one, madd(p, i32x4.shl(rounded, 23), one))
}

/** t / (t + 2) for t = e^2|x| - 1, with the sign of x. */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(SATURATED))
  const z = f32x4.add(size, size)
  const rounded = madd(z, f32x4.splat(LOG2_E), f32x4.splat(ROUNDING_POWER))
  const r = reduce(z, f32x4.sub(rounded, f32x4.splat(ROUNDING_POWER)))
  const power = i32x4.shl(rounded, 23)
  const t = madd(reducedExpm1(r), power, f32x4.sub(power, f32x4.splat(1)))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.or(f32x4.div(t, f32x4.add(t, f32x4.splat(2))), sign)
}

/** At the end of a row, where `whole` is false, a call: there it costs less than another copy in the module. */
@inline
export function tanhLanes(x: v128, whole: bool): v128 {
  return whole ? tanh(x) : tanhAtEnd(x)
}

function tanhAtEnd(x: v128): v128 {
  return tanh(x)
}

/** values = σ(values) */
export function sigmoids(values: usize, length: usize): void {
  const end = endOf(values, length)
  for (const wholeEnd = wholeEndOf(values, length); values < wholeEnd; values += 16) v128.store(values, sigmoid(v128.load(values)))
  for (; values < end; values += 4) v128.store_lane<f32>(values, sigmoid(v128.load_splat<f32>(values)), 0)
}

/** √½ as bits: mantissas are taken from there on, so that their logarithms are small. */
const SQRT_HALF: i32 = 0x3f3504f3

/** ln x for x > 0 that is no subnormal number; `logf` of the same library. NaN stays NaN, 0 gives -88. */
@inline
export function log(x: v128): v128 {
  const above = i32x4.sub(x, i32x4.splat(SQRT_HALF))
  const exponent = i32x4.shr_s(above, 23)
  const e = f32x4.convert_i32x4_s(exponent)
  const r = f32x4.sub(i32x4.sub(x, i32x4.shl(exponent, 23)), f32x4.splat(1))
  const square = f32x4.mul(r, r)
  let p = madd(f32x4.splat(7.0376836292e-2), r, f32x4.splat(-1.1514610310e-1))
  p = madd(p, r, f32x4.splat(1.1676998740e-1))
  p = madd(p, r, f32x4.splat(-1.2420140846e-1))
  p = madd(p, r, f32x4.splat(1.4249322787e-1))
  p = madd(p, r, f32x4.splat(-1.6668057665e-1))
  p = madd(p, r, f32x4.splat(2.0000714765e-1))
  p = madd(p, r, f32x4.splat(-2.4999993993e-1))
  p = madd(p, r, f32x4.splat(3.3333331174e-1))
  const tail = madd(e, f32x4.splat(LN2_LOW), f32x4.mul(f32x4.mul(p, r), square))
  const small = f32x4.sub(tail, f32x4.mul(square, f32x4.splat(0.5)))
  return madd(e, f32x4.splat(LN2_HIGH), f32x4.add(r, small))
}
