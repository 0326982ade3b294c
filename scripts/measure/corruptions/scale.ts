import type { Corruption } from './picture'
import { warp } from './warp'

const SIZE = 0.7

/** Is smaller. */
export const scale: Corruption = (ink) => warp(ink, { matrix: [1 / SIZE, 0, 0, 1 / SIZE] })
