import { floats, integer, refuse, type Decoder } from '../../core/decode'
import { CLASS_COUNT, IMAGE_PIXELS } from '../../core/images'

/** [28,28] in 0…1 */
export const decodePicture: Decoder<Float32Array> = (value, path) => {
  const image = floats(value, path)
  if (image.length !== IMAGE_PIXELS) return refuse(path, `${IMAGE_PIXELS} pixels`, value)
  const isInk = (ink: number): boolean => ink >= 0 && ink <= 1
  if (!image.every(isInk))
    return refuse(
      path,
      'ink in 0 … 1',
      image.find((ink) => !isInk(ink)),
    )
  return image
}

/** Which digit it is. */
export const decodeClass = integer(0, CLASS_COUNT - 1)
