import { eitherWay, type Corruption } from './picture'
import { warp } from './warp'

/** In radians: 23°. */
const ANGLE = 0.4

/** Is turned to the left or to the right. */
export const rotate: Corruption = (ink, random) => {
  const angle = ANGLE * eitherWay(random)
  return warp(ink, { matrix: [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)] })
}
