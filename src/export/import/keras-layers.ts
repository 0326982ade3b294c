import { isRecord, summarize } from '../../core/decode'
import type { ModelKind } from '../../core/exchange-details'
import type { FeatureShape } from '../../nn/spec/definition'
import { ImportError } from '../errors'

/** One layer of a Keras configuration. */
export interface ConfigLayer {
  readonly className: string
  readonly name: string
  readonly config: Readonly<Record<string, unknown>>
}

/** Layers of the configuration that one of the page's layers takes the place of, and that layer; null for one that does nothing. */
interface Translated {
  readonly layer: object | null
  readonly taken: number
}

/**
 * @param shapeBefore  what the layers before it make of a picture
 * @throws ImportError names the layer and the setting that this page does not compute
 */
export function layerOf(layers: readonly ConfigLayer[], index: number, shapeBefore: () => FeatureShape, found: ModelKind): Translated {
  const layer = layers[index]!
  const { config } = layer
  const one = (translated: object | null): Translated => ({ layer: translated, taken: 1 })
  switch (layer.className) {
    case 'Dense':
      refuseNamed(layer, ['kernel_constraint'], found)
      return one({ type: 'dense', units: config['units'], activation: activation(layer, ['linear', 'relu', 'softmax'], found) })
    case 'Dropout':
    case 'SpatialDropout1D':
      return one({ type: 'dropout', rate: config['rate'] })
    case 'LayerNormalization':
      return one({ type: 'layerNorm', epsilon: config['epsilon'] ?? 1e-3 })
    case 'Flatten':
      return one({ type: 'flatten' })
    case 'TimeDistributed': {
      if (innerOf(layer, found).className !== 'Flatten') throw unknown(innerOf(layer, found), found)
      return one({ type: 'flatten', within: 'step' })
    }
    case 'LSTM':
    case 'GRU':
    case 'SimpleRNN':
      return recurrent(layers, index, found)
    case 'Bidirectional': {
      setting(layer, 'merge_mode', ['concat'], found)
      const { translated } = reader(innerOf(layer, found), found)
      return one({ ...translated, direction: 'both' })
    }
    case 'Conv1D':
      return one({ type: 'conv1d', within: 'sequence', ...convolution(layer, 1, found) })
    case 'Conv2D':
      return one({ type: 'conv2d', ...convolution(layer, 2, found) })
    case 'MaxPooling1D':
    case 'MaxPooling2D':
      return one({ type: layer.className === 'MaxPooling1D' ? 'maxPool1d' : 'maxPool2d', size: poolSize(layer, found) })
    case 'Reshape':
      return list(config['target_shape']).length === 2 ? one(rowsOf(layer, shapeBefore(), found)) : withinStep(layers, index, found)
    case 'Activation':
    default:
      throw unknown(layer, found)
  }
}

/** The layer that a wrapper is about, under the wrapper's name. */
function innerOf(layer: ConfigLayer, found: ModelKind): ConfigLayer {
  const inner = layer.config['layer']
  if (!isRecord(inner) || !isRecord(inner['config']) || typeof inner['class_name'] !== 'string') throw unknown(layer, found)
  return { className: inner['class_name'], name: layer.name, config: inner['config'] }
}

function unknown({ className, name }: ConfigLayer, found: ModelKind): ImportError {
  return new ImportError({ found, problem: { kind: 'layer', layer: name, field: 'class_name', value: className } })
}

/** @throws ImportError unless the setting is left out or one of these */
export function setting({ name, config }: ConfigLayer, field: string, allowed: readonly unknown[], found: ModelKind): void {
  const value = config[field]
  if (value === undefined || allowed.includes(value) || (typeof value === 'number' && allowed.some((each) => Number(each) === value)))
    return
  throw new ImportError({ found, problem: { kind: 'layer', layer: name, field, value: summarize(value) } })
}

function refuseNamed(layer: ConfigLayer, fields: readonly string[], found: ModelKind): void {
  for (const field of fields) setting(layer, field, [null], found)
}

function activation(layer: ConfigLayer, known: readonly string[], found: ModelKind): string {
  const { config, name } = layer
  const given = config['activation'] ?? 'linear'
  // Keras 3 may describe it as an object.
  const named = isRecord(given) ? given['config'] : given
  const value = known.find((each) => each === named)
  if (value === undefined)
    throw new ImportError({ found, problem: { kind: 'layer', layer: name, field: 'activation', value: summarize(named) } })
  return value
}

const KINDS = { LSTM: 'lstm', GRU: 'gru', SimpleRNN: 'rnn' } as const

