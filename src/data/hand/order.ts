import { permutation } from '../../core/permutation'
import { DIGITS } from '../../core/task'
import { countsByClass } from './drawing'

/** Of each digit, in about a minute. */
export const WANTED_EACH = 10

const CLASSES = DIGITS.classes.length

/**
 * The digits that a visitor is asked for, in order. They come in rounds: each round has every digit that is still wanted, shuffled, so that all come
 * equally and whoever stops early has an even set.
 *
 * @param counts  how many there are of each digit
 * @param each    how many are wanted
 * @param seed    of the shuffling
 */
export function askedDigits(counts: readonly number[], each: number, seed: number): readonly number[] {
  const asked: number[] = []
  const have = [...counts]
  for (let round = 0; have.some((count) => count < each); round++) {
    const fewest = Math.min(...have)
    const order = permutation(CLASSES, seed, round)
    const shuffled = Array.from({ length: CLASSES }, (_, place) => order(place)).filter((digit) => have[digit] === fewest)
    // The same digit twice in a row looks like a mistake of the page.
    if (shuffled.length > 1 && shuffled[0] === asked.at(-1)) shuffled.push(shuffled.shift()!)
    for (const digit of shuffled) have[digit]!++
    asked.push(...shuffled)
  }
  return asked
}

/** The same for a set: how many more of each digit, and which comes next. */
export function askedFor(drawings: Parameters<typeof countsByClass>[0], each: number, seed: number): readonly number[] {
  return askedDigits(countsByClass(drawings), each, seed)
}
