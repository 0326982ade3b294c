import type { CpuOptimizer } from '../cpu/optimizer'
import type { ParameterSet } from '../cpu/parameter-set'
import type { Primitives } from '../cpu/primitives'
import type { OptimizerSpec, OptimizerState } from '../engine'
import { CpuAdam } from './adam/cpu'

/** @throws SpecError; ShapeError for a memory of another model */
export function createCpuOptimizer(
  spec: OptimizerSpec,
  parameters: ParameterSet,
  primitives: Primitives,
  resume: OptimizerState | null,
): CpuOptimizer {
  switch (spec.type) {
    case 'adam':
      return new CpuAdam(spec, parameters, primitives, resume)
    default:
      return spec.type satisfies never
  }
}
