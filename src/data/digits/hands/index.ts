import { EIGHT } from './eight'
import { FIVE } from './five'
import { FOUR } from './four'
import type { Hand } from './hand'
import { NINE } from './nine'
import { ONE } from './one'
import { SEVEN } from './seven'
import { SIX } from './six'
import { THREE } from './three'
import { TWO } from './two'
import { ZERO } from './zero'

export type { Hand, Part } from './hand'

/** The hands of every class 0…9; the first is the plainest. */
export const HANDS: readonly (readonly Hand[])[] = [ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE]
