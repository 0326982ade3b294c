import type { Tensor } from '../../core/tensor'
import type { DescribedLayer, ModelDescription } from '../../nn'
import { scanOrder } from '../../nn/spec/input'
import { ExportError, type ExportReason } from '../errors'
import { reshape } from '../layouts'
import { isRecurrent, parameterOf, readerPrefixes, type DescribedRecurrent, type Parameters } from '../parameters'

/** A value of a layer's configuration. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One weight of a Keras layer. */
export interface KerasWeight {
  /** Which part of the layer has it: '' is the layer itself, `cell` its cell, `forward_layer/cell` the cell of a direction. */
  readonly part: string
  readonly name: string
  readonly tensor: Tensor
}

/** A layer as Keras describes it; what is left out has Keras's default. */
export interface KerasLayer {
  readonly className: string
  readonly config: { readonly name: string; readonly [key: string]: Json }
  /** Of `Bidirectional` the layer that it runs both ways, of `TimeDistributed` that which each timestep goes through. */
  readonly inner?: KerasLayer
  readonly weights: readonly KerasWeight[]
}

/** Whose layers: TensorFlow.js has those of Keras 2, without its second GRU. */
export type KerasDialect = 'keras' | 'tfjs'

/**
 * A model as a list of Keras's layers, behind an input of [height,width].
 *
 * @throws ExportError for what no list of layers says; ShapeError names a parameter that is missing
 */
export function kerasLayers(description: ModelDescription, parameters: Parameters, dialect: KerasDialect): readonly KerasLayer[] {
  const isMasked = description.spec.input.skipBlank
  return [
    ...scanLayers(description),
    ...description.layers.flatMap((described) => {
      const reason = unsaid(described, dialect, isMasked)
      if (reason !== null) throw new ExportError({ format: dialect, reason })
      return layersOf(described, parameters)
    }),
  ]
}

function unsaid({ layer, name }: DescribedLayer, dialect: KerasDialect, isMasked: boolean): ExportReason | null {
  if (layer.type === 'gru' && dialect === 'tfjs') return { kind: 'resetAfter', layer: name }
  if (!isMasked) return null
  // Reshape forgets a mask; Bidirectional answers zeros where it masks.
  if (layer.type === 'conv1d') return { kind: 'masks', layer: name }
  const isSequence = 'returnSequences' in layer && layer.returnSequences
  return isSequence && layer.direction !== 'forward' ? { kind: 'maskedSequence', layer: name } : null
}

function plain(className: string, name: string, config: Readonly<Record<string, Json>> = {}): KerasLayer {
  return { className, config: { name, ...config }, weights: [] }
}

/** A matrix of zeros and ones moves values without touching them: what a layer does that Keras lacks. */
function moving(name: string, order: readonly number[]): KerasLayer {
  const size = order.length
  const kernel = new Float32Array(size * size)
  order.forEach((from, to) => (kernel[from * size + to] = 1))
  const weights = [{ part: '', name: 'kernel', tensor: { shape: [size, size], data: kernel } }]
  return { ...plain('Dense', name, { units: size, use_bias: false, activation: 'linear', trainable: false }), weights }
}

function scanLayers({ spec, input, task }: ModelDescription): readonly KerasLayer[] {
  const { scan, patch, order, skipBlank } = spec.input
  const { height, width } = task.input
  const masks = skipBlank ? [plain('Masking', 'ink', { mask_value: 0 })] : []
  const steps = plain('Reshape', 'steps', { target_shape: input })
  switch (scan) {
    case 'rows':
      return masks
    case 'columns':
      return [plain('Permute', 'columns', { dims: [2, 1] }), ...masks]
    case 'image':
      return [steps]
    case 'patches':
    case 'pixels': {
      if (scan === 'pixels' && order === 'raster') return [steps, ...masks]
      if (order === 'raster') {
        const cut = plain('Reshape', 'cut', { target_shape: [height / patch, patch, width / patch, patch] })
        return [cut, plain('Permute', 'patches', { dims: [1, 3, 2, 4] }), steps, ...masks]
      }
      const flat = plain('Reshape', 'pixels', { target_shape: [height * width] })
      return [flat, moving('order', [...scanOrder(spec)]), steps, ...masks]
    }
    default:
      return scan satisfies never
  }
}

