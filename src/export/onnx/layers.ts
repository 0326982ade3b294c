import type { Tensor } from '../../core/tensor'
import type { DescribedLayer } from '../../nn'
import { convolutionShape } from '../../nn/spec/convolution'
import type { Activation } from '../../nn/spec/model-spec'
import { GATE_ORDERS, join, padding, reorderBlocks, reshape, rowOf, stack, transpose, zeros } from '../layouts'
import { isRecurrent, parameterOf, readerPrefixes, type DescribedRecurrent, type Parameters } from '../parameters'
import { convolutionKernel, type GraphBuilder, type Value } from './builder'

/** The operators of one layer of a model. */

const NO_PADDING = [0, 0] as const

/** Writes a layer's operators. @returns what it hands on; for the last layer before its softmax too */
export function addLayer(graph: GraphBuilder, described: DescribedLayer, parameters: Parameters, input: Value): Value {
  const { layer, name } = described
  if (isRecurrent(described)) return addRecurrent(graph, described, parameters, input)
  switch (layer.type) {
    case 'dense':
      return addDense(graph, described, layer.activation, parameters, input)
    case 'dropout':
      // It does nothing in a prediction.
      return input
    case 'layerNorm': {
      const value = featuresLast(graph, input)
      const weights = (['gamma', 'beta'] as const).map((tensor) =>
        graph.weight(`${name}_${tensor}`, parameterOf(parameters, described, tensor)),
      )
      const attributes = { axis: value.layout.length - 1, epsilon: { float: layer.epsilon } }
      return { ...value, name: graph.add('LayerNormalization', name, [value.name, ...weights], attributes) }
    }
    case 'conv1d':
    case 'conv2d':
      return addConvolution(graph, described, parameters, input)
    case 'maxPool1d':
      return addPool(graph, name, [layer.size], graph.as(input, 'NFT'))
    case 'maxPool2d':
      return addPool(graph, name, [layer.size, layer.size], graph.as(input, 'NCHW'))
    case 'flatten': {
      if (layer.within === 'step') {
        const rows = graph.as(input, 'HNWC')
        const shape = graph.constant(`${name}_shape`, [0, 0, described.output[1]!])
        return { name: graph.add('Reshape', name, [rows.name, shape]), layout: 'TNF' }
      }
      const value = graph.as(input, described.input.length === 3 ? 'NHWC' : 'NTF')
      const shape = graph.constant(`${name}_shape`, [0, described.output[0]!])
      return { name: graph.add('Reshape', name, [value.name, shape]), layout: 'NF' }
    }
    case 'lstm':
    case 'gru':
    case 'rnn':
      throw new TypeError(`${name}: a recurrent layer without a recurrence`)
    default:
      return layer satisfies never
  }
}

/** The nearest layout in which the features run fastest, for what works on each timestep or place alone. */
function featuresLast(graph: GraphBuilder, input: Value): Value {
  if (input.layout === 'NFT') return graph.as(input, 'NTF')
  return input.layout === 'NCHW' ? graph.as(input, 'NHWC') : input
}

function addDense(graph: GraphBuilder, described: DescribedLayer, activation: Activation, parameters: Parameters, input: Value): Value {
  const { name } = described
  const value = featuresLast(graph, input)
  const kernel = graph.weight(`${name}_kernel`, parameterOf(parameters, described, 'kernel'))
  const bias = graph.weight(`${name}_bias`, parameterOf(parameters, described, 'bias'))
  const sums =
    value.layout === 'NF'
      ? graph.add('Gemm', `${name}_sums`, [value.name, kernel, bias])
      : graph.add('Add', `${name}_sums`, [graph.add('MatMul', `${name}_product`, [value.name, kernel]), bias])
  return { ...value, name: activate(graph, name, sums, activation) }
}

function activate(graph: GraphBuilder, name: string, sums: string, activation: Activation): string {
  if (activation === 'linear') return sums
  return activation === 'relu'
    ? graph.add('Relu', name, [sums])
    : // The axis from the front: protobuf writes a negative number in ten bytes.
      graph.add('Softmax', name, [sums], { axis: 1 })
}

function addPool(graph: GraphBuilder, name: string, window: readonly number[], input: Value): Value {
  return { ...input, name: graph.add('MaxPool', name, [input.name], { kernel_shape: window, strides: window }) }
}

