import { yieldToEvents } from '../../../core/yield-to-events'
import { STILL } from '../../layers/cpu-layer'
import type { CpuLoss } from '../../losses/cpu-loss'
import type { Network } from './network'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { NetworkPlan } from './plan'
import type { Values } from '../../operations/cpu/primitives'
import type { StepSeed } from '../../operations/cpu/augmentation'

/** Pictures with their labels, and which of them in which order. */
export interface Batch {
  /** [N,height,width] grey levels */
  readonly images: ArrayLike<number>
  /** What grey levels are multiplied by: 1, or 1/255 for bytes. */
  readonly scale: number
  /** [N] classes */
  readonly labels: Uint8Array
  /** Which example stands at this place of the batch. */
  readonly indexOf: (place: number) => number
  readonly count: number
  /** Where this is a slice of a larger batch: place of its first example there, and the number of examples there. */
  readonly slice?: { readonly first: number; readonly of: number }
  /** The picture of an example as this training step meets it, [height,width] in 0…1, instead of the one in `images`; good until the next call. */
  readonly deformed?: ((index: number) => ArrayLike<number>) | undefined
}

/**
 * Adds the gradients of the mean loss over a batch; of a slice, its share of the mean of the whole batch.
 *
 * Computes piece by piece, at most `maxPiece` examples at once, and lets events through between pieces, never within one: a reading
 * that comes then may use the same plan.
 *
 * @param random  of a training step; null for the gradients of the model as it answers
 * @returns the mean loss, or a slice's share of it, and the number of right answers
 */
export async function addGradients(
  network: Network,
  batch: Batch,
  loss: CpuLoss,
  gradients: ParameterSet,
  random: StepSeed | null,
  maxPiece = Infinity,
): Promise<{ readonly loss: number; readonly correct: number }> {
  const of = batch.slice?.of ?? batch.count
  const size = Math.min(network.piece, maxPiece)
  let total = 0
  let correct = 0
  for (let start = 0; start < batch.count; start += size) {
    if (start > 0) await yieldToEvents()
    const count = Math.min(size, batch.count - start)
    const plan = network.plan(count)
    readPiece(network, plan, batch, start)
    const { labels } = plan
    plan.forward(random === null ? STILL : { training: true, ...random, firstExample: (batch.slice?.first ?? 0) + start })
    const { scores, dScores } = plan
    total += loss(scores, labels, network.classes, { values: dScores, scale: 1 / of })
    for (let place = 0; place < count; place++) {
      if (largestOf(scores, place, network.classes) === labels[place]) correct++
    }
    plan.backward(dScores, gradients)
  }
  return { loss: total / of, correct }
}

/** Lays the examples from `start` on into a plan, and their labels. */
function readPiece(network: Network, plan: NetworkPlan, batch: Batch, start: number): void {
  for (let place = 0; place < plan.batch; place++) {
    const index = batch.indexOf(start + place)
    const picture =
      batch.deformed === undefined
        ? { images: batch.images, index, scale: batch.scale }
        : { images: batch.deformed(index), index: 0, scale: 1 }
    network.scan.read(plan, place, picture)
    plan.labels[place] = batch.labels[index] ?? 0
  }
}

/** The class with the largest value in one row of [B,C]; the first of equals. */
export function largestOf(values: Values, row: number, classes: number): number {
  let best = 0
  for (let index = 1; index < classes; index++) {
    if (values[row * classes + index]! > values[row * classes + best]!) best = index
  }
  return best
}
