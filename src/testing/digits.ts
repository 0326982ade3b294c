import { DIGITS, pixelCount } from '../core/task'

/** The sizes of the digits' task, for tests and benchmarks that are about MNIST. */

export const IMAGE_SIDE = DIGITS.input.width
export const IMAGE_PIXELS = pixelCount(DIGITS.input)
export const CLASS_COUNT = DIGITS.classes.length
