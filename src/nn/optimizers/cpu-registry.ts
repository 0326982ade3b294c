import { CpuOptimizer, type CpuUpdate } from './cpu-optimizer'
import type { ParameterSet } from '../operations/cpu/parameter-set'
import type { Primitives } from '../operations/cpu/primitives'
import type { OptimizerState } from '../fit'
import { adamUpdate } from './adam/cpu'
import type { ResolvedOptimizer } from './definition'
import { rmspropUpdate } from './rmsprop/cpu'
import { sgdUpdate } from './sgd/cpu'

/** @throws ShapeError for a memory of another model or optimizer */
export function createCpuOptimizer(
  settings: ResolvedOptimizer,
  parameters: ParameterSet,
  primitives: Primitives,
  resume: OptimizerState | null,
  frozen: readonly string[] = [],
): CpuOptimizer {
  return new CpuOptimizer(settings, updateOf(settings), parameters, primitives, resume, frozen)
}

function updateOf(settings: ResolvedOptimizer): CpuUpdate {
  switch (settings.type) {
    case 'sgd':
      return sgdUpdate(settings)
    case 'rmsprop':
      return rmspropUpdate(settings)
    case 'adam':
    case 'adamw':
      return adamUpdate(settings)
    default:
      return settings satisfies never
  }
}
