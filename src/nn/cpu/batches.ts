import { yieldToEvents } from '../yield-to-events'
import { STILL } from './layer'
import type { CpuLoss } from './loss'
import type { Network } from './network'
import type { ParameterSet } from './parameter-set'
import type { NetworkPlan } from './plan'
import type { Values } from './primitives'

/** Examples computed at once: activations of 64 stay in the cache, and larger products are no faster. */
const PIECE = 64

/** Pictures with their labels, and which of them in which order. */
export interface Batch {
  /** [N,28,28] grey levels */
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
  /** The picture of an example as this training step meets it, [28,28] in 0…1, instead of the one in `images`; good until the next call. */
  readonly deformed?: (index: number) => ArrayLike<number>
}

/** What came of a part of a batch. */
export interface Piece {
  readonly plan: NetworkPlan
  /** First place in the batch. */
  readonly start: number
  readonly count: number
  /** [count] */
  readonly labels: Uint8Array
}

/** What random numbers a training step draws. */
export interface StepSeed {
  readonly seed: number
  /** The optimizer's step, 1-based. */
  readonly step: number
}

/**
 * Scans a batch piece by piece, at most `maxPiece` examples at once, and computes each forward; lets events through between pieces.
 *
 * @param random  of a training step; null where nothing is left to chance
 */
export async function* forwardPieces(network: Network, batch: Batch, random: StepSeed | null, maxPiece = PIECE): AsyncGenerator<Piece> {
  const size = Math.min(PIECE, maxPiece)
  for (let start = 0; start < batch.count; start += size) {
    if (start > 0) await yieldToEvents()
    const count = Math.min(size, batch.count - start)
    const plan = network.plan(count)
    const labels = new Uint8Array(count)
    for (let place = 0; place < count; place++) {
      const index = batch.indexOf(start + place)
      const picture =
        batch.deformed === undefined
          ? { images: batch.images, index, scale: batch.scale }
          : { images: batch.deformed(index), index: 0, scale: 1 }
      network.scan.read(plan, place, picture)
      labels[place] = batch.labels[index] ?? 0
    }
    plan.forward(random === null ? STILL : { training: true, ...random, firstExample: (batch.slice?.first ?? 0) + start })
    yield { plan, start, count, labels }
  }
}

/**
 * Adds the gradients of the mean loss over a batch; of a slice, its share of the mean of the whole batch.
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
  maxPiece?: number,
): Promise<{ readonly loss: number; readonly correct: number }> {
  const of = batch.slice?.of ?? batch.count
  let total = 0
  let correct = 0
  for await (const { plan, count, labels } of forwardPieces(network, batch, random, maxPiece)) {
    const { scores, dScores } = plan
    total += loss(scores, labels, network.classes, { values: dScores, scale: 1 / of })
    for (let place = 0; place < count; place++) {
      if (largestOf(scores, place, network.classes) === labels[place]) correct++
    }
    plan.backward(dScores, gradients)
  }
  return { loss: total / of, correct }
}

/** The class with the largest value in one row of [B,C]; the first of equals. */
export function largestOf(values: Values, row: number, classes: number): number {
  let best = 0
  for (let index = 1; index < classes; index++) {
    if (values[row * classes + index]! > values[row * classes + best]!) best = index
  }
  return best
}
