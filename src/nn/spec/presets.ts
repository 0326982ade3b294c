import { DIGITS } from '../../core/task'
import { TYPICAL_AUGMENTATION } from './augmentation'
import { inputOf } from './input'
import type { ModelSpec } from './model-spec'
import { defaultRunSettings, resolveRunSettings, type RunSettings } from './training'

/** The layer that answers: all presets are for digits; `specFor` makes them fit another task. */
const ANSWER = { type: 'dense', units: DIGITS.classes.length, activation: 'softmax' } as const

export interface Preset {
  readonly name: string
  /** One sentence on what the model teaches. */
  readonly teaches: string
  readonly spec: ModelSpec
  readonly training: RunSettings
}

/**
 * For a reader of single pixels. On the float64 engine with 800 digits, 100 steps of 16, clipped at 1: loss on 300 test digits 2.30 with Keras's bias at
 * a rate of 1e-3, 2.31 with a forget bias of 3 alone, 2.23 with spans up to 783, 1.73 with spans up to 60, all three at 3e-3; 5e-3 begins by climbing.
 * With 1,600 digits and three epochs, 300 steps: 54 % of 300 test digits, like `npm run train -- --engine cpu --preset pixel-lstm --limit 1600 --epochs 3`.
 */
function pixelTraining(epochs: number): RunSettings {
  return resolveRunSettings({
    epochs,
    batchSize: 16,
    seed: 1,
    optimizer: { type: 'adam', clipNorm: 1 },
    schedule: { kind: 'cosine', learningRate: 3e-3 },
  })
}

/** Ready-made models; the first is the one the page starts with. */
export const presets = {
  'row-lstm': {
    name: 'row-lstm',
    teaches: 'One LSTM reads the digit row by row: a row of the picture, a row in the map of every gate.',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [{ type: 'lstm', units: 128, returnSequences: false, direction: 'forward' }, ANSWER],
    },
    training: defaultRunSettings,
  },
  'row-rnn': {
    name: 'row-rnn',
    teaches:
      'The same reader without gates: nothing protects what it holds, so that a few blank rows behind a digit make it forget the digit.',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [{ type: 'rnn', units: 128, returnSequences: false, direction: 'forward' }, ANSWER],
    },
    training: defaultRunSettings,
  },
  'row-gru': {
    name: 'row-gru',
    teaches: 'Two gates instead of three and no cell beside the hidden state: how much of the LSTM is needed to remember?',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [{ type: 'gru', units: 128, returnSequences: false, direction: 'forward' }, ANSWER],
    },
    training: defaultRunSettings,
  },
  bidirectional: {
    name: 'bidirectional',
    teaches: 'Two LSTMs read the digit, one from the top and one from the bottom, and answer together.',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [{ type: 'lstm', units: 64, returnSequences: false, direction: 'both' }, ANSWER],
    },
    training: defaultRunSettings,
  },
  keras: {
    name: 'keras',
    teaches:
      'The article’s model, as Keras builds it: a convolution makes 26 steps of the 28 rows, each of which sees three, and two LSTMs with dropout read them.',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [
        { type: 'conv1d', filters: 32, kernel: 3, stride: 1, padding: 'valid', activation: 'relu', within: 'sequence' },
        { type: 'dropout', rate: 0.5 },
        { type: 'lstm', units: 128, returnSequences: true, direction: 'forward' },
        { type: 'dropout', rate: 0.5 },
        { type: 'lstm', units: 64, returnSequences: false, direction: 'forward' },
        ANSWER,
      ],
    },
    training: { ...defaultRunSettings, epochs: 10 },
  },
  'row-lstm-mse-sgd': {
    name: 'row-lstm-mse-sgd',
    teaches: 'The same LSTM with mean squared error and plain gradient descent: what cross-entropy and Adam are worth.',
    spec: {
      version: 1,
      input: inputOf(),
      layers: [{ type: 'lstm', units: 128, returnSequences: false, direction: 'forward' }, ANSWER],
    },
    // The gradient of this loss is small. With 48 units, 2,000 digits and four epochs, rates of 1, 3 and 10 came to 34, 60 and 84 % of 500
    // other training digits.
    training: resolveRunSettings({
      epochs: 3,
      batchSize: 16,
      seed: 1,
      loss: { type: 'meanSquaredError' },
      optimizer: { type: 'sgd' },
      schedule: { learningRate: 10 },
    }),
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
        ANSWER,
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
        { type: 'flatten', within: 'example' },
        { type: 'dropout', rate: 0.5 },
        ANSWER,
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
      layers: [{ type: 'lstm', units: 64, returnSequences: false, direction: 'forward', memorySpan: 60 }, ANSWER],
    },
    training: pixelTraining(3),
  },
  'permuted-lstm': {
    name: 'permuted-lstm',
    teaches: 'The same pixels in one random order: what belongs together is hundreds of steps apart, and nothing but a long memory helps.',
    spec: {
      version: 1,
      input: inputOf({ scan: 'pixels', order: 'permuted' }),
      layers: [{ type: 'lstm', units: 64, returnSequences: false, direction: 'forward', memorySpan: 784 }, ANSWER],
    },
    training: pixelTraining(10),
  },
  best: {
    name: 'best',
    teaches:
      'Convolutions in two dimensions find strokes, two LSTMs read the rows of what they found, from the top and from the bottom, and digits are deformed a little every time: how far do both get together?',
    spec: {
      version: 1,
      input: inputOf({ scan: 'image' }),
      layers: [
        { type: 'conv2d', filters: 24, kernel: 3, stride: 1, padding: 'same', activation: 'relu' },
        { type: 'maxPool2d', size: 2 },
        { type: 'conv2d', filters: 48, kernel: 3, stride: 1, padding: 'same', activation: 'relu' },
        { type: 'conv2d', filters: 48, kernel: 3, stride: 1, padding: 'same', activation: 'relu' },
        { type: 'maxPool2d', size: 2 },
        { type: 'flatten', within: 'step' },
        { type: 'dropout', rate: 0.3 },
        { type: 'lstm', units: 128, returnSequences: false, direction: 'both' },
        { type: 'dropout', rate: 0.3 },
        ANSWER,
      ],
    },
    training: resolveRunSettings({
      epochs: 20,
      batchSize: 64,
      seed: 1,
      schedule: { kind: 'one-cycle', learningRate: 2e-3 },
      augment: TYPICAL_AUGMENTATION,
    }),
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

export const defaultPreset: Preset = presets['row-lstm']

/** The preset of that name, or null. */
export function findPreset(name: string): Preset | null {
  return Object.values<Preset>(presets).find((preset) => preset.name === name) ?? null
}
