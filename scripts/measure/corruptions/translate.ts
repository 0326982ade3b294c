import { eitherWay, type Corruption } from './picture'
import { warp } from './warp'

/** In pixels, along both axes. */
const DISTANCE = 3

/** Lies nearer to one of the corners. */
export const translate: Corruption = (ink, random) => warp(ink, { shift: [DISTANCE * eitherWay(random), DISTANCE * eitherWay(random)] })
