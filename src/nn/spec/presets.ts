import type { ModelSpec } from './model-spec'
import { defaultRunSettings, type RunSettings } from './training'

export interface Preset {
  readonly name: string
  /** One sentence on what the model teaches. */
  readonly teaches: string
  readonly spec: ModelSpec
  readonly training: RunSettings
}

/** Ready-made models; the first is the one the page starts with. */
export const presets = {
  'row-lstm': {
    name: 'row-lstm',
    teaches: 'One LSTM reads the digit row by row, and every gate has a row of the picture to answer for.',
    spec: {
      version: 1,
      input: { scan: 'rows' },
      layers: [
        { type: 'lstm', units: 128, returnSequences: false },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    training: defaultRunSettings,
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

export const defaultPreset: Preset = presets['row-lstm']

/** The preset of that name, or null. */
export function findPreset(name: string): Preset | null {
  return Object.values<Preset>(presets).find((preset) => preset.name === name) ?? null
}
