import { yieldToEvents } from '../../../../core/yield-to-events'
import { STILL, type PassMode } from '../../../layers/cpu-layer'
import type { StepSeed } from '../../../operations/cpu/augmentation'

/** Examples computed at once: activations stay in the cache. */
const PIECE = 32

export interface Piece {
  /** Place of its first example, and of the first behind it. */
  readonly first: number
  readonly end: number
  readonly mode: PassMode
}

/**
 * Computes many examples piece by piece; events come through between pieces.
 *
 * @param random  of a training step; null for the network as it is when it makes something
 */
export async function inPieces(
  count: number,
  random: StepSeed | null,
  compute: (piece: Piece) => void,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let first = 0; first < count; first += PIECE) {
    if (first > 0) await yieldToEvents()
    const end = Math.min(count, first + PIECE)
    compute({ first, end, mode: random === null ? STILL : { training: true, ...random, firstExample: first } })
    onProgress(end)
  }
}
