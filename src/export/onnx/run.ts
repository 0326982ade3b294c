import type { Tensor } from '../../core/tensor'
import { permuteAxes } from '../layouts'
import type { Attribute, Graph, Node } from './graph'
import { multiply, numbers, required, type Call } from './run-values'
import { runRecurrent } from './run-recurrent'
import { slide } from './run-windows'

/**
 * Computes a graph as ONNX's specification of its operators says, in plain loops: what another program makes of an exported file,
 * without another program. It shares nothing with the engines, whose answers it is compared with.
 *
 * Source: ONNX's operator schemas, version 17: https://onnx.ai/onnx/operators/
 */

type Constants = ReadonlyMap<string, readonly number[]>

/**
 * @param inputs  a tensor for each of the graph's inputs
 * @returns the graph's first output
 * @throws RangeError for an operator that `graph.ts` does not write
 */
export function runGraph({ nodes, weights, constants, outputs }: Graph, inputs: ReadonlyMap<string, Tensor>): Tensor {
  const values = new Map([...weights, ...inputs])
  for (const node of nodes) {
    for (const [name, tensor] of runNode(node, values, constants)) values.set(name, tensor)
  }
  const result = values.get(outputs[0]?.name ?? '')
  if (result === undefined) throw new RangeError('the graph has no output')
  return result
}

function runNode({ operator, inputs, outputs, attributes = {} }: Node, values: ReadonlyMap<string, Tensor>, constants: Constants) {
  const tensors = inputs.flatMap((name) => values.get(name) ?? [])
  const integers = inputs.flatMap((name) => constants.get(name) ?? [])
  const results = compute({ operator, inputs: tensors, integers, attributes })
  return outputs.flatMap((name, place): [string, Tensor][] => (name === '' ? [] : [[name, results[place]!]]))
}

function compute(call: Call): readonly Tensor[] {
  const { operator, inputs, integers, attributes } = call
  const [x, w, b] = inputs
  if (x === undefined) throw new RangeError(`${operator} without an input`)
  switch (operator) {
    case 'Identity':
      return [x]
    case 'Relu':
      return [{ shape: x.shape, data: x.data.map((value) => Math.max(value, 0)) }]
    case 'Softmax':
      return [softmax(x)]
    case 'Transpose':
      return [permuteAxes(x, numbers(attributes['perm']))]
    case 'Reshape':
      return [{ shape: integers.map((size, axis) => (size === 0 ? x.shape[axis]! : size)), data: x.data }]
    case 'Squeeze':
      return [{ shape: x.shape.filter((_, axis) => !integers.includes(axis)), data: x.data }]
    case 'Unsqueeze':
      return [{ shape: integers.reduce<readonly number[]>((shape, axis) => shape.toSpliced(axis, 0, 1), x.shape), data: x.data }]
    case 'Gather':
      return [gather(x, integers)]
    case 'MatMul':
      return [multiply(x, required(w))]
    case 'Gemm':
      return [add(multiply(x, required(w)), required(b))]
    case 'Add':
      return [add(x, required(w))]
    case 'LayerNormalization':
      return [normalise(x, required(w), required(b), attributes['epsilon'])]
    case 'Conv':
    case 'MaxPool':
      return [slide(call)]
    case 'LSTM':
    case 'GRU':
    case 'RNN':
      return runRecurrent(call)
    default:
      throw new RangeError(`operator ${operator}`)
  }
}

function softmax({ shape, data }: Tensor): Tensor {
  const classes = shape.at(-1)!
  const result = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += classes) {
    const scores = data.subarray(start, start + classes)
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity)
    const raised = Float64Array.from(scores, (score) => Math.exp(score - highest))
    const sum = raised.reduce((total, value) => total + value, 0)
    result.set(
      raised.map((value) => value / sum),
      start,
    )
  }
  return { shape, data: result }
}

/** Along axis 1 of a matrix. */
function gather({ shape: [rows = 0, columns = 0], data }: Tensor, places: readonly number[]): Tensor {
  const result = new Float32Array(rows * places.length)
  for (let row = 0; row < rows; row++) {
    places.forEach((place, column) => (result[row * places.length + column] = data[row * columns + place]!))
  }
  return { shape: [rows, places.length], data: result }
}

/** A vector added to the last dimension. */
function add(x: Tensor, bias: Tensor): Tensor {
  return { shape: x.shape, data: x.data.map((value, index) => value + bias.data[index % bias.data.length]!) }
}

function normalise({ shape, data }: Tensor, scale: Tensor, shift: Tensor, epsilon: Attribute | undefined): Tensor {
  const F = scale.data.length
  const added = typeof epsilon === 'object' && 'float' in epsilon ? epsilon.float : 1e-5
  const result = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += F) {
    const part = data.subarray(start, start + F)
    const mean = part.reduce((sum, value) => sum + value, 0) / F
    const variance = part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / F
    part.forEach((value, f) => (result[start + f] = ((value - mean) / Math.sqrt(variance + added)) * scale.data[f]! + shift.data[f]!))
  }
  return { shape, data: result }
}
