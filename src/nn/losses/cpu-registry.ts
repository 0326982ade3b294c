import type { CpuLoss } from './cpu-loss'
import type { LossSpec } from '../engine'
import { resolveLoss } from '../spec/losses'
import { categoricalCrossentropy } from './categorical-crossentropy/cpu'
import { meanSquaredError } from './mean-squared-error/cpu'

/** @throws SpecError for a field that is unknown or out of its range */
export function createCpuLoss(spec: LossSpec): CpuLoss {
  const loss = resolveLoss(spec)
  switch (loss.type) {
    case 'categoricalCrossentropy':
      return categoricalCrossentropy(loss.labelSmoothing)
    case 'meanSquaredError':
      return meanSquaredError
    default:
      return loss satisfies never
  }
}
