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

/** The same, up to the first of them that is not below `top`: an axis that ends with a number. */
export function ticksAbove(top: number, most: number): readonly number[] {
  const ticks = ticksTo(top, most)
  const [last = 0, step] = [ticks.at(-1), ticks[1]]
  return step === undefined || last >= top * (1 - 1e-9) ? ticks : [...ticks, Number((ticks.length * step).toPrecision(12))]
}

/**
 * Round numbers on an axis that need not begin with 0.
 *
 * @param most  numbers that have room
 * @returns     multiples of 1, 2 or 5 times a power of ten, from `low` to `high`, both among the values that are shown
 */
export function ticksBetween(low: number, high: number, most: number): readonly number[] {
  const step = ticksTo(high - low, most)[1]
  if (step === undefined) return [low]
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)))
}

/** Round numbers from the first that is not above `low` to the first that is not below `top`: an axis that begins and ends with a number. */
export function ticksAround(low: number, top: number, most: number): readonly number[] {
  if (!(top > low)) return ticksAbove(top, most)
  const [, step = 1] = ticksTo(top - low, most)
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(top / step - 1e-9)]
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)))
}
