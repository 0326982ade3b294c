import type { LabelledImages } from '../core/images'
import { permutation } from '../core/permutation'
import { Random, Stream } from '../core/random'
import { DIGITS, pixelCount } from '../core/task'
import { pictureFromSheet } from './drawing/sheet'
import { PLAIN_PEN, type PenDigit } from './pen-digits'
import type { Point, Stroke } from './strokes'

const PIXELS = pixelCount(DIGITS.input)

/** How a digit stands on the pad; lengths are fractions of the pad's side. */
export interface Place {
  /** Longer side of the digit, without its pen. */
  readonly size: number
  /** Of the free room to the left of the digit and above it: 0 is the upper left corner, 1 the lower right. */
  readonly across: number
  readonly down: number
  readonly pen: number
}

/** Written large in the middle with the middle pen, as most visitors write. */
export const PLAIN: Place = { size: 0.6, across: 0.5, down: 0.5, pen: PLAIN_PEN }

/** What visitors do: from small to nearly the whole pad, with the thin pen pressed lightly to the thick pen pressed hard. */
const VARIED = { size: { smallest: 0.25, largest: 0.85 }, pen: { thinnest: 0.032, thickest: 0.135 } }

/**
 * Pictures for training: every digit is written on the pad `copies` times, each time with another pen, in another size and place.
 *
 * @param seed the same seed, the same pictures in the same order
 */
export function penTrainingSet(
  name: string,
  digits: readonly PenDigit[],
  { copies, seed }: { copies: number; seed: number },
): LabelledImages {
  const total = digits.length * copies
  const placeOf = permutation(Math.max(1, total), seed, 0)
  const set = blankSet(name, total)
  for (let index = 0; index < total; index++) {
    // The copies of a digit are spread over the set: it may be cut off anywhere, or not be shuffled.
    put(set, placeOf(index), digits[index % digits.length]!, variedPlace(new Random(seed, Stream.penDigits, index)))
  }
  return set
}

/** One plain picture of every digit, as the pad would make it. */
export function penPlainSet(name: string, digits: readonly PenDigit[]): LabelledImages {
  const set = blankSet(name, digits.length)
  for (const [index, digit] of digits.entries()) put(set, index, digit, PLAIN)
  return set
}

/** Anywhere on the pad, in any size and with any pen that visitors use. */
export function variedPlace(random: Random): Place {
  const { smallest, largest } = VARIED.size
  const { thinnest, thickest } = VARIED.pen
  return {
    size: random.uniform(smallest, largest),
    across: random.uniform(),
    down: random.uniform(),
    pen: thinnest * (thickest / thinnest) ** random.uniform(),
  }
}

/** So many blank digits. */
export function blankSet(name: string, count: number): LabelledImages {
  return { name, images: new Uint8Array(count * PIXELS), labels: new Uint8Array(count) }
}

function put(set: LabelledImages, index: number, digit: PenDigit, place: Place): void {
  const picture = pictureFromSheet({ strokes: writeOnPad(digit.lines, place) })
  set.labels[index] = digit.label
  set.images.set(
    picture.map((ink) => Math.round(255 * ink)),
    index * PIXELS,
  )
}

/** Lines in any units as strokes of the pad. */
export function writeOnPad(lines: PenDigit['lines'], { size, across, down, pen }: Place): Stroke[] {
  const points = lines.flat()
  const left = Math.min(...points.map(([x]) => x))
  const top = Math.min(...points.map(([, y]) => y))
  const width = Math.max(...points.map(([x]) => x)) - left
  const height = Math.max(...points.map(([, y]) => y)) - top
  // A dot has no size that could be scaled.
  const scale = size / Math.max(width, height, 1e-3)
  const toLeft = pen / 2 + across * Math.max(0, 1 - pen - width * scale)
  const toTop = pen / 2 + down * Math.max(0, 1 - pen - height * scale)
  return lines.map((line) => ({
    points: line.map(([x, y]): Point => [toLeft + (x - left) * scale, toTop + (y - top) * scale]),
    width: pen,
  }))
}
