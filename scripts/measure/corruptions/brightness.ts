import type { Corruption } from './picture'

const ADDED = 0.5

/** Too much light: ground and ink are brighter, and what is over the brightest is cut off. */
export const brightness: Corruption = (ink) => ink.map((level) => Math.min(1, level + ADDED))
