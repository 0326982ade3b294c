import { DIGITS } from '../../../src/core/task'
import { warpPicture, type Warp } from '../../../src/data/deform/warp'

/** An affine picture of a digit, bilinear; no ink comes from outside. @param ink  [28,28] */
export function warp(ink: Float32Array, how: Warp): Float32Array {
  return warpPicture(ink, DIGITS.input, how)
}
