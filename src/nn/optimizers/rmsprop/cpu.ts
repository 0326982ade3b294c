import type { CpuUpdate } from '../cpu-optimizer'
import type { ResolvedOptimizer } from '../definition'

/** RMSprop as in Keras, not centred and without momentum: ε is inside the root. */
export function rmspropUpdate({ rho, epsilon }: ResolvedOptimizer<'rmsprop'>): CpuUpdate {
  return ({ primitives, parameters, gradients, slot, learningRate: rate }) => {
    primitives.rmsprop(parameters, gradients, slot('v'), { rate, rho, epsilon })
  }
}
