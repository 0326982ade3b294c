import type { OptimizerSpec } from '../../engine'

/** Adam's options with Keras's defaults filled in. */
export function resolveAdam(optimizer: OptimizerSpec): Required<OptimizerSpec> {
  return { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...optimizer }
}
