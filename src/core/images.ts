export const IMAGE_SIDE = 28
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE
export const CLASS_COUNT = 10

/** Labelled pictures as MNIST stores them. */
export interface LabelledImages {
  /** Name for people, e.g. `MNIST, training`. */
  readonly name: string
  /** [N,28,28] grey levels 0…255, ink = 255. */
  readonly images: Uint8Array
  /** [N] classes 0…9. */
  readonly labels: Uint8Array
}

/** What every source of data delivers. */
export interface DataSet {
  readonly train: LabelledImages
  readonly test: LabelledImages
}

/** A part of a set without copying it: examples `start` (included) to `end` (excluded). */
export function sliceExamples(set: LabelledImages, start: number, end: number, name = set.name): LabelledImages {
  return {
    name,
    images: set.images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS),
    labels: set.labels.subarray(start, end),
  }
}

/** What a grey level of a byte is worth in ink, 0…1. */
export const INK_PER_LEVEL = 1 / 255

/** Grey levels 0…255 as ink in 0…1, rounded like a division. */
export function inkOf(levels: Uint8Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(levels, (level) => level / 255)
}
