import { choice, integer, list, nullable, record } from './decode'
import { name, original, shape, variants } from './error-fields'

/** What errors say of models that go to other tools, and come from them. */

/** What a file is by its content, where it may hold a model. */
export const modelKinds = [
  'safetensors',
  'keras',
  'hdf5',
  'pytorch',
  'pickle',
  'onnx',
  'tfjs',
  'tensorflow',
  'numpy',
  'gguf',
  'zip',
  'gzip',
  'picture',
  'html',
  'json',
  'empty',
  'unknown',
] as const

/** Layers that a format has no words for, or that this page does not compute. */
const exportReason = variants('kind', {
  /** Timesteps are masked. */
  masks: { layer: name },
  /** A GRU whose reset gate acts behind the product with the state. */
  resetAfter: { layer: name },
  /** Masked timesteps and an output for each of them, in another order or with zeros. */
  maskedSequence: { layer: name },
  /** It writes, and other tools get networks that read. */
  writer: {},
})

const importProblem = variants('kind', {
  /** A file of a kind that is not opened here. */
  otherKind: {},
  damaged: { original },
  /** A limit on bytes or on numbers of things in the file. */
  tooLarge: { limit: integer() },
  /** It has weights, but nothing says of which network, and none was given. */
  noNetwork: {},
  /** No weights at all. */
  noWeights: {},
  /** A layer of the file's own description with a setting that this page does not have. */
  layer: { layer: name, field: name, value: nullable(name) },
  /** Nothing in the file fits this parameter of the network. */
  missing: { tensor: name, expected: shape },
  shape: { tensor: name, expected: shape, actual: shape },
  /** Tensors of the file that have no place in the network; `more` counts those that are not named. */
  left: { names: list(name), more: integer() },
  numbers: { tensor: name, type: name },
})

/** Formats that other tools open. */
export const exportFormats = ['onnx', 'pytorch', 'keras', 'tfjs'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const exportDetail = record({ format: choice(...exportFormats), reason: exportReason })
export const importDetail = record({ found: choice(...modelKinds), problem: importProblem })

export type ModelKind = (typeof modelKinds)[number]
