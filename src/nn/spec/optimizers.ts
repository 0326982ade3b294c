import { choice, type Decoder } from '../../core/decode'
import { adamDefinition, adamRate } from '../optimizers/adam/spec'
import { adamwDefinition } from '../optimizers/adamw/spec'
import type { OptimizerDefinition, OptimizerKind, OptimizerSpec, ResolvedOptimizer } from '../optimizers/definition'
import { rmspropDefinition } from '../optimizers/rmsprop/spec'
import { sgdDefinition } from '../optimizers/sgd/spec'
import { requireFields, requireRecord, withDefaults } from './fields'

/** Every optimizer; the compiler names a forgotten one. */
export const optimizerDefinitions = {
  sgd: sgdDefinition,
  rmsprop: rmspropDefinition,
  adam: adamDefinition,
  adamw: adamwDefinition,
} satisfies { [K in OptimizerKind]: OptimizerDefinition<K> }

const kind = choice<OptimizerKind>('sgd', 'rmsprop', 'adam', 'adamw')

/** Fills in Keras's defaults; a learning rate is left out. @throws SpecError for a field that is unknown or out of its range */
export function resolveOptimizer(spec: OptimizerSpec): ResolvedOptimizer {
  const { learningRate: _, ...settings } = spec
  return resolve(settings, spec.type)
}

/** An optimizer from outside, with nothing left out. @throws DecodeError, SpecError */
export const decodeOptimizer: Decoder<ResolvedOptimizer> = (value, path) => {
  const given = requireRecord(value, path, 'optimizer')
  return resolve(given, kind(given['type'], `${path}.type`))
}

function resolve(given: Readonly<Record<string, unknown>>, type: OptimizerKind): ResolvedOptimizer {
  const { fields } = optimizerDefinitions[type]
  const settings: unknown = withDefaults(given, fields)
  requireFields<ResolvedOptimizer>(settings, fields, ['type'], type)
  return settings
}

/** Names of what an optimizer remembers for every parameter. */
export function optimizerSlots(settings: ResolvedOptimizer): readonly string[] {
  switch (settings.type) {
    case 'sgd':
      return sgdDefinition.slots(settings)
    case 'rmsprop':
      return rmspropDefinition.slots(settings)
    case 'adam':
      return adamDefinition.slots(settings)
    case 'adamw':
      return adamwDefinition.slots(settings)
    default:
      return settings satisfies never
  }
}

/**
 * The learning rate with the corrections that an optimizer makes for this step.
 *
 * @param step  optimizer steps including this one, so 1 for the first
 */
export function stepRate(settings: ResolvedOptimizer, learningRate: number, step: number): number {
  switch (settings.type) {
    case 'adam':
    case 'adamw':
      return adamRate(learningRate, settings, step)
    case 'sgd':
    case 'rmsprop':
      return learningRate
    default:
      return settings satisfies never
  }
}
