import { DivergedError } from '../../core/errors'
import type { DataSet, LabelledImages } from '../../core/images'
import { toInk } from '../../core/images'
import type { LabelledStrokes } from '../../data/hand/drawing'
import { handPictures, handSet } from '../../data/hand/pictures'
import { mixSets } from '../../data/sets/mix'
import type { Model } from '../../nn/engine'
import type { RunSettings } from '../../nn/spec/training'
import { copiesFor } from '../../nn/spec/tuning'

/** What such a run learns from: a share of what the network knows, with the hand mixed in. @param share  which also measures */
export function tuningSet(share: DataSet, drawings: readonly LabelledStrokes[], seed: number): DataSet {
  return mixSets(share, [handSet(drawings, { copies: copiesFor(drawings.length), seed })])
}

/**
 * Teaches a model a hand, to the last step.
 *
 * @throws DivergedError where its numbers are no longer finite; the signal's reason when aborted
 */
export async function tune(
  model: Model,
  share: DataSet,
  drawings: readonly LabelledStrokes[],
  settings: RunSettings,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted()
  const run = model.fit(tuningSet(share, drawings, settings.seed).train, settings)
  const stop = (): void => void run.stop()
  signal?.addEventListener('abort', stop)
  try {
    await run.done
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  signal?.throwIfAborted()
  const parameters = await model.parameters()
  const isFinite = [...parameters.values()].every(({ data }) => data.every(Number.isFinite))
  if (!isFinite) throw new DivergedError({ step: run.totalSteps - 1, loss: NaN })
}

/** What a model answers to drawings, as the pad makes pictures of them. */
export function answersTo(model: Pick<Model, 'predict'>, drawings: readonly LabelledStrokes[]): Promise<Uint8Array> {
  return answersOf(model, handPictures(drawings))
}

async function answersOf(model: Pick<Model, 'predict'>, { images, labels }: LabelledImages): Promise<Uint8Array> {
  if (labels.length === 0) return new Uint8Array(0)
  const probabilities = await model.predict(toInk(images))
  const classes = probabilities.length / labels.length
  return Uint8Array.from(labels, (_, index) => {
    const row = probabilities.subarray(index * classes, (index + 1) * classes)
    return row.indexOf(Math.max(...row))
  })
}
