import { CENTRE, inkAt, PIXELS, SIDE } from './picture'

/** Where a pixel comes from: its place relative to the centre is multiplied by the matrix and moved by the shift. */
export interface Warp {
  /** xx, xy, yx, yy */
  readonly matrix?: readonly [number, number, number, number]
  /** In pixels, to the right and down. */
  readonly shift?: readonly [number, number]
}

/** An affine picture of a picture, bilinear; no ink comes from outside. */
export function warp(ink: Float32Array, { matrix = [1, 0, 0, 1], shift = [0, 0] }: Warp): Float32Array {
  const [xx, xy, yx, yy] = matrix
  const warped = new Float32Array(PIXELS)
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const fromX = xx * (x - CENTRE) + xy * (y - CENTRE) + CENTRE + shift[0]
      const fromY = yx * (x - CENTRE) + yy * (y - CENTRE) + CENTRE + shift[1]
      warped[y * SIDE + x] = between(ink, fromX, fromY)
    }
  }
  return warped
}

/** The ink between four pixels. */
function between(ink: Float32Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, down] = [x - left, y - top]
  const upper = (1 - right) * inkAt(ink, left, top) + right * inkAt(ink, left + 1, top)
  const lower = (1 - right) * inkAt(ink, left, top + 1) + right * inkAt(ink, left + 1, top + 1)
  return (1 - down) * upper + down * lower
}
