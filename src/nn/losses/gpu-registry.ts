import type { Slice } from '../../gpu/arena'
import type { PlanBuilder } from '../../gpu/plan'
import type { ResolvedLoss } from '../spec/losses'
import { softmaxCrossEntropy } from './categorical-crossentropy/gpu'
import { softmaxMeanSquaredError } from './mean-squared-error/gpu'

/** What every loss reads and writes. */
export interface LossBuffers {
  readonly clock: Slice
  /** [B,N] scores that softmax is applied to. */
  readonly logits: Slice
  /** [B] */
  readonly labels: Slice
  /** [B,N] overwritten by the gradient of the mean over the examples. */
  readonly dLogits: Slice
  /** [slots,B] rows of (loss, answer). */
  readonly logRows: Slice
}

/** Records a loss and its gradient. @param size  rows, classes, columns in memory */
export function recordLoss(
  plan: PlanBuilder,
  loss: ResolvedLoss,
  buffers: LossBuffers,
  size: { readonly B: number; readonly C: number; readonly N: number },
): void {
  switch (loss.type) {
    case 'categoricalCrossentropy':
      return plan.dispatch(softmaxCrossEntropy, buffers, { ...size, smoothing: loss.labelSmoothing })
    case 'meanSquaredError':
      return plan.dispatch(softmaxMeanSquaredError, buffers, size)
    default:
      return loss satisfies never
  }
}
