import { floats, integer, refuse, type Decoder } from '../../core/decode'
import { TASK_LIMITS } from '../../core/task'

const MOST_PIXELS = TASK_LIMITS.side ** 2

/** [height,width] in 0…1; whether it has the size that the model reads is for the model to say. */
export const decodePicture: Decoder<Float32Array> = (value, path) => {
  const image = floats(value, path)
  if (image.length < 1 || image.length > MOST_PIXELS) return refuse(path, `1 … ${MOST_PIXELS} pixels`, value)
  const isInk = (ink: number): boolean => ink >= 0 && ink <= 1
  if (!image.every(isInk))
    return refuse(
      path,
      'ink in 0 … 1',
      image.find((ink) => !isInk(ink)),
    )
  return image
}

/** Place in a task's classes. */
export const decodeClass = integer(0, TASK_LIMITS.classes - 1)
