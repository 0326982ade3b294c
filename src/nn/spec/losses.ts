import { choice, type Decoder } from '../../core/decode'
import { categoricalCrossentropyDefinition } from '../losses/categorical-crossentropy/spec'
import type { LossDefinition, LossKind, LossSpec } from '../losses/definition'
import { meanSquaredErrorDefinition } from '../losses/mean-squared-error/spec'
import { requireFields, requireRecord, withDefaults } from './fields'

/** Every loss; the compiler names a forgotten one. */
export const lossDefinitions = {
  categoricalCrossentropy: categoricalCrossentropyDefinition,
  meanSquaredError: meanSquaredErrorDefinition,
} satisfies { [K in LossKind]: LossDefinition<K> }

type Complete<S> = S extends LossSpec ? Required<S> : never

/** A loss with nothing left out. */
export type ResolvedLoss = Complete<LossSpec>

const kind = choice<LossKind>('categoricalCrossentropy', 'meanSquaredError')

/** Fills in defaults. @throws SpecError for a field that is unknown or out of its range */
export function resolveLoss(spec: LossSpec): ResolvedLoss {
  return resolve({ ...spec }, spec.type)
}

/** A loss from outside, with nothing left out. @throws DecodeError, SpecError */
export const decodeLoss: Decoder<LossSpec> = (value, path) => {
  const given = requireRecord(value, path, 'loss')
  return resolve(given, kind(given['type'], `${path}.type`))
}

function resolve(given: Readonly<Record<string, unknown>>, type: LossKind): ResolvedLoss {
  const { fields } = lossDefinitions[type]
  const settings: unknown = withDefaults(given, fields)
  requireFields<ResolvedLoss>(settings, fields, ['type'], type)
  return settings
}
