import { pixelCount, taskOf, type Task } from './task'

/** Labelled pictures of one task. */
export interface LabelledImages {
  /** Name for people, e.g. `MNIST, training`. */
  readonly name: string
  /** Left out where they are digits (`taskOf`). */
  readonly task?: Task
  /** [N,height,width] grey levels 0…255, ink = 255; the task says how large they are. */
  readonly images: Uint8Array
  /** [N] places in the task's classes. */
  readonly labels: Uint8Array
}

/** What every source of data delivers: two sets of one task. */
export interface DataSet {
  readonly train: LabelledImages
  readonly test: LabelledImages
}

/** The pictures of examples `start` (included) to `end` (excluded), without copying them: [end - start,height,width]. */
export function picturesOf(set: Pick<LabelledImages, 'task' | 'images'>, start: number, end: number): Uint8Array {
  const pixels = pixelCount(taskOf(set).input)
  return set.images.subarray(start * pixels, end * pixels)
}

/** A part of a set without copying it: examples `start` (included) to `end` (excluded). */
export function sliceExamples(set: LabelledImages, start: number, end: number, name = set.name): LabelledImages {
  return { ...set, name, images: picturesOf(set, start, end), labels: set.labels.subarray(start, end) }
}

/** What a grey level of a byte is worth in ink. */
export const INK_PER_LEVEL = 1 / 255

/** Grey levels 0…255 as networks read them, 0…1, rounded like a division. */
export function toInk(levels: Uint8Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(levels, (level) => level / 255)
}