function addConvolution(graph: GraphBuilder, described: DescribedLayer, parameters: Parameters, input: Value): Value {
  const { layer, name } = described
  if (layer.type !== 'conv1d' && layer.type !== 'conv2d') throw new TypeError(`${name} is no convolution`)
  const { height, width, top, left } = convolutionShape(layer, described.input, name)
  const { kernel: size, stride, activation } = layer
  const isPadded = layer.padding === 'same'
  const across = isPadded ? padding(width, { kernel: size, stride, before: left }) : NO_PADDING
  const down = isPadded && layer.type === 'conv2d' ? padding(height, { kernel: size, stride, before: top }) : NO_PADDING
  const kernel = convolutionKernel(parameterOf(parameters, described, 'kernel'))
  const bias = graph.weight(`${name}_bias`, parameterOf(parameters, described, 'bias'))
  const convolve = (value: string, weights: Tensor, strides: readonly number[], pads: readonly number[]) => {
    const inputs = [value, graph.weight(`${name}_kernel`, weights), bias]
    const attributes = { kernel_shape: weights.shape.slice(2), strides, pads }
    return activate(graph, name, graph.add('Conv', `${name}_sums`, inputs, attributes), activation)
  }
  if (layer.type === 'conv2d') {
    const pads = [down[0], across[0], down[1], across[1]]
    return { name: convolve(graph.as(input, 'NCHW').name, kernel, [stride, stride], pads), layout: 'NCHW' }
  }
  if (layer.within === 'sequence') return { name: convolve(graph.as(input, 'NFT').name, kernel, [stride], across), layout: 'NFT' }
  // Each timestep is a row of a picture of one channel, which no filter of height 1 mixes with another.
  const [T = 0, features = 0] = described.output
  const rows = graph.add('Unsqueeze', `${name}_rows`, [graph.as(input, 'NTF').name, graph.constant(`${name}_channel`, [1])])
  const found = convolve(rows, reshape(kernel, [kernel.shape[0]!, 1, 1, size]), [1, stride], [0, across[0], 0, across[1]])
  const last = graph.add('Transpose', `${name}_places`, [found], { perm: [0, 2, 3, 1] })
  return { name: graph.add('Reshape', `${name}_steps`, [last, graph.constant(`${name}_shape`, [0, T, features])]), layout: 'NTF' }
}

const OPERATORS = { lstm: 'LSTM', gru: 'GRU', rnn: 'RNN' } as const
const DIRECTIONS = { forward: 'forward', backward: 'reverse', both: 'bidirectional' } as const

function addRecurrent(graph: GraphBuilder, described: DescribedRecurrent, parameters: Parameters, input: Value): Value {
  const { layer, name } = described
  const { units, direction, returnSequences } = layer
  const order = GATE_ORDERS.onnx[layer.type]
  const readers = readerPrefixes(layer)
  const each = (tensor: string, turn: (tensor: Tensor) => Tensor): Tensor => {
    const [first, ...others] = readers.map((prefix) => turn(parameterOf(parameters, described, `${prefix}${tensor}`)))
    return stack([first!, ...others])
  }
  const matrix = (tensor: Tensor) => transpose(reorderBlocks(tensor, order))
  const inputs = [
    graph.as(input, 'TNF').name,
    graph.weight(`${name}_kernel`, each('kernel', matrix)),
    graph.weight(`${name}_recurrent_kernel`, each('recurrent_kernel', matrix)),
    graph.weight(
      `${name}_bias`,
      each('bias', (bias) => biases(reorderBlocks(bias, order))),
    ),
  ]
  const attributes = {
    hidden_size: units,
    direction: DIRECTIONS[direction],
    layout: 0,
    // ONNX's default, like Keras's first GRU, lets the reset gate scale the state before its product.
    ...(layer.type === 'gru' && { linear_before_reset: 1 }),
  }
  const outputs = returnSequences ? [`${name}_by_direction`] : ['', `${name}_last_by_direction`]
  graph.addNode({ operator: OPERATORS[layer.type], inputs, outputs, attributes })
  const output = outputs.at(-1)!
  // [T,directions,N,H], or [directions,N,H] for the last state.
  const axis = returnSequences ? 1 : 0
  const layout = returnSequences ? 'TNF' : 'NF'
  if (readers.length === 1) {
    return { name: graph.add('Squeeze', name, [output, graph.constant(`${name}_direction`, [axis])]), layout }
  }
  const perm = returnSequences ? [0, 2, 1, 3] : [1, 0, 2]
  const sides = graph.add('Transpose', `${name}_sides`, [output], { perm })
  const shape = graph.constant(`${name}_shape`, returnSequences ? [0, 0, 2 * units] : [0, 2 * units])
  return { name: graph.add('Reshape', name, [sides, shape]), layout }
}

/** One bias for the input's product and one for the state's: Keras's GRU has both, its other cells have the first alone. */
function biases(bias: Tensor): Tensor {
  return bias.shape.length === 2 ? join([rowOf(bias, 0), rowOf(bias, 1)]) : join([bias, zeros(bias.shape)])
}
