import { pixelCount, type PictureSize } from '../../core/task'

/** Where a pixel comes from: its place relative to the centre is multiplied by the matrix and moved by the shift. */
export interface Warp {
  /** xx, xy, yx, yy */
  readonly matrix?: readonly [number, number, number, number]
  /** In pixels, to the right and down. */
  readonly shift?: readonly [number, number]
}

/**
 * An affine picture of a picture, bilinear; no ink comes from outside.
 *
 * @param ink  [height,width]; stays as it is
 * @returns    [height,width]
 */
export function warpPicture(
  ink: Float32Array,
  size: PictureSize,
  { matrix = [1, 0, 0, 1], shift = [0, 0] }: Warp,
): Float32Array<ArrayBuffer> {
  const { height, width } = size
  const [xx, xy, yx, yy] = matrix
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2]
  const warped = new Float32Array(pixelCount(size))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = xx * (x - centreX) + xy * (y - centreY) + centreX + shift[0]
      const fromY = yx * (x - centreX) + yy * (y - centreY) + centreY + shift[1]
      warped[y * width + x] = between(ink, size, fromX, fromY)
    }
  }
  return warped
}

/** The ink between four pixels. */
function between(ink: Float32Array, size: PictureSize, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, down] = [x - left, y - top]
  const upper = (1 - right) * inkAt(ink, size, left, top) + right * inkAt(ink, size, left + 1, top)
  const lower = (1 - right) * inkAt(ink, size, left, top + 1) + right * inkAt(ink, size, left + 1, top + 1)
  return (1 - down) * upper + down * lower
}

/** The ink at a pixel; none outside the picture. */
function inkAt(ink: Float32Array, { height, width }: PictureSize, x: number, y: number): number {
  return x < 0 || x >= width || y < 0 || y >= height ? 0 : ink[y * width + x]!
}
