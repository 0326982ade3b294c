import type { Corruption } from './picture'

/** Share of the pixels that are lost. */
const LOST = 0.17

/** Salt and pepper: lost pixels are all ink or none, one as often as the other. */
export const impulseNoise: Corruption = (ink, random) => ink.map((level) => (random.uniform() < LOST ? random.integer(2) : level))
