import { isRecord } from '../../core/decode'
import { SpecError } from '../../core/errors'
import { CLASS_COUNT } from '../../core/images'
import type { FieldDefinition } from './definition'
import { describeModel } from './describe'
import { inputFields } from './input'
import type { InputSpec, LayerKind, LayerSpec, ModelSpec } from './model-spec'
import { layerDefinitions } from './registry'

/** What one page can hold and a phone can still train; not limits of the method. */
export const MODEL_LIMITS = { layers: 16, parameters: 4_000_000 } as const

type FieldTable = Readonly<Record<string, FieldDefinition>>

/**
 * Checks a model that came as JSON from a file, a URL or a message, and fills fields left out with their defaults.
 *
 * Fields, ranges and defaults come from the layers' definitions; nothing here knows a layer kind, except that the last one must give
 * the probabilities of the ten digits.
 *
 * @throws SpecError naming layer, field, value and what is allowed
 */
export function parseModelSpec(json: unknown): ModelSpec {
  const model = requireRecord(json, 'model', 'specification')
  refuseUnknown(model, ['version', 'input', 'layers'], 'model')
  if (model['version'] !== 1) throw new SpecError({ where: 'model', field: 'version', value: model['version'], allowed: '1' })
  const spec: ModelSpec = { version: 1, input: parseInput(model['input'] ?? {}), layers: parseLayers(model['layers']) }
  requireDigitOutput(spec.layers)
  const { parameterCount } = describeModel(spec)
  if (parameterCount > MODEL_LIMITS.parameters) {
    throw new SpecError({ where: 'model', field: 'parameters', value: parameterCount, allowed: `at most ${MODEL_LIMITS.parameters}` })
  }
  return spec
}

function parseInput(json: unknown): InputSpec {
  const input: unknown = withDefaults(requireRecord(json, 'model', 'input'), inputFields)
  requireFields<InputSpec>(input, inputFields, [], 'input')
  return input
}

function parseLayers(json: unknown): LayerSpec[] {
  if (!Array.isArray(json) || json.length < 1 || json.length > MODEL_LIMITS.layers) {
    const value: unknown = Array.isArray(json) ? `${json.length} layers` : json
    throw new SpecError({ where: 'model', field: 'layers', value, allowed: `a list of 1 … ${MODEL_LIMITS.layers} layers` })
  }
  return json.map((layer: unknown, index) => parseLayer(layer, index + 1))
}

function parseLayer(json: unknown, position: number): LayerSpec {
  const given = requireRecord(json, `layer ${position}`, 'layer')
  const type = given['type']
  if (!isLayerKind(type)) {
    const allowed = Object.keys(layerDefinitions).join(', ')
    throw new SpecError({ where: `layer ${position}`, field: 'type', value: type, allowed })
  }
  const { fields } = layerDefinitions[type]
  const layer: unknown = withDefaults(given, fields)
  requireFields<LayerSpec>(layer, fields, ['type'], `layer ${position} (${type})`)
  return layer
}

function isLayerKind(type: unknown): type is LayerKind {
  return typeof type === 'string' && Object.hasOwn(layerDefinitions, type)
}

function withDefaults(given: Readonly<Record<string, unknown>>, fields: FieldTable): Record<string, unknown> {
  const defaults = Object.entries(fields).filter(([name]) => !Object.hasOwn(given, name))
  return { ...given, ...Object.fromEntries(defaults.map(([name, field]) => [name, field.default])) }
}

/**
 * Holds an object against a field table: exactly its fields and the names in `others`, every value allowed.
 *
 * `T` must be the type that the table describes; definitions are typed so that they cannot miss a field of theirs.
 */
function requireFields<T>(json: unknown, fields: FieldTable, others: readonly string[], where: string): asserts json is T {
  const object = requireRecord(json, where, 'fields')
  refuseUnknown(object, [...others, ...Object.keys(fields)], where)
  for (const [name, field] of Object.entries(fields)) {
    const problem = allowedInstead(object[name], field)
    if (problem !== null) throw new SpecError({ where, field: name, value: object[name], allowed: problem })
  }
}

/** What a field allows, where `value` is not allowed; null where it is. */
function allowedInstead(value: unknown, field: FieldDefinition): string | null {
  switch (field.kind) {
    case 'integer': {
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max
      return fits ? null : `whole numbers ${field.min} … ${field.max}`
    }
    case 'number': {
      const fits = typeof value === 'number' && value >= field.min && value < field.below
      return fits ? null : `numbers from ${field.min} to less than ${field.below}`
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false'
    case 'choice':
      return field.options.some((option) => option === value) ? null : field.options.join(', ')
    default:
      return field satisfies never
  }
}

/** Softmax ends a model and stands nowhere else: the loss is computed together with it. */
function requireDigitOutput(layers: readonly LayerSpec[]): void {
  const last = layers.length - 1
  for (const [index, layer] of layers.entries()) {
    const where = `layer ${index + 1} (${layer.type})`
    const isSoftmax = 'activation' in layer && layer.activation === 'softmax'
    if (index < last && isSoftmax)
      throw new SpecError({ where, field: 'activation', value: 'softmax', allowed: 'softmax only in the last layer' })
    if (index < last) continue
    if (layer.type !== 'dense') throw new SpecError({ where, field: 'type', value: layer.type, allowed: 'dense as the last layer' })
    if (!isSoftmax) throw new SpecError({ where, field: 'activation', value: layer.activation, allowed: 'softmax in the last layer' })
    if (layer.units !== CLASS_COUNT) {
      throw new SpecError({ where, field: 'units', value: layer.units, allowed: `${CLASS_COUNT} in the last layer, one per digit` })
    }
  }
}

function requireRecord(json: unknown, where: string, field: string): Readonly<Record<string, unknown>> {
  if (!isRecord(json)) throw new SpecError({ where, field, value: json, allowed: 'an object' })
  return json
}

function refuseUnknown(object: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) throw new SpecError({ where, field: name, value: object[name], allowed: `only ${known.join(', ')}` })
  }
}
