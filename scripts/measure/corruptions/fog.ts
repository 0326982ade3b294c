import type { Random } from '../../../src/core/random'
import { PIXELS, SIDE, type Corruption } from './picture'

/** Fog where it is thickest, as often as full ink. */
const THICKNESS = 3
/** Heights are moved by so much less at half the distance. */
const DECAY = 1.4 ** 2
/** Side of the field of fog, which has no border; the picture lies in its corner. */
const FIELD = 256
const MASK = FIELD - 1
/** Below this distance only the surroundings of the picture are filled in: the rest is needed for the lowest and the highest place alone. */
const FINE = 8

/** Fog of a random field lies over the picture, which loses contrast. */
export const fog: Corruption = (ink, random) => {
  const heights = fractal(random)
  const brightest = Math.max(...ink)
  const contrast = brightest / (brightest + THICKNESS)
  return ink.map((level, pixel) => Math.min(1, (level + THICKNESS * heights[pixel]!) * contrast))
}

/**
 * A corner of a random landscape whose heights are 0…1: between known places stands their mean, moved at random, the less the nearer they are.
 *
 * @returns [28,28]
 * Source: Fournier, Fussell & Carpenter 1982, "Computer Rendering of Stochastic Models", CACM 25(6): diamonds and squares.
 */
function fractal(random: Random): Float32Array {
  const field = new Float32Array(FIELD * FIELD)
  const seen: number[] = [0]
  let reach = 1
  for (let step = FIELD; step >= 2; step /= 2) {
    const [from, to] = step > FINE ? [0, FIELD] : [-FINE, SIDE + 2 * FINE]
    visitNewPlaces(step, from, to, (x, y, isCentre) => {
      const height = meanAround(field, x, y, step / 2, isCentre) + random.uniform(-reach, reach)
      field[(y & MASK) * FIELD + (x & MASK)] = height
      if (step > FINE || isInPicture(x, y)) seen.push(height)
    })
    reach /= DECAY
  }
  const lowest = seen.reduce((low, height) => Math.min(low, height), Infinity)
  const highest = seen.reduce((high, height) => Math.max(high, height), -Infinity)
  return Float32Array.from({ length: PIXELS }, (_, pixel) => {
    const height = field[Math.floor(pixel / SIDE) * FIELD + (pixel % SIDE)]!
    return (height - lowest) / (highest - lowest)
  })
}

/** Centres of the squares of side `step`, then the middles of their sides, whose means need the centres. */
function visitNewPlaces(step: number, from: number, to: number, visit: (x: number, y: number, isCentre: boolean) => void): void {
  const half = step / 2
  for (let y = from; y < to; y += step) for (let x = from; x < to; x += step) visit(x + half, y + half, true)
  for (let y = from; y < to; y += step) {
    for (let x = from; x < to; x += step) {
      visit(x + half, y, false)
      visit(x, y + half, false)
    }
  }
}

/** The mean of four known places: of a centre those at the corners, of the middle of a side those straight above, below and beside. */
function meanAround(field: Float32Array, x: number, y: number, half: number, isCentre: boolean): number {
  const at = (dx: number, dy: number) => field[((y + dy) & MASK) * FIELD + ((x + dx) & MASK)]!
  if (isCentre) return (at(-half, -half) + at(half, -half) + at(-half, half) + at(half, half)) / 4
  return (at(-half, 0) + at(half, 0) + at(0, -half) + at(0, half)) / 4
}

function isInPicture(x: number, y: number): boolean {
  return x >= 0 && x < SIDE && y >= 0 && y < SIDE
}
