/**
 * Half-precision numbers (IEEE 754 binary16): 1 bit of sign, 5 of exponent, 10 of fraction, as integers of 16 bits.
 *
 * For files: a trained model in float16 is half as large and answers alike. The GPU's kernels round likewise where they store in it.
 */

const BITS = new DataView(new ArrayBuffer(4))

/** What the exponents of float32 and float16 lie apart. */
const BIAS_DIFFERENCE = 127 - 15
/** Fraction bits that float32 has and float16 does not. */
const DROPPED_BITS = 13
/** Steps of a float16 below its smallest normal number. */
const SUBNORMAL_STEP = 2 ** -24

/** Magnitudes from here on round to infinity: halfway from 65,504, the largest float16, to the next power of two. */
export const HALF_LIMIT = 65_520

/** The nearest float16 of a float32, of two equally near the one with an even last bit; infinity from `HALF_LIMIT` on. */
export function toHalf(value: number): number {
  BITS.setFloat32(0, value)
  const bits = BITS.getUint32(0)
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  const exponent = (magnitude >>> 23) - BIAS_DIFFERENCE
  if (exponent >= 1) return sign | roundToEven(magnitude - (BIAS_DIFFERENCE << 23), DROPPED_BITS)
  // Below the normal numbers steps are of one size: the fraction with its hidden bit moves as far right as the exponent lacks.
  const fraction = (magnitude & 0x7fffff) | 0x800000
  const shift = DROPPED_BITS + 1 - exponent
  return sign | (shift > 24 ? 0 : roundToEven(fraction, shift))
}

/** The value of a float16. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0 ? sign * fraction * SUBNORMAL_STEP : sign * (fraction + 0x400) * 2 ** (exponent - 25)
}

/** `bits` without its last `count`, rounded; a carry out of the fraction counts the exponent up, which is what it should do. */
function roundToEven(bits: number, count: number): number {
  const kept = bits >>> count
  const rest = bits & ((1 << count) - 1)
  const half = 1 << (count - 1)
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept
}
