import type { CpuUpdate } from '../cpu-optimizer'
import type { ResolvedOptimizer } from '../definition'
import { adamRate } from './spec'

/** Adam and AdamW as in Keras: ε is added to the uncorrected √v, the decay takes its share before the step. */
export function adamUpdate(settings: ResolvedOptimizer<'adam' | 'adamw'>): CpuUpdate {
  const { beta1, beta2, epsilon } = settings
  const weightDecay = settings.type === 'adamw' ? settings.weightDecay : 0
  return ({ primitives, parameters, gradients, slot, learningRate, step }) => {
    const rate = adamRate(learningRate, settings, step)
    primitives.adam(parameters, gradients, slot('m'), slot('v'), { rate, beta1, beta2, epsilon, decay: learningRate * weightDecay })
  }
}
