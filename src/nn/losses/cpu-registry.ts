import type { Values } from '../cpu/primitives'
import { categoricalCrossentropy } from './categorical-crossentropy/cpu'
import type { LossKind } from './definition'

/**
 * @param scores   [B,C] what the last layer gives before softmax
 * @param labels   [B] classes
 * @param dScores  where to write scale · dloss/dscores ([B,C]), or null when nobody reads it
 * @returns the sum of the losses over the batch
 */
export type CpuLoss = (
  scores: Values,
  labels: Uint8Array,
  classes: number,
  dScores: { readonly values: Values; readonly scale: number } | null,
) => number

export const cpuLosses = { categoricalCrossentropy } satisfies Record<LossKind, CpuLoss>
