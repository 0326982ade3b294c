import { permutation } from '../../src/core/permutation'
import { keptStrokes, type LabelledStrokes } from '../../src/data/hand/drawing'
import type { PenDigit } from '../../src/data/pen-digits'
import { PLAIN, writeOnPad } from '../../src/data/pen-digits-pictures'

/** A writer's digit as somebody would draw it on the pad: large, in the middle, with the middle pen. */
export function onPad({ label, lines }: PenDigit): LabelledStrokes {
  return { label, strokes: keptStrokes(writeOnPad(lines, PLAIN)) }
}

/** Some of a writer's digits to learn from, as many of each class, chosen by the seed; and all others to measure by. */
export function chooseDrawings(
  digits: readonly PenDigit[],
  each: number,
  seed: number,
): { readonly taught: readonly LabelledStrokes[]; readonly others: readonly LabelledStrokes[] } {
  const order = permutation(Math.max(1, digits.length), seed, 0)
  const shuffled = digits.map((_, place) => digits[order(place)]!)
  const counts = new Map<number, number>()
  const taught: LabelledStrokes[] = []
  const others: LabelledStrokes[] = []
  for (const digit of shuffled) {
    const count = counts.get(digit.label) ?? 0
    counts.set(digit.label, count + 1)
    if (count < each) taught.push(onPad(digit))
    else others.push(onPad(digit))
  }
  return { taught, others }
}
