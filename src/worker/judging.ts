import { readPictures, toInk, type TrainingImages } from '../core/images'
import { spreadIndex } from '../core/spread-index'
import { pixelCount, taskOf } from '../core/task'
import { yieldToEvents } from '../core/yield-to-events'
import { spoilPicture } from '../data/deform/spoil'
import type { ReadingModel } from '../nn/engine'
import { verdictOf } from '../statistics/answers'
import type { AnsweredBlock, Examined, Question } from './values/judging'

/** Pictures that are spoilt at once: some milliseconds, so that readings hardly wait. */
const AT_ONCE = 32

/** A block of a set or of a sample of it: cut off at the end. */
export interface Block {
  readonly from: number
  readonly count: number
}

/** Has a block of a set answered. @param predict gives [N,C] for [N,height,width] in 0…1 */
export async function answerBlock(
  predict: (images: Float32Array) => Promise<Float32Array>,
  set: TrainingImages,
  { from, count }: Block,
): Promise<AnsweredBlock> {
  const total = set.labels.length
  const end = Math.min(total, from + count)
  const isPast = end <= from
  return {
    set: set.name,
    total,
    next: Math.max(from, end),
    labels: isPast ? new Uint8Array(0) : set.labels.slice(from, end),
    probabilities: isPast ? new Float32Array(0) : Float32Array.from(await predict(toInk(await readPictures(set, from, end)))),
  }
}

/** Pictures of a set, [height,width] each; those that it does not have are left out. */
export function picturesAt(set: TrainingImages, indices: readonly number[]): Promise<Float32Array[]> {
  return Promise.all(indices.filter((index) => index < set.labels.length).map((index) => pictureOf(set, index)))
}

async function pictureOf(set: TrainingImages, index: number): Promise<Float32Array<ArrayBuffer>> {
  return toInk(await readPictures(set, index, index + 1))
}

/** A sample of a set, evenly spread over it, and what is random in it. */
export interface Sample {
  readonly of: number
  readonly seed: number
}

/**
 * Counts a model's right answers in a block of a sample; between pieces all events have their turn.
 *
 * @param from   place in the sample
 */
export async function examineBlock(
  model: Pick<ReadingModel, 'predict' | 'believe'>,
  set: TrainingImages,
  question: Question,
  { from, count }: Block,
  { of, seed }: Sample,
): Promise<Examined> {
  const sampled = Math.min(of, set.labels.length)
  const end = Math.min(sampled, from + count)
  if (end <= from) return { set: set.name, next: from, count: sampled, hits: [] }
  const indices = Array.from({ length: end - from }, (_, place) => spreadIndex(from + place, sampled, set.labels.length))
  const images = await gather(set, indices, question, seed)
  const answering = question.kind === 'steps' ? (model.believe?.(images) ?? model.predict(images)) : model.predict(images)
  const hits = countHits(
    await answering,
    indices.map((index) => set.labels[index]!),
    taskOf(set).classes.length,
  )
  return { set: set.name, next: end, count: sampled, hits }
}

/** [n,height,width] the pictures as they are asked about. */
async function gather(set: TrainingImages, indices: readonly number[], question: Question, seed: number): Promise<Float32Array> {
  const { input } = taskOf(set)
  const pixels = pixelCount(input)
  const images = new Float32Array(indices.length * pixels)
  for (const [place, index] of indices.entries()) {
    if (question.kind === 'spoilt' && place > 0 && place % AT_ONCE === 0) await yieldToEvents()
    const picture = await pictureOf(set, index)
    const how = question.kind === 'spoilt' ? { kind: question.spoil, strength: question.strength } : null
    images.set(how === null ? picture : spoilPicture(picture, input, how, { seed, index }), place * pixels)
  }
  return images
}

/** @param beliefs  [n,T,C]  @returns [T] how many of the n were right */
function countHits(beliefs: Float32Array, labels: readonly number[], classes: number): number[] {
  const steps = beliefs.length / (labels.length * classes)
  return Array.from({ length: steps }, (_, step) =>
    labels.reduce((hits, label, place) => {
      const { answer } = verdictOf({ classes, probabilities: beliefs }, place * steps + step)
      return answer === label ? hits + 1 : hits
    }, 0),
  )
}
