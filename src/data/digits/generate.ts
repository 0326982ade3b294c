import type { Random } from '../../core/random'
import type { Point, Stroke } from '../strokes'
import { sampleLine } from './curve'
import { HANDS } from './hands'
import type { Hand } from './hands'
import type { Knot, KnotLine } from './path'

/** Points per stretch between two knots: lines of 13 to 67 points. */
const STEPS = 6

/** Pen of a plain digit as a fraction of its height. */
const PLAIN_PEN = 0.1

/**
 * How much writers differ; lengths are fractions of a digit's height. Chosen by how well readers that saw nothing but these digits
 * (nearest neighbour, and an LSTM of 128 units) read some of MNIST's training images; its test images had no say.
 */
const WRITING = {
  /** How sloppy a writer is, which multiplies `knot`, `overshoot`, `warp` and `wobble`: log-deviation about 1, and where legibility ends. */
  sloppiness: { spread: 0.35, most: 1.7 },
  /** How much the forms that prevail in a mixture do so; 1 is uniform over all mixtures. */
  contrast: 2.5,
  knot: 0.045,
  overshoot: 0.06,
  warp: 0.045,
  wobble: 0.006,
  /** Chance that a corner is written round. */
  roundedCorner: 0.15,
  slant: { mean: 0.12, deviation: 0.27 },
  rotation: 0.1,
  /** Log-deviation of width over height. */
  aspect: 0.18,
  /** Pen as a fraction of the digit's height before it is slanted and widened: median, log-deviation and limits. */
  pen: { median: 0.136, spread: 0.33, thinnest: 0.06, thickest: 0.4 },
  /** Side of the digit on the pad. */
  size: { smallest: 0.5, largest: 0.8 },
}

/**
 * Writes a digit as somebody might: a hand of its class, a mixture of that hand's forms, then a writer's slant, haste and pen.
 *
 * @param label class 0…9
 * @returns     strokes in the unit square, in writing order, centred
 * @throws RangeError for any other label
 */
export function generateDigit(label: number, random: Random): Stroke[] {
  const hand = pickHand(handsOf(label), random)
  const sloppiness = Math.min(WRITING.sloppiness.most, Math.exp(WRITING.sloppiness.spread * random.normal()))
  const lines = jitter(mixForms(hand, random), sloppiness, random).map((line) => sampleLine(line, STEPS))
  const written = shear(warp(lines, sloppiness, random), random)
  const { median, spread, thinnest, thickest } = WRITING.pen
  const pen = Math.min(thickest, Math.max(thinnest, median * Math.exp(spread * random.normal())))
  return fit(written, random.uniform(WRITING.size.smallest, WRITING.size.largest), pen)
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
  const { forms } = hands.at(variant % hands.length)!
  return fit(
    forms[0]!.map((line) => sampleLine(line, STEPS)),
    0.7,
    PLAIN_PEN,
  )
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

/** A random convex mixture of a hand's forms, in which a few forms prevail: an even one would only ever give their mean. */
function mixForms({ forms }: Hand, random: Random): KnotLine[] {
  const shares = forms.map(() => (-Math.log(1 - random.uniform())) ** WRITING.contrast)
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

/** Moves every knot a little, and the ends of a line along it: strokes fall short, overshoot, and close badly. */
function jitter(lines: readonly KnotLine[], sloppiness: number, random: Random): KnotLine[] {
  const deviation = WRITING.knot * sloppiness
  return lines.map((line) => {
    const moved = line.map(({ x, y, sharp }): Knot => ({
      x: random.normal(x, deviation),
      y: random.normal(y, deviation),
      sharp: sharp && random.uniform() >= WRITING.roundedCorner,
    }))
    const last = moved.length - 1
    moved[0] = pull(moved[0]!, moved[1]!, random.normal(0, WRITING.overshoot * sloppiness))
    moved[last] = pull(moved[last]!, moved[last - 1]!, random.normal(0, WRITING.overshoot * sloppiness))
    return moved
  })
}

/** Moves the end of a line away from its neighbour by `length`, or towards it if negative, but not past it. */
function pull(end: Knot, neighbour: Knot, length: number): Knot {
  const dx = end.x - neighbour.x
  const dy = end.y - neighbour.y
  const distance = Math.max(Math.hypot(dx, dy), 1e-6)
  const share = Math.max(length / distance, -0.7)
  return { ...end, x: end.x + share * dx, y: end.y + share * dy }
}

/** Bends the plane smoothly, and lets the hand tremble: two slow waves across the page and one quick wave along the line. */
function warp(lines: readonly Point[][], sloppiness: number, random: Random): Point[][] {
  const waves = [0, 1, 2].map(() => ({
    alongX: random.normal(0, 3),
    alongY: random.normal(0, 3),
    phase: random.uniform(0, 2 * Math.PI),
    x: random.normal(0, WRITING.warp * sloppiness),
    y: random.normal(0, WRITING.warp * sloppiness),
  }))
  const tremble = WRITING.wobble * sloppiness
  return lines.map((line) => {
    const pace = random.uniform(0.3, 0.9)
    const phase = random.uniform(0, 2 * Math.PI)
    return line.map(([x, y], index): Point => {
      let toX = x + tremble * Math.sin(pace * index + phase)
      let toY = y + tremble * Math.cos(0.8 * pace * index + phase)
      for (const wave of waves) {
        const height = Math.sin(wave.alongX * x + wave.alongY * y + wave.phase)
        toX += wave.x * height
        toY += wave.y * height
      }
      return [toX, toY]
    })
  })
}

/** Widens, slants and turns the digit. */
function shear(lines: readonly Point[][], random: Random): Point[][] {
  const widening = Math.exp(WRITING.aspect * random.normal())
  const slant = random.normal(WRITING.slant.mean, WRITING.slant.deviation)
  const angle = random.normal(0, WRITING.rotation)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return lines.map((line) =>
    line.map(([x, y]): Point => {
      const slanted = widening * x - slant * y
      return [cos * slanted - sin * y, sin * slanted + cos * y]
    }),
  )
}

/**
 * Centres the lines on the pad.
 *
 * @param side longer side of the written digit with its pen, as a fraction of the pad
 * @param pen  width of the pen in the unit of `lines`
 */
function fit(lines: readonly Point[][], side: number, pen: number): Stroke[] {
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  for (const line of lines) {
    for (const [x, y] of line) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const scale = side / (Math.max(right - left, bottom - top) + pen)
  const centreX = (left + right) / 2
  const centreY = (top + bottom) / 2
  return lines.map((line) => ({
    points: line.map(([x, y]): Point => [0.5 + scale * (x - centreX), 0.5 + scale * (y - centreY)]),
    width: pen * scale,
  }))
}
