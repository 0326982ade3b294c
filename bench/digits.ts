import { toInk, type LabelledImages } from '../src/core/images'
import { IMAGE_PIXELS } from '../src/testing/digits'
import { permutation } from '../src/core/permutation'

/** One batch as libraries take it that do not gather by themselves. */
export interface DigitBatch {
  /** [B,28,28] in 0…1 */
  readonly images: Float32Array<ArrayBuffer>
  /** [B] classes */
  readonly labels: Uint8Array<ArrayBuffer>
}

/** Digits in the order in which this project's engines draw them, for everybody else. */
export class TrainingDigits {
  private readonly stepsPerEpoch: number
  /** [N,28,28] in 0…1, made once: a batch costs its copy alone. */
  private readonly pixels: Float32Array<ArrayBuffer>

  /**
   * @param set    a multiple of `batch` examples, so that all batches are whole
   * @param seed   of the order, as `fit` takes it
   * @throws RangeError when the last batch of an epoch would be smaller
   */
  constructor(
    readonly set: LabelledImages,
    readonly batch: number,
    private readonly seed: number,
  ) {
    if (set.labels.length === 0 || set.labels.length % batch !== 0) {
      throw new RangeError(`${set.labels.length} digits: expected a multiple of the batch, ${batch}`)
    }
    this.stepsPerEpoch = set.labels.length / batch
    this.pixels = toInk(set.images)
  }

  /** The batch of a step, 0-based over the whole run. */
  batchOf(step: number): DigitBatch {
    const order = permutation(this.set.labels.length, this.seed, Math.floor(step / this.stepsPerEpoch))
    const start = (step % this.stepsPerEpoch) * this.batch
    const images = new Float32Array(this.batch * IMAGE_PIXELS)
    const labels = new Uint8Array(this.batch)
    for (let place = 0; place < this.batch; place++) {
      const index = order(start + place)
      labels[place] = this.set.labels[index]!
      images.set(this.imagesFrom(index, 1), place * IMAGE_PIXELS)
    }
    return { images, labels }
  }

  /** [count,28,28] in 0…1, in the set's own order; a view. */
  imagesFrom(start: number, count: number): Float32Array<ArrayBuffer> {
    return this.pixels.subarray(start * IMAGE_PIXELS, (start + count) * IMAGE_PIXELS)
  }
}

/** [N,classes] with a one where the class is. */
export function oneHot(labels: Uint8Array, classes: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(labels.length * classes)
  labels.forEach((label, row) => (rows[row * classes + label] = 1))
  return rows
}

/** A set as one file: a byte per label, then the pictures. */
export function packDigits({ images, labels }: LabelledImages): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(labels.length + images.length)
  bytes.set(labels)
  bytes.set(images, labels.length)
  return bytes
}

/** The inverse of `packDigits`. @throws RangeError when the bytes are no such file */
export function unpackDigits(bytes: Uint8Array): LabelledImages {
  const count = bytes.length / (IMAGE_PIXELS + 1)
  if (!Number.isInteger(count) || count === 0)
    throw new RangeError(`digits: ${bytes.length} bytes are no whole number of labelled pictures`)
  return { name: 'Built-in digits', labels: bytes.subarray(0, count), images: bytes.subarray(count) }
}
