import { inputOf } from './input'
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
      input: inputOf(),
      layers: [
        { type: 'lstm', units: 128, returnSequences: false, direction: 'forward' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    training: defaultRunSettings,
  },
  'patch-cnn-lstm': {
    name: 'patch-cnn-lstm',
    teaches: 'A small convolution looks for strokes inside each patch, and an LSTM reads patch after patch what it found.',
    spec: {
      version: 1,
      input: inputOf({ scan: 'patches', patch: 7 }),
      layers: [
        { type: 'conv1d', filters: 8, kernel: 5, stride: 2, padding: 'valid', activation: 'relu', within: 'step' },
        { type: 'lstm', units: 96, returnSequences: false, direction: 'forward' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    training: defaultRunSettings,
  },
  cnn: {
    name: 'cnn',
    teaches: 'Two convolutions see the whole picture at once and keep no time: what remains for an LSTM to be better at?',
    spec: {
      version: 1,
      input: inputOf({ scan: 'image' }),
      layers: [
        { type: 'conv2d', filters: 16, kernel: 3, stride: 1, padding: 'valid', activation: 'relu' },
        { type: 'maxPool2d', size: 2 },
        { type: 'conv2d', filters: 32, kernel: 3, stride: 1, padding: 'valid', activation: 'relu' },
        { type: 'maxPool2d', size: 2 },
        { type: 'flatten' },
        { type: 'dropout', rate: 0.5 },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    training: defaultRunSettings,
  },
  'pixel-lstm': {
    name: 'pixel-lstm',
    teaches: 'One pixel per timestep: over 784 of them the LSTM must remember what a line was a hundred steps ago.',
    spec: {
      version: 1,
      input: inputOf({ scan: 'pixels' }),
      layers: [
        { type: 'lstm', units: 64, returnSequences: false, direction: 'forward' },
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
