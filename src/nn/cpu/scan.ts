import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import type { InputSpec } from '../spec/model-spec'
import type { Values } from './primitives'

/**
 * Cuts one picture into timesteps and lays it into a batch.
 *
 * @param sequence  [T,B,F] the batch; only column `place` of B is written
 * @param images    [N,28,28] grey levels
 * @param index     which of the N
 * @param scale     what grey levels are multiplied by: 1, or 1/255 for bytes
 */
export function scanImage(
  input: InputSpec,
  sequence: Values,
  batch: number,
  place: number,
  images: ArrayLike<number>,
  index: number,
  scale: number,
): void {
  switch (input.scan) {
    case 'rows':
      for (let row = 0; row < IMAGE_SIDE; row++) {
        const source = index * IMAGE_PIXELS + row * IMAGE_SIDE
        const target = (row * batch + place) * IMAGE_SIDE
        for (let column = 0; column < IMAGE_SIDE; column++) sequence[target + column] = images[source + column]! * scale
      }
      return
    default:
      input.scan satisfies never
  }
}
