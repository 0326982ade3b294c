import type { Random } from '../../../src/core/random'
import type { Corruption } from './picture'

/** Photons that full ink is expected to send. */
const PHOTONS = 3

/** Light comes in photons, and where few come their number is left to chance: every pixel is a Poisson count. */
export const shotNoise: Corruption = (ink, random) => ink.map((level) => Math.min(1, poisson(PHOTONS * level, random) / PHOTONS))

/** Source: Knuth 1997, "The Art of Computer Programming", vol. 2, section 3.4.1, algorithm Q. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count++
  return count
}
