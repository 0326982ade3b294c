import { pixelCount, requireSameTask, taskOf, type Task } from './task'

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

/** Pictures that lie in the browser's storage, the same number in every block but the last. */
export interface PictureBlocks {
  /** Pictures of a block. */
  readonly examples: number
  /** [n,height,width] the pictures of a block. May reject: storage can fail. */
  read(block: number): Promise<Uint8Array>
}

/** Labelled pictures that are too many for the memory. */
export type StoredImages = Omit<LabelledImages, 'images'> & { readonly blocks: PictureBlocks }

/** What a model learns from, wherever it lies. */
export type TrainingImages = LabelledImages | StoredImages

export function isStored(set: TrainingImages): set is StoredImages {
  return 'blocks' in set
}

/** What every source of data delivers: two sets of one task. */
export interface DataSet {
  readonly train: LabelledImages
  readonly test: LabelledImages
  /** Examples of its own that choose between epochs, beside those that a run keeps back from `train`. */
  readonly validation?: LabelledImages
  /** Which of the last training examples a run may keep back to choose between epochs, and of which set they are; left out where it may any. */
  readonly spare?: { readonly of: string; readonly count: number }
}

/** A set whose training pictures lie in storage. What tests is in memory with every set. */
export interface StoredDataSet {
  readonly train: StoredImages
  readonly test: LabelledImages
}

/** A set to learn from, wherever it lies. */
export type AnyDataSet = DataSet | StoredDataSet

export function isStoredSet(dataset: AnyDataSet): dataset is StoredDataSet {
  return isStored(dataset.train)
}

/** The pictures of examples `start` (included) to `end` (excluded), without copying them: [end - start,height,width]. */
export function picturesOf(set: Pick<LabelledImages, 'task' | 'images'>, start: number, end: number): Uint8Array {
  const pixels = pixelCount(taskOf(set).input)
  return set.images.subarray(start * pixels, end * pixels)
}

/** The pictures of examples `start` (included) to `end` (excluded), wherever they lie: [end - start,height,width]. */
export async function readPictures(set: TrainingImages, start: number, end: number): Promise<Uint8Array> {
  if (!isStored(set)) return picturesOf(set, start, end)
  const pixels = pixelCount(taskOf(set).input)
  const { examples } = set.blocks
  const pictures = new Uint8Array((end - start) * pixels)
  for (let block = Math.floor(start / examples); block * examples < end; block++) {
    const first = block * examples
    const [from, to] = [Math.max(start, first), Math.min(end, first + examples)]
    const values = await set.blocks.read(block)
    pictures.set(values.subarray((from - first) * pixels, (to - first) * pixels), (from - start) * pixels)
  }
  return pictures
}

/** The first examples of a set, without copying them. */
export function firstExamples<Set extends TrainingImages>(set: Set, count: number, name: string): Set {
  const part = { ...set, name, labels: set.labels.subarray(0, count) }
  return isStored(part) ? part : { ...part, images: picturesOf(part, 0, count) }
}

/** A part of a set without copying it: examples `start` (included) to `end` (excluded). */
export function sliceExamples(set: LabelledImages, start: number, end: number, name = set.name): LabelledImages {
  return { ...set, name, images: picturesOf(set, start, end), labels: set.labels.subarray(start, end) }
}

/** The examples of several sets, one set behind the other. @throws TaskError unless all are of one task */
export function joinSets(name: string, sets: readonly [LabelledImages, ...LabelledImages[]]): LabelledImages {
  const task = taskOf(sets[0])
  for (const other of sets) requireSameTask(task, taskOf(other))
  const count = sets.reduce((sum, { labels }) => sum + labels.length, 0)
  const joined = { name, task, images: new Uint8Array(count * pixelCount(task.input)), labels: new Uint8Array(count) }
  let start = 0
  for (const { images, labels } of sets) {
    joined.images.set(images, start * pixelCount(task.input))
    joined.labels.set(labels, start)
    start += labels.length
  }
  return joined
}

/** What a grey level of a byte is worth in ink. */
export const INK_PER_LEVEL = 1 / 255

/** Grey levels 0…255 as networks read them, 0…1, rounded like a division. */
export function toInk(levels: Uint8Array): Float32Array<ArrayBuffer> {
  const ink = new Float32Array(levels.length)
  // A callback for each pixel would take a third of the time of an answer.
  for (let pixel = 0; pixel < levels.length; pixel++) ink[pixel] = levels[pixel]! / 255
  return ink
}
