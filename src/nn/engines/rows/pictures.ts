import type { LabelledImages } from '../../../core/images'
import { picturesOf } from '../../../core/images'
import { ShapeError, SpecError } from '../../../core/errors'
import { permutation } from '../../../core/permutation'
import { pcg4d, Random, Stream } from '../../../core/random'
import { requireSameTask, taskOf } from '../../../core/task'
import type { Values } from '../../operations/cpu/primitives'
import { rowsPixels, type RowsDescription } from '../../spec/rows/rows-spec'
import type { DrawRowsOptions, InkPictures } from '../../rows'
import type { TrainingStep } from '../training-run'

/** How pictures reach a network that draws row by row, alike on every engine. */

/** @returns how many there are. @throws ShapeError for none, or no whole number of pictures */
export function requirePictures(pictures: InkPictures, description: RowsDescription): number {
  const size = rowsPixels(description)
  if (pictures.length === 0) throw new ShapeError({ tensor: 'pictures', misfit: { kind: 'empty' } })
  if (pictures.length % size !== 0)
    throw new ShapeError({ tensor: 'pictures', misfit: { kind: 'pictures', size, actual: pictures.length } })
  return pictures.length / size
}

/** @throws TaskError for pictures of another task; ShapeError for none */
export function requireTrainingSet(set: LabelledImages, description: RowsDescription): void {
  requireSameTask(description.task, taskOf(set))
  requirePictures(set.images, description)
}

/** Temperatures below make sums too large for float32. */
const LEAST_TEMPERATURE = 0.01
const MOST_TEMPERATURE = 10

/** @throws SpecError, ShapeError for what this network cannot draw */
export function requireDrawable({ temperature = 1, beginning }: DrawRowsOptions, { width, height }: RowsDescription): void {
  if (!(temperature >= LEAST_TEMPERATURE && temperature <= MOST_TEMPERATURE)) {
    const allowed = { kind: 'number', min: LEAST_TEMPERATURE, below: MOST_TEMPERATURE } as const
    throw new SpecError({ where: { kind: 'model' }, field: 'temperature', value: temperature, allowed })
  }
  const { length } = beginning ?? []
  if (length % width !== 0 || length > height * width) {
    throw new ShapeError({ tensor: 'beginning', misfit: { kind: 'count', expected: height * width, actual: length } })
  }
}

/**
 * Grey levels as ink: each pixel is 1 with the probability of its grey level, as Salakhutdinov & Murray 2008 have it ("On the Quantitative Analysis of Deep
 * Belief Networks", section 6). Pixels that are quite white or black take no random number.
 */
export function binarize(levels: Uint8Array, random: Random): InkPictures {
  const ink = new Uint8Array(levels.length)
  for (let at = 0; at < levels.length; at++) {
    const level = levels[at]!
    if (level === 255 || (level > 0 && random.uniform() * 255 < level)) ink[at] = 1
  }
  return ink
}

/** The first and only binarisation of a set that tests. */
export function binarizedSet(set: LabelledImages, seed: number): InkPictures {
  return binarize(set.images, new Random(seed, Stream.binarize))
}

/** The pictures of training steps, in seeded order and black or white by seed. */
export class TrainingPictures {
  constructor(
    private readonly set: LabelledImages,
    private readonly seed: number,
  ) {}

  /** Those of one step. @param optimizerStep  1-based: with the seed it decides all that is random */
  take({ epoch, start, examples }: Pick<TrainingStep, 'epoch' | 'start' | 'examples'>, optimizerStep: number): InkPictures {
    const order = permutation(this.set.labels.length, this.seed, epoch)
    const size = this.set.images.length / this.set.labels.length
    const taken = new Uint8Array(examples * size)
    for (let place = 0; place < examples; place++) {
      const index = order(start + place)
      const random = new Random(this.seed, Stream.binarize, pcg4d(optimizerStep, index, 0, Stream.binarize)[0])
      taken.set(binarize(picturesOf(this.set, index, index + 1), random), place * size)
    }
    return taken
  }
}

/** Where a batch of pictures goes. */
export interface PictureTarget {
  /** [T+1,B,columns] a row of zeros and then the picture's: what stands at t is what the layers read, and at t+1 what they are to foretell. */
  readonly rows: Values
  /** Values from row to row in memory, at least the picture's width. */
  readonly columns: number
  readonly batch: number
}

/** Lays pictures into a batch, all else as zeros. */
export function layPictures(
  pictures: InkPictures,
  { rows, columns, batch }: PictureTarget,
  { height, width }: Pick<RowsDescription, 'height' | 'width'>,
): void {
  rows.fill(0)
  const count = pictures.length / (height * width)
  for (let place = 0; place < count; place++) {
    for (let t = 0; t < height; t++) {
      const to = ((t + 1) * batch + place) * columns
      const from = (place * height + t) * width
      for (let column = 0; column < width; column++) if (pictures[from + column]! > 0) rows[to + column] = 1
    }
  }
}
