import type { Slice } from '../../gpu/arena'
import type { PlanBuilder } from '../../gpu/plan'
import { recordClipping, type GpuUpdate } from './gpu-optimizer'
import type { ParameterStore } from '../operations/gpu/parameter-store'
import { adamUpdate } from './adam/gpu'
import type { ResolvedOptimizer } from './definition'
import { rmspropUpdate } from './rmsprop/gpu'
import { sgdUpdate } from './sgd/gpu'

/** Records one step for all parameters of a model: clipping where it is asked for, then one dispatch. */
export function recordOptimizer(plan: PlanBuilder, settings: ResolvedOptimizer, store: ParameterStore, clock: Slice): void {
  const size = store.size / 4
  const gradients = store.buffer('gradients')
  if (settings.clipNorm > 0) recordClipping(plan, gradients, size, settings.clipNorm)
  updateOf(settings)(plan, {
    clock,
    gradients,
    parameters: store.buffer('parameters'),
    slot: (name) => store.buffer(`optimizer/${name}`),
    size,
  })
}

function updateOf(settings: ResolvedOptimizer): GpuUpdate {
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
