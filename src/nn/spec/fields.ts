import { isRecord } from '../../core/decode'
import type { Allowed, SpecPlace } from '../../core/error-details'
import { SpecError } from '../../core/errors'
import type { FieldDefinition } from './definition'

/** Holds plain objects against tables of fields: layers, losses, optimizers and inputs are all described by such. */

export type FieldTable = Readonly<Record<string, FieldDefinition>>

/** An object with what it leaves out. */
export function withDefaults(given: Readonly<Record<string, unknown>>, fields: FieldTable): Record<string, unknown> {
  const defaults = Object.entries(fields).filter(([name]) => !Object.hasOwn(given, name))
  return { ...given, ...Object.fromEntries(defaults.map(([name, field]) => [name, field.default])) }
}

/**
 * Holds an object against a field table: exactly its fields and the names in `others`, every value allowed.
 *
 * `T` must be the type that the table describes; definitions are typed so that they cannot miss a field of theirs.
 */
export function requireFields<T>(
  json: unknown,
  fields: FieldTable,
  others: readonly string[],
  where: SpecPlace | string,
): asserts json is T {
  const object = requireRecord(json, where, 'fields')
  refuseUnknown(object, [...others, ...Object.keys(fields)], where)
  for (const [name, field] of Object.entries(fields)) {
    const allowed = allowedInstead(object[name], field)
    if (allowed !== null) throw new SpecError({ where, field: name, value: object[name], allowed })
  }
}

/** What a field allows, where `value` is not allowed; null where it is. */
function allowedInstead(value: unknown, field: FieldDefinition): Allowed | null {
  switch (field.kind) {
    case 'integer': {
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max
      return fits ? null : { kind: 'integer', min: field.min, max: field.max }
    }
    case 'number': {
      const fits = typeof value === 'number' && value >= field.min && value < field.below
      return fits ? null : { kind: 'number', min: field.min, below: field.below }
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : { kind: 'boolean' }
    case 'choice':
      return field.options.some((option) => option === value) ? null : { kind: 'options', options: field.options.map(String) }
    default:
      return field satisfies never
  }
}

export function requireRecord(json: unknown, where: SpecPlace | string, field: string): Readonly<Record<string, unknown>> {
  if (!isRecord(json)) throw new SpecError({ where, field, value: json, allowed: { kind: 'object' } })
  return json
}

export function refuseUnknown(object: Readonly<Record<string, unknown>>, known: readonly string[], where: SpecPlace | string): void {
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) throw new SpecError({ where, field: name, value: object[name], allowed: { kind: 'fields', known } })
  }
}
