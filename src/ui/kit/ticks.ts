/**
 * Round numbers on an axis that begins with 0.
 *
 * @param most  numbers that have room, besides the 0
 * @returns     0 and multiples of 1, 2 or 5 times a power of ten, up to `top`
 */
export function ticksTo(top: number, most: number): readonly number[] {
  if (!(top > 0)) return [0]
  const power = 10 ** Math.floor(Math.log10(top / most))
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => top / size <= most) ?? 10 * power
  // Multiplied, not added up: 0.1 + 0.2 is not 0.3.
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, place) => Number((place * step).toPrecision(12)))
}
