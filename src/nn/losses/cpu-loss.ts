import type { Values } from '../operations/cpu/primitives'

/**
 * A loss over the scores that softmax is applied to.
 *
 * @param scores   [B,C] what the last layer gives
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
