import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Random, Stream } from '../core/random'
import { pixelCount, taskOf } from '../core/task'
import { elementCount, type Tensor } from '../core/tensor'
import { describeModel, parseModelSpec, type ModelSpec } from '../nn'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { inputOf } from '../nn/spec/input'
import { presets, type PresetName } from '../nn/spec/presets'
import { decodeCheckpoint, type Checkpoint } from '../train/checkpoint'

/** Models and pictures that exports are tested with. */

/** Presets that the page comes with trained weights of. */
const SHIPPED: ReadonlySet<string> = new Set([
  'row-lstm',
  'row-rnn',
  'row-gru',
  'bidirectional',
  'keras',
  'cnn',
  'pixel-lstm',
  'best',
] satisfies PresetName[])

/** Readers of single pixels take 784 steps for a picture: fewer are enough where all would take minutes. */
const LONG: ReadonlySet<string> = new Set(['pixel-lstm', 'permuted-lstm'] satisfies PresetName[])

/** `EXPORT_PICTURES=1000` compares that many pictures of every preset. */
export function pictureCount(preset: string): number {
  const wanted = process.env['EXPORT_PICTURES']
  if (wanted !== undefined) return Number(wanted)
  return LONG.has(preset) ? 4 : 32
}

/** The preset with the page's own weights, or with weights in which no two gates, units or directions are alike. */
export function presetModel(name: PresetName): Checkpoint {
  if (SHIPPED.has(name)) {
    return decodeCheckpoint(new Uint8Array(readFileSync(join(import.meta.dirname, '../../public/models', `${name}.safetensors`))))
  }
  return freshModel(presets[name].spec, name)
}

export const presetNames = Object.keys(presets).filter((name): name is PresetName => name in presets)

export function freshModel(spec: ModelSpec, name = 'fresh'): Checkpoint {
  const parameters = unevenParameters(spec, 1)
  return { spec, name, seed: 1, epochs: 0, trainedOn: [], testAccuracy: null, testedOn: null, parameters, run: null }
}

/** Normal numbers of the size of Glorot's, biases too. */
export function unevenParameters(spec: ModelSpec, seed: number): Map<string, Tensor> {
  return new Map(
    describeModel(spec).parameters.map(({ name, shape }, index) => {
      const random = new Random(seed, Stream.initialize, index)
      const size = shape.length === 1 ? 0.3 : Math.sqrt(2 / (shape.at(-1)! + shape.at(-2)!))
      return [name, { shape, data: Float32Array.from({ length: elementCount(shape) }, () => random.normal(0, size)) }]
    }),
  )
}

const answer = { type: 'dense', units: 10, activation: 'softmax' }

/** What no preset has: other scans and layers, directions, strides and paddings of odd sizes. */
const odd: Readonly<Record<string, { readonly input?: object; readonly layers: readonly object[] }>> = {
  'columns, backward GRU': { input: { scan: 'columns' }, layers: [{ type: 'gru', units: 7, direction: 'backward' }] },
  'serpentine patches, RNN both ways': {
    input: { scan: 'patches', patch: 7, order: 'serpentine' },
    layers: [{ type: 'rnn', units: 5, direction: 'both', returnSequences: true }, { type: 'flatten' }],
  },
  'serpentine pixels, pooled': {
    input: { scan: 'pixels', order: 'serpentine' },
    layers: [
      { type: 'maxPool1d', size: 28 },
      { type: 'lstm', units: 3 },
    ],
  },
  'GRU both ways over an LSTM that reads backward': {
    layers: [
      { type: 'lstm', units: 6, direction: 'backward', returnSequences: true },
      { type: 'dropout', rate: 0.5 },
      { type: 'gru', units: 5, direction: 'both', returnSequences: true },
      { type: 'layerNorm' },
      { type: 'dense', units: 4, activation: 'relu' },
      { type: 'gru', units: 5, direction: 'both' },
    ],
  },
  'strided convolution over rows, padded': {
    layers: [
      { type: 'conv1d', filters: 6, kernel: 4, stride: 3, padding: 'same', activation: 'linear' },
      { type: 'maxPool1d', size: 3 },
      { type: 'layerNorm' },
      { type: 'flatten' },
      { type: 'dense', units: 9, activation: 'relu' },
      { type: 'layerNorm' },
    ],
  },
  'convolution inside each row, padded': {
    layers: [
      { type: 'conv1d', filters: 3, kernel: 5, stride: 2, padding: 'same', within: 'step' },
      { type: 'lstm', units: 4 },
    ],
  },
  'strided picture, padded': {
    input: { scan: 'image' },
    layers: [
      { type: 'conv2d', filters: 3, kernel: 4, stride: 3, padding: 'same', activation: 'relu' },
      { type: 'layerNorm' },
      { type: 'conv2d', filters: 4, kernel: 2, activation: 'linear' },
      { type: 'maxPool2d', size: 3 },
      { type: 'flatten' },
    ],
  },
  'rows of a convolved picture': {
    input: { scan: 'image' },
    layers: [
      { type: 'conv2d', filters: 3, kernel: 3, padding: 'same', activation: 'relu' },
      { type: 'maxPool2d', size: 4 },
      { type: 'flatten', within: 'step' },
      { type: 'layerNorm' },
      { type: 'lstm', units: 4, direction: 'both', returnSequences: true },
      { type: 'rnn', units: 5, direction: 'both' },
    ],
  },
}

export const oddNames = Object.keys(odd)

export function oddModel(name: string): Checkpoint {
  const { input = {}, layers } = odd[name]!
  return freshModel(parseModelSpec({ version: 1, input: { ...inputOf(), ...input }, layers: [...layers, answer] }), name)
}

/** The first test digits of MNIST where its folder is there, else noise with blank rows. [count,28,28] in 0…1 */
export function testPictures(count: number, folder: string | null, spec: Pick<ModelSpec, 'task'> = {}): Float32Array<ArrayBuffer> {
  const { input } = taskOf(spec)
  const pixels = pixelCount(input)
  if (folder !== null && pixels === 784) {
    const file = gunzipSync(readFileSync(join(folder, 't10k-images-idx3-ubyte.gz')))
    return Float32Array.from(file.subarray(16, 16 + count * pixels), (level) => level / 255)
  }
  const random = new Random(1, Stream.sample)
  return Float32Array.from({ length: count * pixels }, (_, index) => {
    const row = Math.floor(index / input.width) % input.height
    return row < 4 || row > input.height - 4 ? 0 : Math.max(0, random.uniform(-1, 1))
  })
}

/** What this page's float32 engine answers. [N,classes] */
export async function ownAnswers(
  { spec, parameters }: Pick<Checkpoint, 'spec' | 'parameters'>,
  images: Float32Array,
): Promise<Float32Array> {
  const engine = await createCpuEngine({ precision: 'float32' })
  try {
    const model = await engine.createModel(spec, { parameters })
    return await model.predict(images)
  } finally {
    engine.dispose()
  }
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index]! - b[index]!)
    // Written so that NaN is the largest of all.
    if (!(difference <= largest)) largest = difference
  }
  return largest
}

/** What another program may answer otherwise: the bound on float32 against float32. */
export const MOST_DIFFERENCE = 1e-5
