import { defaultPreset, findPreset, type Preset, presets } from '../../nn/spec/presets'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { buildOf } from '../../nn/spec/same-build'
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
  const wanted = buildOf(spec)
  const named = findPreset(name)
  const alike = Object.values(presets).filter((preset) => buildOf(preset.spec) === wanted)
  return alike.find((preset) => preset.name === named?.name) ?? alike[0] ?? null
}
