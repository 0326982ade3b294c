import type { Random } from '../../../src/core/random'
import { parsePath, type Knot, type KnotLine } from '../../../src/data/digits/path'
import type { Scribble } from './scribbles'

const LINES = { least: 2, most: 4 }
/** What a patchwork has at least, so that it is no bare stroke: those are ones, and sevens. */
const LEAST_KNOTS = 6
/** Of a line, relative to what it has in its letter. */
const SIZE = { smallest: 0.5, largest: 1.1 }

/**
 * Letters that nobody has: lines out of different forms, each mirrored, turned, scaled and moved as it comes. Far more manifold than the forms that they
 * come from, and made of the same strokes.
 */
export function patchworkOf(forms: readonly string[]): Scribble {
  const known = forms.flatMap(parsePath)
  return (random) => {
    const lines: KnotLine[] = []
    const wanted = LINES.least + random.integer(LINES.most - LINES.least + 1)
    while (lines.length < wanted || lines.reduce((sum, line) => sum + line.length, 0) < LEAST_KNOTS) {
      lines.push(patch(known[random.integer(known.length)]!, random))
    }
    return lines
  }
}

function patch(line: KnotLine, random: Random): KnotLine {
  const [mirrorX, mirrorY, isTurned] = [random.uniform() < 0.5, random.uniform() < 0.5, random.uniform() < 0.3]
  const size = random.uniform(SIZE.smallest, SIZE.largest)
  const turned = line.map(({ x, y, sharp }): Knot => {
    const [across, down] = isTurned ? [y, x] : [x, y]
    return { x: size * (mirrorX ? 1 - across : across), y: size * (mirrorY ? 1 - down : down), sharp }
  })
  // Somewhere within the unit square, or as near to it as it fits.
  const [right, below] = [roomOf(turned, 'x', random), roomOf(turned, 'y', random)]
  return turned.map(({ x, y, sharp }) => ({ x: x + right, y: y + below, sharp }))
}

function roomOf(line: KnotLine, axis: 'x' | 'y', random: Random): number {
  const places = line.map((knot) => knot[axis])
  const [low, high] = [Math.min(...places), Math.max(...places)]
  return -low + random.uniform() * Math.max(0, 1 - (high - low))
}
