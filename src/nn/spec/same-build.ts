import type { ModelSpec } from './model-spec'
import { parseModelSpec } from './parse'

/** Whether two specifications build the same network, whatever they leave out and in whatever order. */
export function isSameBuild(a: ModelSpec, b: ModelSpec): boolean {
  return buildOf(a) === buildOf(b)
}

/** Whether two specifications that were parsed are the same, word for word. */
export function isSameSpec(a: ModelSpec, b: ModelSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Stands for all networks that are built alike. @throws SpecError */
export function buildOf(spec: ModelSpec): string {
  return JSON.stringify(parseModelSpec(spec), (_, value: unknown) => (isPlain(value) ? sorted(value) : value))
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
