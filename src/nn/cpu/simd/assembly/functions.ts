/**
 * exp, sigmoid and tanh of four values at once. NaN stays NaN: `pmin` and `pmax` give their first operand where one is NaN.
 *
 * Source of the method and the polynomials: Moshier, Cephes Mathematical Library (1992), `expf` and `tanhf`: argument reduction after
 * Cody & Waite 1980, then minimax polynomials.
 */

import { madd } from './lanes'

/** Added and taken off again, it rounds to a whole number, which then stands in the low bits: 1.5·2²³. */
const ROUNDING: f32 = 12582912
const LOG2_E: f32 = 1.4426950408889634
/** ln 2 in two parts; the first has nine bits, so that its products with exponents are exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.12194440e-4
/** Beyond these the result is infinity or 0 anyway. */
const LARGEST: f32 = 89
const SMALLEST: f32 = -105

/** eˣ for any x, with infinities, subnormal results and NaN as they should be. */
@inline
export function exp(x: v128): v128 {
  const z = f32x4.pmax(f32x4.pmin(x, f32x4.splat(LARGEST)), f32x4.splat(SMALLEST))
  const rounded = madd(z, f32x4.splat(LOG2_E), f32x4.splat(ROUNDING))
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING))
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), z))
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3))
  p = madd(p, r, f32x4.splat(8.3334519073e-3))
  p = madd(p, r, f32x4.splat(4.1665795894e-2))
  p = madd(p, r, f32x4.splat(1.6666665459e-1))
  p = madd(p, r, f32x4.splat(5.0000001201e-1))
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1))
  // 2ⁿ in two factors: one would leave the range of exponents before the result does.
  const exponent = i32x4.sub(rounded, f32x4.splat(ROUNDING))
  const half = i32x4.shr_s(exponent, 1)
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)))
}

@inline
function powerOfTwo(exponent: v128): v128 {
  return i32x4.shl(i32x4.add(exponent, i32x4.splat(127)), 23)
}

/** 1 / (1 + e⁻ˣ), from e^-|x|, so that nothing overflows and small results keep all their digits. */
@inline
export function sigmoid(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)))
  const one = f32x4.splat(1)
  const numerator = v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(one, e))
}

/** A polynomial near 0, 1 - 2 / (e^2|x| + 1) with the sign of x elsewhere. */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x)
  const square = f32x4.mul(x, x)
  let p = madd(f32x4.splat(-5.70498872745e-3), square, f32x4.splat(2.06390887954e-2))
  p = madd(p, square, f32x4.splat(-5.37397155531e-2))
  p = madd(p, square, f32x4.splat(1.33314422036e-1))
  p = madd(p, square, f32x4.splat(-3.33332819422e-1))
  const near = madd(f32x4.mul(p, square), x, x)
  const e = exp(f32x4.add(size, size))
  const one = f32x4.splat(1)
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.or(v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625))), sign)
}
