import { SIDE, type Corruption } from './picture'

/** Columns at either side. */
const WIDTH = 7

/** At both sides ink and ground are exchanged; a stripe in the middle stays. */
export const stripe: Corruption = (ink) =>
  ink.map((level, pixel) => {
    const x = pixel % SIDE
    return x < WIDTH || x >= SIDE - WIDTH ? 1 - level : level
  })
