import type { Slice } from '../../gpu/arena'
import type { PlanBuilder } from '../../gpu/plan'
import { quadsOf, recordClipping, type GpuUpdate } from './gpu-optimizer'
import type { FlatRole, ParameterStore } from '../operations/gpu/parameter-store'
import { adamUpdate } from './adam/gpu'
import type { ResolvedOptimizer } from './definition'
import { rmspropUpdate } from './rmsprop/gpu'
import { sgdUpdate } from './sgd/gpu'

/**
 * Records one step for the parameters of a model that learn: clipping where it is asked for, then one dispatch for all that lie together.
 *
 * @param frozen  layers that no dispatch writes to
 */
export function recordOptimizer(
  plan: PlanBuilder,
  settings: ResolvedOptimizer,
  store: ParameterStore,
  clock: Slice,
  frozen: readonly string[],
): void {
  const update = updateOf(settings)
  const all = store.learning('gradients', frozen)
  if (settings.clipNorm > 0) recordClipping(plan, all, settings.clipNorm)
  for (const [place, gradients] of all.entries()) {
    const of = (role: FlatRole): Slice => store.learning(role, frozen)[place]!
    update(plan, { clock, gradients, parameters: of('parameters'), slot: (name) => of(`optimizer/${name}`), size: quadsOf(gradients) })
  }
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
