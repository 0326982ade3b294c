import type { OptimizerState } from '../engine'
import type { ParameterSet } from './parameter-set'

export interface CpuOptimizer {
  /** Steps taken, earlier runs included. */
  readonly steps: number
  /** Changes the parameters it was made for. */
  step(gradients: ParameterSet, learningRate: number): void
  /** A copy of its memory. */
  state(): OptimizerState
}
