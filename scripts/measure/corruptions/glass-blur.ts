import { gaussianBlur } from './gaussian'
import { SIDE, type Corruption } from './picture'

const SIGMA = 0.7
const ROUNDS = 2

/** Frosted glass: blurred, then every other pixel changes places with one of those before it, at most a pixel away, and blurred again. */
export const glassBlur: Corruption = (ink, random) => {
  const shuffled = gaussianBlur(ink, SIGMA)
  for (let round = 0; round < ROUNDS; round++) {
    for (let y = SIDE - 1; y > 1; y--) {
      for (let x = SIDE - 1; x > 1; x--) {
        if (random.integer(2) === 0) continue
        const here = y * SIDE + x
        const there = (y - random.integer(2)) * SIDE + x - random.integer(2)
        const level = shuffled[here]!
        shuffled[here] = shuffled[there]!
        shuffled[there] = level
      }
    }
  }
  return gaussianBlur(shuffled, SIGMA)
}
