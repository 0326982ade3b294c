import { choice, type Decoder } from '../../core/decode'
import { SpecError } from '../../core/errors'
import type { OptimizerSpec } from '../engine'
import { adamDefinition, adamRate } from '../optimizers/adam/spec'
import { adamwDefinition } from '../optimizers/adamw/spec'
import type { OptimizerDefinition, OptimizerKind, ResolvedOptimizer } from '../optimizers/definition'
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

type WithoutRate<S> = S extends OptimizerSpec ? Omit<S, 'learningRate'> : never

/** An optimizer as settings and presets write it: the learning rate is a setting of its own there. */
export type OptimizerSettings = WithoutRate<OptimizerSpec>

const kind = choice<OptimizerKind>('sgd', 'rmsprop', 'adam', 'adamw')

/** Fills in Keras's defaults. @throws SpecError for a field that is unknown or out of its range */
export function resolveOptimizer(spec: OptimizerSpec): ResolvedOptimizer {
  const { learningRate, type } = spec
  if (!Number.isFinite(learningRate) || learningRate < 0) {
    throw new SpecError({ where: type, field: 'learningRate', value: learningRate, allowed: { kind: 'number', min: 0, below: null } })
  }
  const { fields } = optimizerDefinitions[type]
  const settings: unknown = withDefaults({ ...spec }, fields)
  requireFields<ResolvedOptimizer>(settings, fields, ['type', 'learningRate'], type)
  return settings
}

/** An optimizer from outside, with nothing left out. @throws DecodeError, SpecError */
export const decodeOptimizer: Decoder<OptimizerSettings> = (value, path) => {
  const given = requireRecord(value, path, 'optimizer')
  const type = kind(given['type'], `${path}.type`)
  const { fields } = optimizerDefinitions[type]
  const settings: unknown = withDefaults(given, fields)
  requireFields<OptimizerSettings>(settings, fields, ['type'], type)
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