function reader(
  layer: ConfigLayer,
  found: ModelKind,
): { readonly translated: object; readonly isBackward: boolean; readonly isSequence: boolean } {
  const kind = Object.entries(KINDS).find(([name]) => name === layer.className)?.[1]
  if (kind === undefined) throw unknown(layer, found)
  const { config } = layer
  setting(layer, 'activation', ['tanh'], found)
  if (kind !== 'rnn') setting(layer, 'recurrent_activation', ['sigmoid'], found)
  if (kind === 'gru') setting(layer, 'reset_after', [true], found)
  setting(layer, 'stateful', [false], found)
  const isSequence = config['return_sequences'] === true
  return {
    translated: { type: kind, units: config['units'], returnSequences: isSequence },
    isBackward: config['go_backwards'] === true,
    isSequence,
  }
}

function recurrent(layers: readonly ConfigLayer[], index: number, found: ModelKind): Translated {
  const layer = layers[index]!
  const { translated, isBackward, isSequence } = reader(layer, found)
  const direction = isBackward ? 'backward' : 'forward'
  if (!isBackward || !isSequence) return { layer: { ...translated, direction }, taken: 1 }
  // Keras hands the states on in the order in which they were read; this page's archives turn them round behind it.
  if (reversesTime(layers.slice(index + 1, index + 4))) return { layer: { ...translated, direction }, taken: 4 }
  throw new ImportError({ found, problem: { kind: 'layer', layer: layer.name, field: 'go_backwards', value: 'true' } })
}

export function reversesTime(layers: readonly ConfigLayer[]): boolean {
  return layers.map(({ className }) => className).join() === 'Permute,Dense,Permute' && layers[1]?.config['trainable'] === false
}

export function list(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : typeof value === 'number' ? [value] : []
}

function convolution(layer: ConfigLayer, dimensions: number, found: ModelKind): object {
  const { config, name } = layer
  setting(layer, 'data_format', ['channels_last', null], found)
  setting(layer, 'groups', [1], found)
  setting(layer, 'padding', ['valid', 'same'], found)
  for (const field of ['kernel_size', 'strides', 'dilation_rate']) {
    const sizes = list(config[field] ?? 1)
    const isSquare = sizes.length <= dimensions && sizes.every((size) => size === sizes[0])
    if (!isSquare || (field === 'dilation_rate' && sizes[0] !== 1)) {
      throw new ImportError({ found, problem: { kind: 'layer', layer: name, field, value: `[${sizes.join(',')}]` } })
    }
  }
  return {
    filters: config['filters'],
    kernel: list(config['kernel_size'])[0],
    stride: list(config['strides'] ?? 1)[0],
    padding: config['padding'] ?? 'valid',
    activation: activation(layer, ['linear', 'relu'], found),
  }
}

function poolSize(layer: ConfigLayer, found: ModelKind): number | undefined {
  const { config } = layer
  const sizes = list(config['pool_size'] ?? 2)
  const strides = list(config['strides'] ?? sizes)
  setting(layer, 'padding', ['valid'], found)
  if (new Set([...sizes, ...strides]).size === 1) return sizes[0]
  throw new ImportError({ found, problem: { kind: 'layer', layer: layer.name, field: 'strides', value: `[${strides.join(',')}]` } })
}

/** What makes timesteps of a picture's rows, written as a change of shape; one of the sizes may be left to Keras. */
function rowsOf(layer: ConfigLayer, [height, width = 0, channels]: FeatureShape, found: ModelKind): object {
  const target = list(layer.config['target_shape'])
  const isThat = channels !== undefined && [height, width * channels].every((size, axis) => target[axis] === size || target[axis] === -1)
  if (isThat) return { type: 'flatten', within: 'step' }
  throw new ImportError({ found, problem: { kind: 'layer', layer: layer.name, field: 'target_shape', value: `[${target.join(',')}]` } })
}

/** A convolution inside each timestep, as this page's archives have it: rows of a picture of one channel, and back. */
function withinStep(layers: readonly ConfigLayer[], index: number, found: ModelKind): Translated {
  const [first, second, third] = layers.slice(index, index + 3)
  const target = list(first!.config['target_shape'])
  if (target.length !== 3 || target[2] !== 1 || second === undefined || !isWithinStep(second, third)) throw unknown(first!, found)
  const [, kernel] = list(second.config['kernel_size'])
  const [, stride] = list(second.config['strides'] ?? [1, 1])
  const flat = { ...second, config: { ...second.config, kernel_size: kernel, strides: stride, dilation_rate: 1 } }
  return { layer: { type: 'conv1d', within: 'step', ...convolution(flat, 1, found) }, taken: 3 }
}

/** Whether these are a convolution of height 1 and what makes steps of its rows again. */
export function isWithinStep(convolution: ConfigLayer | undefined, after: ConfigLayer | undefined): boolean {
  const isFlat = convolution?.className === 'Conv2D' && list(convolution.config['kernel_size'])[0] === 1
  return isFlat && list(convolution.config['strides'] ?? 1)[0] === 1 && after?.className === 'Reshape'
}
