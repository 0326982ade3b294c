import type { DataSet, LabelledImages } from '../../core/images'
import { permutation } from '../../core/permutation'
import { Random, Stream } from '../../core/random'
import { DIGITS, pixelCount } from '../../core/task'
import { pictureFromSheet } from '../drawing/sheet'
import { blankSet, variedPlace, writeOnPad } from '../pen-digits-pictures'
import type { Point, Stroke } from '../strokes'
import { HAND_TITLE, type LabelledStrokes } from './drawing'

const PIXELS = pixelCount(DIGITS.input)

/** How far the same hand is from itself: turned, leant, stretched, and bent along the stroke by a share of the digit's size. */
const HAND = { turn: (8 * Math.PI) / 180, lean: 0.15, stretch: 0.14, bend: 0.02, waves: 3 } as const

/** The drawings as the pad makes pictures of them, each once: what a model is measured on. */
export function handPictures(drawings: readonly LabelledStrokes[]): LabelledImages {
  const set = blankSet(HAND_TITLE, drawings.length)
  for (const [index, { label, strokes }] of drawings.entries()) put(set, index, label, strokes)
  return set
}

/**
 * Pictures to learn from: every drawing is written `copies` times by the pad's own code, each time with another pen, in another size and place, and not
 * quite alike, as a hand never is.
 *
 * @param seed the same seed, the same pictures in the same order
 */
export function handTrainingSet(drawings: readonly LabelledStrokes[], { copies, seed }: { copies: number; seed: number }): LabelledImages {
  const total = drawings.length * copies
  const placeOf = permutation(Math.max(1, total), seed, 0)
  const set = blankSet(HAND_TITLE, total)
  for (let index = 0; index < total; index++) {
    const { label, strokes } = drawings[index % drawings.length]!
    const random = new Random(seed, Stream.hand, index)
    const lines = writtenAgain(
      strokes.map(({ points }) => points),
      random,
    )
    // Copies of a drawing are spread over the set: it may be cut off anywhere, or not be shuffled.
    put(set, placeOf(index), label, writeOnPad(lines, variedPlace(random)))
  }
  return set
}

/** As a data set that the page can train on, mix and judge by. */
export function handSet(drawings: readonly LabelledStrokes[], options: { copies: number; seed: number }): DataSet {
  return { train: handTrainingSet(drawings, options), test: handPictures(drawings) }
}

function put(set: LabelledImages, index: number, label: number, strokes: readonly Stroke[]): void {
  set.labels[index] = label
  set.images.set(
    pictureFromSheet({ strokes }).map((ink) => Math.round(255 * ink)),
    index * PIXELS,
  )
}

/** The same lines, as if the hand had written them once more. */
function writtenAgain(lines: readonly (readonly Point[])[], random: Random): readonly (readonly Point[])[] {
  const points = lines.flat()
  const [left, right] = rangeOf(points.map(([x]) => x))
  const [top, bottom] = rangeOf(points.map(([, y]) => y))
  const size = Math.max(right - left, bottom - top, 1e-3)
  const [centreX, centreY] = [(left + right) / 2, (top + bottom) / 2]
  const turn = random.uniform(-HAND.turn, HAND.turn)
  const lean = random.uniform(-HAND.lean, HAND.lean)
  const stretch = Math.exp(random.uniform(-HAND.stretch, HAND.stretch))
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [bendX, bendY] = [bending(random), bending(random)]
  return lines.map((line) =>
    line.map(([x, y]): Point => {
      const [dx, dy] = [((x - centreX) / size) * stretch, (y - centreY) / size / stretch]
      const leant = dx - lean * dy
      return [centreX + size * (cos * leant - sin * dy + bendX(dy)), centreY + size * (sin * leant + cos * dy + bendY(dx))]
    }),
  )
}

/** A smooth displacement, as a share of the digit's size. @param place  −0.5 … 0.5 along the other axis */
function bending(random: Random): (place: number) => number {
  const waves = Array.from({ length: HAND.waves }, (_, wave) => ({
    size: random.uniform(-HAND.bend, HAND.bend) / (wave + 1),
    phase: random.uniform(0, 2 * Math.PI),
    times: wave + 1,
  }))
  return (place) => waves.reduce((sum, { size, phase, times }) => sum + size * Math.sin(2 * Math.PI * times * place + phase), 0)
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)]
}
