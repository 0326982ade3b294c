/** Times that the end of an axis is its beginning. */
const EVEN = 8

/**
 * Round numbers on a logarithmic axis.
 *
 * @param low   above 0
 * @param most  numbers that have room
 * @returns     1, 2 and 5 of every power of ten, or only the powers, or some of them; evenly apart where the axis is too short for that
 */
export function logTicks(low: number, high: number, most: number): readonly number[] {
  if (!(low > 0) || !(high > low)) return []
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, place) => place + Math.floor(Math.log10(low)),
  )
  const within = (ticks: readonly number[]) => ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
  // So short that its middle is not far from where it would be on an even one.
  if (high / low < EVEN) return evenTicks(low, high, most)
  const fine = within(powers.flatMap((power) => [1, 2, 5].map((digit) => rounded(digit * 10 ** power))))
  if (fine.length <= most) return fine
  const coarse = within(powers.map((power) => rounded(10 ** power)))
  const apart = Math.ceil(coarse.length / most)
  return coarse.length < 2 ? fine.filter((_, place) => place % 2 === 0) : coarse.filter((_, place) => place % apart === 0)
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function evenTicks(low: number, high: number, most: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / most))
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => (high - low) / size <= most) ?? 10 * power
  const first = Math.ceil(low / step - 1e-9)
  return Array.from({ length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) }, (_, place) => rounded((first + place) * step))
}

/** 0.1 + 0.2 is not 0.3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
