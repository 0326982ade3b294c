import { eitherWay, type Corruption } from './picture'
import { warp } from './warp'

/** In radians. */
const ANGLE = 0.4

/** Leans over to the left or to the right; upright lines become longer by the cosine. */
export const shear: Corruption = (ink, random) => {
  const angle = ANGLE * eitherWay(random)
  return warp(ink, { matrix: [1, -Math.sin(angle), 0, Math.cos(angle)] })
}
