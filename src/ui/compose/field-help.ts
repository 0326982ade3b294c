import type { FieldDefinition } from '../../nn/spec/definition'

/** One sentence on a field: a language's own, of this owner's field or of all fields of that name, else the specification's. */
export function helpOf(words: Readonly<Record<string, string>>, owner: string, name: string, field: FieldDefinition): string {
  return words[`${owner}.${name}`] ?? words[name] ?? field.help
}

/** A field in words: this owner's, or that of all fields of the name. */
export function labelOf(words: Readonly<Record<string, string>>, owner: string, name: string): string {
  return words[`${owner}.${name}`] ?? words[name] ?? name
}

/** A choice in words: of this owner's field, or of all fields of the name, else as the specification calls it. */
export function optionOf(words: Readonly<Record<string, string>>, owner: string, name: string, option: string): string {
  return words[`${owner}.${name}.${option}`] ?? words[`${name}.${option}`] ?? option
}
