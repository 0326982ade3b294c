import { parseModelSpec } from '../../nn/spec/parse'
import { defaultPreset, findPreset, type Preset, presets } from '../../nn/spec/presets'
import type { ModelSpec } from '../../nn/spec/model-spec'
import type { LinkedModel } from './address'

/** The specification of a linked model; that of the page's first one where none is named. */
export function specOf(model: LinkedModel | null): ModelSpec {
  return model?.kind === 'network' ? model.spec : presetOf(model).spec
}

/** The preset that settings are told apart from. */
export function presetOf(model: LinkedModel | null): Preset {
  return model?.kind === 'preset' ? presets[model.name] : defaultPreset
}

/** The preset of this build, preferably of this name; null where none is built so. */
export function presetLike(spec: ModelSpec, name: string): (typeof presets)[keyof typeof presets] | null {
  const wanted = canonical(spec)
  const named = findPreset(name)
  const alike = Object.values(presets).filter((preset) => canonical(preset.spec) === wanted)
  return alike.find((preset) => preset.name === named?.name) ?? alike[0] ?? null
}

/** Whether two specifications build the same network, whatever they leave out and in whatever order. */
export function isSameBuild(a: ModelSpec, b: ModelSpec): boolean {
  return canonical(a) === canonical(b)
}

function canonical(spec: ModelSpec): string {
  return JSON.stringify(parseModelSpec(spec), (_, value: unknown) => (isPlain(value) ? sorted(value) : value))
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