function layersOf(described: DescribedLayer, parameters: Parameters): readonly KerasLayer[] {
  const { layer, name, input, output } = described
  if (isRecurrent(described)) return recurrentLayers(described, parameters)
  const own = (...names: readonly string[]): KerasWeight[] =>
    names.map((tensor) => ({ part: '', name: tensor, tensor: parameterOf(parameters, described, tensor) }))
  switch (layer.type) {
    case 'dense':
      return [{ ...plain('Dense', name, { units: layer.units, activation: layer.activation }), weights: own('kernel', 'bias') }]
    case 'dropout':
      return [plain('Dropout', name, { rate: layer.rate })]
    case 'layerNorm':
      return [{ ...plain('LayerNormalization', name, { axis: -1, epsilon: layer.epsilon }), weights: own('gamma', 'beta') }]
    case 'conv1d':
    case 'conv2d': {
      const { filters, kernel, stride, padding, activation } = layer
      const window = (...sizes: readonly number[]) => ({ filters, kernel_size: sizes, padding, activation })
      if (layer.type === 'conv2d') {
        const config = { ...window(kernel, kernel), strides: [stride, stride] }
        return [{ ...plain('Conv2D', name, config), weights: own('kernel', 'bias') }]
      }
      if (layer.within === 'sequence') {
        return [{ ...plain('Conv1D', name, { ...window(kernel), strides: [stride] }), weights: own('kernel', 'bias') }]
      }
      // Each timestep is a row of a picture of one channel, which no filter of height 1 mixes with another.
      const [matrix, bias] = own('kernel', 'bias')
      const rows = { ...matrix!, tensor: reshape(matrix!.tensor, [1, kernel, 1, filters]) }
      return [
        plain('Reshape', `${name}_rows`, { target_shape: [...input, 1] }),
        { ...plain('Conv2D', name, { ...window(1, kernel), strides: [1, stride] }), weights: [rows, bias!] },
        plain('Reshape', `${name}_steps`, { target_shape: output }),
      ]
    }
    case 'maxPool1d':
      return [plain('MaxPooling1D', name, { pool_size: [layer.size], strides: [layer.size] })]
    case 'maxPool2d':
      return [plain('MaxPooling2D', name, { pool_size: [layer.size, layer.size], strides: [layer.size, layer.size] })]
    case 'flatten':
      if (layer.within === 'step') return [{ ...plain('TimeDistributed', name), inner: plain('Flatten', `${name}_row`) }]
      return [plain('Flatten', name)]
    case 'lstm':
    case 'gru':
    case 'rnn':
      throw new TypeError(`${name}: a recurrent layer without a recurrence`)
    default:
      return layer satisfies never
  }
}

const CLASSES = { lstm: 'LSTM', gru: 'GRU', rnn: 'SimpleRNN' } as const
const PARTS: Readonly<Record<string, string>> = { '': 'cell', forward_: 'forward_layer/cell', backward_: 'backward_layer/cell' }

function recurrentLayers(described: DescribedRecurrent, parameters: Parameters): readonly KerasLayer[] {
  const { layer, name, input } = described
  const { units, direction, returnSequences } = layer
  const weights = readerPrefixes(layer).flatMap((prefix) =>
    ['kernel', 'recurrent_kernel', 'bias'].map((tensor) => ({
      part: PARTS[prefix]!,
      name: tensor,
      tensor: parameterOf(parameters, described, prefix + tensor),
    })),
  )
  const config = {
    units,
    activation: 'tanh',
    return_sequences: returnSequences,
    go_backwards: direction === 'backward',
    // The default of TensorFlow.js is another function.
    ...(layer.type !== 'rnn' && { recurrent_activation: 'sigmoid' }),
    ...(layer.type === 'gru' && { reset_after: true }),
  }
  const reader = plain(CLASSES[layer.type], name, config)
  if (direction === 'both') return [{ ...plain('Bidirectional', name, { merge_mode: 'concat' }), inner: reader, weights }]
  if (direction === 'forward' || !returnSequences) return [{ ...reader, weights }]
  // Keras hands on what it read backward in the order in which it was read.
  const [T = 0] = input
  const turned = moving(
    `${name}_reversed`,
    Array.from({ length: T }, (_, t) => T - 1 - t),
  )
  const swap = (end: string) => plain('Permute', `${name}_${end}`, { dims: [2, 1] })
  return [{ ...reader, weights }, swap('units_first'), turned, swap('units_last')]
}
