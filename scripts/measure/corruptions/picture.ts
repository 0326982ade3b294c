import type { Random } from '../../../src/core/random'
import { DIGITS } from '../../../src/core/task'

/** Height and width of a picture of MNIST-C. */
export const SIDE = DIGITS.input.width

export const PIXELS = SIDE * SIDE

/** Where turning, shearing and scaling leave a picture as it is. */
export const CENTRE = (SIDE - 1) / 2

/**
 * Spoils a picture but leaves it readable for people.
 *
 * @param ink  [28,28] in 0…1, ink = 1; stays as it is
 * @returns    [28,28] in 0…1
 */
export type Corruption = (ink: Float32Array, random: Random) => Float32Array

/** The ink at a pixel; none outside the picture. */
export function inkAt(ink: Float32Array, x: number, y: number): number {
  return x < 0 || x >= SIDE || y < 0 || y >= SIDE ? 0 : ink[y * SIDE + x]!
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

/** -1 or 1. */
export function eitherWay(random: Random): number {
  return random.pick([-1, 1])
}
