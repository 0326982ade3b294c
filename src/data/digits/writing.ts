import type { Random } from '../../core/random'
import type { Point, Stroke } from '../strokes'
import type { Knot, KnotLine } from './path'
import { fit, sampleLines } from './place'

/**
 * How much writers differ; lengths are fractions of a digit's height. Chosen by how well readers that saw nothing but these digits
 * read MNIST's first 10,000 training images and the pen digits of writers 26 to 30; MNIST's test images had no say.
 */
const WRITING = {
  /** How sloppy a writer is, which multiplies `knot`, `overshoot`, `warp` and `wobble`: log-deviation about 1, and where legibility ends. */
  sloppiness: { spread: 0.35, most: 1.7 },
  knot: 0.03,
  overshoot: 0.06,
  warp: 0.038,
  wobble: 0.006,
  /** Chance that a corner is written round. */
  roundedCorner: 0.15,
  /** Chance that the pen is not lifted between two lines. */
  joined: 0.05,
  /** Chance that a line begins, or ends, with a small hook, and how long the hook is. */
  hook: { atStart: 0.07, atEnd: 0.05, shortest: 0.05, longest: 0.14 },
  /** How far the middle lies higher or lower. */
  balance: 0.05,
  /** Wider above and narrower below, or the other way round: relative to the width. */
  taper: 0.13,
  slant: { mean: 0.12, deviation: 0.27 },
  rotation: 0.1,
  /** Log-deviation of width over height. */
  aspect: 0.18,
  /** Pen as a fraction of the digit's height before it is slanted and widened: median, log-deviation and limits. */
  pen: { median: 0.136, spread: 0.33, thinnest: 0.06, thickest: 0.42 },
  /** Side of the digit on the pad. */
  size: { smallest: 0.5, largest: 0.8 },
}

/** Writes lines down as somebody with a style of their own might: haste, proportions, slant and pen are drawn once for all lines. */
export function write(lines: readonly KnotLine[], random: Random): Stroke[] {
  const sloppiness = Math.min(WRITING.sloppiness.most, Math.exp(WRITING.sloppiness.spread * random.normal()))
  const hasty = join(jitter(lines, sloppiness, random), random).map((line) => hook(line, random))
  const written = shear(warp(proportion(sampleLines(hasty), random), sloppiness, random), random)
  const { median, spread, thinnest, thickest } = WRITING.pen
  const pen = Math.min(thickest, Math.max(thinnest, median * Math.exp(spread * random.normal())))
  return fit(written, random.uniform(WRITING.size.smallest, WRITING.size.largest), pen)
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

/** Somebody in a hurry does not lift the pen: the next line hangs on the one before. */
function join(lines: readonly KnotLine[], random: Random): KnotLine[] {
  const joined: KnotLine[] = []
  for (const line of lines) {
    const before = joined.at(-1)
    if (before === undefined || random.uniform() >= WRITING.joined) joined.push(line)
    else joined.splice(-1, 1, [...sharpen(before, before.length - 1), ...sharpen(line, 0)])
  }
  return joined
}

function sharpen(line: KnotLine, corner: number): KnotLine {
  return line.map((knot, index) => (index === corner ? { ...knot, sharp: true } : knot))
}

/** The pen touches down, or leaves, with a small hook to one side. */
function hook(line: KnotLine, random: Random): KnotLine {
  const { atStart, atEnd } = WRITING.hook
  const start = random.uniform() < atStart ? [hookAt(line[0]!, line[1]!, random)] : []
  const end = random.uniform() < atEnd ? [hookAt(line.at(-1)!, line.at(-2)!, random)] : []
  return [...start, ...line, ...end]
}

/** @param neighbour  the knot from which the line comes to its end */
function hookAt(end: Knot, neighbour: Knot, random: Random): Knot {
  const side = random.uniform() < 0.5 ? 1 : -1
  const angle = Math.atan2(end.y - neighbour.y, end.x - neighbour.x) + side * random.uniform(0.8, 2.4)
  const length = random.uniform(WRITING.hook.shortest, WRITING.hook.longest)
  return { x: end.x + length * Math.cos(angle), y: end.y + length * Math.sin(angle), sharp: false }
}

/** Moves the waist up or down, and makes one half wider than the other. */
function proportion(lines: readonly Point[][], random: Random): Point[][] {
  const balance = 4 * random.normal(0, WRITING.balance)
  const taper = 2 * random.normal(0, WRITING.taper)
  return lines.map((line) =>
    line.map(([x, y]): Point => {
      // What stands out above or below moves with the edge.
      const inside = Math.min(1, Math.max(0, y))
      return [0.5 + (x - 0.5) * (1 + taper * (0.5 - inside)), y + balance * inside * (1 - inside)]
    }),
  )
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
