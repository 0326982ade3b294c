import type { CpuUpdate } from '../cpu-optimizer'
import type { ResolvedOptimizer } from '../definition'

/** Gradient descent as in Keras: the learning rate is inside the momentum, and without momentum Nesterov changes nothing. */
export function sgdUpdate({ momentum, nesterov }: ResolvedOptimizer<'sgd'>): CpuUpdate {
  return ({ primitives, parameters, gradients, slot, learningRate: rate }) => {
    if (momentum === 0) primitives.gradientDescent(parameters, gradients, rate)
    else primitives.momentumDescent(parameters, gradients, slot('momentum'), { rate, momentum, nesterov })
  }
}
