import { yieldToEvents } from '../../core/yield-to-events'
import type { DataSet, LabelledImages } from '../../core/images'
import { permutation } from '../../core/permutation'
import { Random, Stream } from '../../core/random'
import { DIGITS, pixelCount } from '../../core/task'
import { ownPen, pictureWithPen } from '../drawing/picture'
import { generateDigit } from './generate'

export interface BuiltInOptions {
  /** Number of training digits. */
  readonly train: number
  /** Number of test digits. */
  readonly test: number
  /** 32-bit seed: the same seed, the same digits. */
  readonly seed: number
}

const PIXELS = pixelCount(DIGITS.input)
const CLASSES = DIGITS.classes.length

/** Longest time, in milliseconds, for which the asynchronous maker keeps its thread. */
const SLICE = 12

/**
 * Makes digits as MNIST would have taken them: as many of every class as of any other (± 1), in random order. Training and test
 * digits come from the same writers' distribution and share none.
 *
 * Digit number k of a seed is always the same, whatever the counts are: training digits are counted from the front, test digits
 * from the back of the seed's 2³² substreams.
 */
export function builtInDigits({ train, test, seed }: BuiltInOptions): DataSet {
  const trainSet = blankSet('Built-in digits, training', train)
  const testSet = blankSet('Built-in digits, test', test)
  writeDigits(trainSet, 0, train, seed, trainStream)
  writeDigits(testSet, 0, test, seed, testStream)
  return { train: trainSet, test: testSet }
}

/**
 * The same digits, made in short slices, so that the thread can answer messages in between.
 *
 * @param onProgress hears after every slice how many of all digits are done
 */
export async function builtInDigitsAsync(
  { train, test, seed }: BuiltInOptions,
  onProgress?: (done: number, total: number) => void,
): Promise<DataSet> {
  const sets = { train: blankSet('Built-in digits, training', train), test: blankSet('Built-in digits, test', test) }
  const parts = [
    { set: sets.train, count: train, streamOf: trainStream, before: 0 },
    { set: sets.test, count: test, streamOf: testStream, before: train },
  ]
  for (const { set, count, streamOf, before } of parts) {
    let done = 0
    while (done < count) {
      const end = performance.now() + SLICE
      while (done < count && performance.now() < end) writeDigits(set, done, ++done, seed, streamOf)
      onProgress?.(before + done, train + test)
      await yieldToEvents()
    }
  }
  return sets
}

function blankSet(name: string, count: number): LabelledImages {
  return { name, task: DIGITS, images: new Uint8Array(count * PIXELS), labels: new Uint8Array(count) }
}

function trainStream(index: number): number {
  return index
}

function testStream(index: number): number {
  return 0xffffffff - index
}

/** Writes digits `start` (included) to `end` (excluded) of a set. */
function writeDigits(set: LabelledImages, start: number, end: number, seed: number, streamOf: (index: number) => number): void {
  for (let index = start; index < end; index++) {
    const random = new Random(seed, Stream.digits, streamOf(index))
    const label = labelOf(index, seed)
    const strokes = generateDigit(label, random)
    const picture = pictureWithPen(strokes, ownPen(strokes))
    set.labels[index] = label
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      set.images[index * PIXELS + pixel] = Math.round(255 * picture[pixel]!)
    }
  }
}

/** Ten digits in a row hold every class once, in an order of their own. */
function labelOf(index: number, seed: number): number {
  return permutation(CLASSES, seed, Math.floor(index / CLASSES))(index % CLASSES)
}
