import { Random, Stream } from '../../core/random'
import type { PictureSize } from '../../core/task'
import type { Spoiling } from './spoil-kinds'
import { warpPicture } from './warp'

/**
 * A picture made harder to read; as it is where the strength is 0.
 *
 * - `noise` adds independent normal noise to every pixel and cuts off what is below 0 or above 1.
 * - `shift` moves it by so many pixels in a random direction.
 * - `rotate` turns it about its middle, to the left or to the right.
 * - `hide` blanks a square whose middle lies in the middle half of the picture.
 *
 * @param ink    [height,width] in 0…1; stays as it is
 * @param index  the picture's place in its set
 * @returns      [height,width] in 0…1
 */
export function spoilPicture(
  ink: Float32Array,
  size: PictureSize,
  { kind, strength }: Spoiling,
  { seed, index }: { readonly seed: number; readonly index: number },
): Float32Array<ArrayBuffer> {
  if (strength === 0) return Float32Array.from(ink)
  const random = new Random(seed, Stream.spoil, index)
  switch (kind) {
    case 'noise':
      return Float32Array.from(ink, (level) => Math.min(1, Math.max(0, level + random.normal(0, strength))))
    case 'shift': {
      const direction = random.uniform(0, 2 * Math.PI)
      return warpPicture(ink, size, { shift: [strength * Math.cos(direction), strength * Math.sin(direction)] })
    }
    case 'rotate': {
      const angle = ((random.pick([-1, 1]) * Math.PI) / 180) * strength
      return warpPicture(ink, size, { matrix: [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)] })
    }
    case 'hide':
      return hideSquare(ink, size, strength, random)
    default:
      return kind satisfies never
  }
}

function hideSquare(ink: Float32Array, { height, width }: PictureSize, share: number, random: Random): Float32Array<ArrayBuffer> {
  const side = Math.round(share * Math.min(height, width))
  // Digits stand in the middle: a square in a corner would hide nothing.
  const left = Math.round(random.uniform(width / 4, (3 * width) / 4) - side / 2)
  const top = Math.round(random.uniform(height / 4, (3 * height) / 4) - side / 2)
  return Float32Array.from(ink, (level, pixel) => {
    const x = (pixel % width) - left
    const y = Math.floor(pixel / width) - top
    return x >= 0 && x < side && y >= 0 && y < side ? 0 : level
  })
}
