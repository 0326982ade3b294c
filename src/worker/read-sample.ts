import { picturesOf, toInk, type LabelledImages } from '../core/images'
import { pixelCount, taskOf } from '../core/task'
import type { ReadingModel, SignalName, TraceSignal } from '../nn/engine'
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
  /** Signals of this model that are of interest. */
  readonly signals: (spec: ModelSpec) => readonly SignalName[]
  /** Asked before every piece; the pass is given up when it says no. */
  readonly isWanted: () => boolean
  /** Takes the reading of the picture `indices[place]`; false gives the pass up. */
  readonly note: (reading: SampleReading, place: number) => boolean
}

/** Pictures that are read at once: enough for all threads of an engine, and for few submissions to a GPU. The engine lets readings through on the way. */
export const SAMPLE_PIECE = 96

/** Reads pictures in pieces with the live model and lets every reading of the pad go first. @returns whether all were read */
export async function readSample(
  { withModel, yieldToReadings }: Pick<SampleReader, 'withModel' | 'yieldToReadings'>,
  { set, indices, signals, isWanted, note }: SamplePass,
): Promise<boolean> {
  for (let first = 0; first < indices.length; first += SAMPLE_PIECE) {
    await yieldToReadings()
    if (!isWanted()) return false
    const pictures = gather(set, indices.slice(first, first + SAMPLE_PIECE))
    const { spec, recorded } = await withModel(async (model) => ({
      spec: model.spec,
      recorded: await model.record(pictures, signals(model.spec)),
    }))
    for (const [place, ofPicture] of recorded.entries()) {
      if (!note({ spec, signals: ofPicture }, first + place)) return false
    }
  }
  return true
}

/** [n,height,width] in 0…1 */
function gather(set: LabelledImages, indices: readonly number[]): Float32Array {
  const pixels = pixelCount(taskOf(set).input)
  const pictures = new Float32Array(indices.length * pixels)
  for (const [place, index] of indices.entries()) pictures.set(pictureAt(set, index), place * pixels)
  return pictures
}

/** [height,width] in 0…1 */
export function pictureAt(set: LabelledImages, index: number): Float32Array {
  return toInk(picturesOf(set, index, index + 1))
}
