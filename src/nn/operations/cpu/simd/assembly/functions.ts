/**
 * exp, log, sigmoid and tanh of four values at once. NaN stays NaN: `pmin` and `pmax` give their first operand where one is NaN.
 *
 * Source: argument reduction after Cody & Waite 1980, "Software Manual for the Elementary Functions", chapter 6; the polynomial is that of
 * `expf` in Moshier's Cephes Mathematical Library (1992).
 */

import { madd } from './lanes'

/** Added and taken off again, it rounds to a whole number, which then stands in the low bits: 1.5·2²³. */
const ROUNDING: f32 = 12582912
const LOG2_E: f32 = 1.4426950408889634
/** ln 2 in two parts; the first has nine bits, so that its products with exponents are exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.12194440e-4
/** Below, eˣ is 0. */
const SMALLEST: f32 = -105
/** From here on, tanh is 1, and e²ˣ still far from the largest value. */
const SATURATED: f32 = 20
/** Bits of an exponent of 0, in its place. */
const EXPONENT_ZERO: i32 = 127 << 23
/** Powers of two from 2⁻¹⁵² on are made 2⁶⁴ times as large first: so small they have no exponent of their own. */
const RAISED: i32 = 64 << 23
const LOWER: f32 = 1 / (<f32>(1 << 30) * <f32>(1 << 30) * 16)

/** x·log₂e to the nearest whole number n, as ROUNDING + n. */
@inline
function roundExponent(x: v128): v128 {
  return madd(x, f32x4.splat(LOG2_E), f32x4.splat(ROUNDING))
}

/** eʳ - 1 for r = x - n·ln 2, which is within ±½ ln 2: r + r²·p(r), exact to the last digits near 0 too. */
@inline
function reducedExpm1(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING))
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), x))
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3))
  p = madd(p, r, f32x4.splat(8.3334519073e-3))
  p = madd(p, r, f32x4.splat(4.1665795894e-2))
  p = madd(p, r, f32x4.splat(1.6666665459e-1))
  p = madd(p, r, f32x4.splat(5.0000001201e-1))
  return madd(p, f32x4.mul(r, r), r)
}

/** eˣ for x ≤ 0, subnormal results too. */
@inline
export function exp(x: v128): v128 {
  const z = f32x4.pmax(x, f32x4.splat(SMALLEST))
  const rounded = roundExponent(z)
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(EXPONENT_ZERO + RAISED))
  const raised = f32x4.mul(f32x4.add(reducedExpm1(z, rounded), f32x4.splat(1)), power)
  return f32x4.mul(raised, f32x4.splat(LOWER))
}

/** 1 / (1 + e⁻ˣ), from e^-|x|, so that nothing overflows and small results keep all their digits. */
@inline
export function sigmoid(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)))
  const one = f32x4.splat(1)
  const numerator = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(one, e))
}

/** t / (t + 2) for t = e^2|x| - 1, with the sign of x. */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(SATURATED))
  const z = f32x4.add(size, size)
  const rounded = roundExponent(z)
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(EXPONENT_ZERO))
  const t = madd(reducedExpm1(z, rounded), power, f32x4.sub(power, f32x4.splat(1)))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.or(f32x4.div(t, f32x4.add(t, f32x4.splat(2))), sign)
}

/** At the end of a row, where `whole` is false, a call: there it costs less than another copy in the module. */
@inline
export function sigmoidLanes(x: v128, whole: bool): v128 {
  return whole ? sigmoid(x) : sigmoidAtEnd(x)
}

@inline
export function tanhLanes(x: v128, whole: bool): v128 {
  return whole ? tanh(x) : tanhAtEnd(x)
}

function sigmoidAtEnd(x: v128): v128 {
  return sigmoid(x)
}

function tanhAtEnd(x: v128): v128 {
  return tanh(x)
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
