import { picturesOf, toInk, type LabelledImages } from '../core/images'
import type { ReadingModel, TraceSignal } from '../nn/engine'
import type { ModelSpec } from '../nn/spec/model-spec'

/** What a pass over a sample of pictures works with. */
export interface SampleReader {
  /** Does something with the model that is live. */
  readonly withModel: <T>(work: (model: ReadingModel) => Promise<T>) => Promise<T>
  /** Stands for the weights on the engine; null while they change. */
  readonly weights: () => object | null
  /** Pictures that no model was trained on: of the data in use, else a few that are made. @throws TaskError where those are of another task than the model */
  readonly pictures: () => Promise<LabelledImages>
  /** Resolves when every message that has come and all readings of the pad have had their turn. */
  readonly yieldToReadings: () => Promise<void>
}

export interface SampleReading {
  readonly spec: ModelSpec
  readonly signals: readonly TraceSignal[]
}

export interface SamplePass {
  readonly set: LabelledImages
  /** Places in the set of the pictures that are read, in this order. */
  readonly indices: readonly number[]
  /** Asked before every picture; the pass is given up when it says no. */
  readonly isWanted: () => boolean
  /** Takes the reading of the picture `indices[place]`; false gives the pass up. */
  readonly note: (reading: SampleReading, place: number) => boolean
}

/** Reads pictures one by one with the live model and lets every reading of the pad go first. @returns whether all were read */
export async function readSample(
  { withModel, yieldToReadings }: Pick<SampleReader, 'withModel' | 'yieldToReadings'>,
  { set, indices, isWanted, note }: SamplePass,
): Promise<boolean> {
  for (const [place, index] of indices.entries()) {
    await yieldToReadings()
    if (!isWanted()) return false
    const picture = pictureAt(set, index)
    const reading = await withModel(async (model) => ({ spec: model.spec, signals: (await model.trace(picture)).signals }))
    if (!note(reading, place)) return false
  }
  return true
}

/** [height,width] in 0…1 */
export function pictureAt(set: LabelledImages, index: number): Float32Array {
  return toInk(picturesOf(set, index, index + 1))
}
