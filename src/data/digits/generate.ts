import type { Random } from '../../core/random'
import type { Stroke } from '../strokes'
import { HANDS } from './hands'
import type { Hand, Part } from './hands'
import type { Knot, KnotLine } from './path'
import { fit, sampleLines } from './place'
import { write } from './writing'

/** Pen of a plain digit as a fraction of its height. */
const PLAIN_PEN = 0.1

/** How much the forms that prevail in a mixture do so; 1 is uniform over all mixtures. */
const CONTRAST = 2.5

/**
 * Writes a digit as somebody might: a hand of its class, a mixture of that hand's forms, then a writer's slant, haste and pen.
 *
 * @param label class 0…9
 * @returns     strokes in the unit square, in writing order, centred
 * @throws RangeError for any other label
 */
export function generateDigit(label: number, random: Random): Stroke[] {
  return writeHand(pickHand(handsOf(label), random), random)
}

/** The same in a hand of the caller's choice. */
export function writeHand(hand: Hand, random: Random): Stroke[] {
  return write(
    assemble(hand, (part) => mixForms(part, random)),
    random,
  )
}

/**
 * A neat digit in a plain hand, always the same.
 *
 * @param label   class 0…9
 * @param variant which of its hands, counted round; 0 is the plainest
 * @throws RangeError for any other label
 */
export function plainDigit(label: number, variant = 0): Stroke[] {
  const hands = handsOf(label)
  const neat = assemble(hands.at(variant % hands.length)!, ({ forms }) => forms[0]!)
  return fit(sampleLines(neat), 0.7, PLAIN_PEN)
}

function handsOf(label: number): readonly Hand[] {
  const hands = HANDS[label]
  if (hands === undefined) throw new RangeError(`label: expected a digit 0…9, got ${label}`)
  return hands
}

function pickHand(hands: readonly Hand[], random: Random): Hand {
  let rest = random.uniform(
    0,
    hands.reduce((sum, { weight }) => sum + weight, 0),
  )
  for (const hand of hands) {
    rest -= hand.weight
    if (rest < 0) return hand
  }
  return hands[0]!
}

/** The lines of a hand: each of its parts in a form of its own. */
function assemble({ parts }: Hand, formOf: (part: Part) => readonly KnotLine[]): KnotLine[] {
  const lines: KnotLine[] = []
  for (const part of parts) {
    const [first = [], ...others] = formOf(part)
    const before = part.goesOn ? (lines.pop() ?? []) : []
    lines.push([...before, ...first], ...others)
  }
  return lines
}

/** A random convex mixture of a part's forms, in which a few forms prevail: an even one would only ever give their mean. */
function mixForms({ forms }: Part, random: Random): KnotLine[] {
  const shares = forms.map(() => (-Math.log(1 - random.uniform())) ** CONTRAST)
  const total = shares.reduce((sum, share) => sum + share, 0)
  return forms[0]!.map((line, lineIndex) =>
    line.map(({ sharp }, knotIndex): Knot => {
      let x = 0
      let y = 0
      forms.forEach((form, index) => {
        const knot = form[lineIndex]![knotIndex]!
        x += (shares[index]! / total) * knot.x
        y += (shares[index]! / total) * knot.y
      })
      return { x, y, sharp }
    }),
  )
}
