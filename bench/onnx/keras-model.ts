import { CLASS_COUNT, IMAGE_SIDE } from '../../src/testing/digits'
import type { Tensor } from '../../src/core/tensor'
import { encodeModel, type Node } from './graph'

/** The `keras` preset as an ONNX file, without its dropout, which does nothing in a prediction. */

/** Place of ONNX's gates i | o | f | c among Keras's i | f | c | o. */
const GATES = [0, 3, 1, 2] as const

export const INPUT = 'images'
export const OUTPUT = 'probabilities'

/**
 * @param parameters  the preset's, in Keras's names and layouts
 * @returns a file whose input `images` is [N,28,28] in 0…1 and whose output `probabilities` is [N,10]
 * @throws RangeError names a parameter that is missing
 */
export function kerasModel(parameters: ReadonlyMap<string, Tensor>): Uint8Array<ArrayBuffer> {
  const take = (name: string): Tensor => {
    const tensor = parameters.get(name)
    if (tensor === undefined) throw new RangeError(`no parameter ${name}`)
    return tensor
  }
  const weights = new Map<string, Tensor>([
    ['conv_kernel', convolutionKernel(take('conv1d/kernel'))],
    ['conv_bias', take('conv1d/bias')],
    ...lstmWeights('lstm', take),
    ...lstmWeights('lstm_1', take),
    ['dense_kernel', take('dense/kernel')],
    ['dense_bias', take('dense/bias')],
  ])
  const nodes: Node[] = [
    // A convolution reads [N,channels,positions], and an LSTM [T,N,F].
    { operator: 'Transpose', inputs: [INPUT], outputs: ['columns'], attributes: { perm: [0, 2, 1] } },
    { operator: 'Conv', inputs: ['columns', 'conv_kernel', 'conv_bias'], outputs: ['sums'], attributes: { kernel_shape: [3] } },
    { operator: 'Relu', inputs: ['sums'], outputs: ['activated'] },
    { operator: 'Transpose', inputs: ['activated'], outputs: ['sequence'], attributes: { perm: [2, 0, 1] } },
    lstm('lstm', 'sequence', ['by_direction'], 128),
    { operator: 'Squeeze', inputs: ['by_direction', 'axis_1'], outputs: ['sequence_1'] },
    lstm('lstm_1', 'sequence_1', ['', 'last_by_direction'], 64),
    { operator: 'Squeeze', inputs: ['last_by_direction', 'axis_0'], outputs: ['last'] },
    { operator: 'Gemm', inputs: ['last', 'dense_kernel', 'dense_bias'], outputs: ['scores'] },
    { operator: 'Softmax', inputs: ['scores'], outputs: [OUTPUT], attributes: { axis: 1 } },
  ]
  return encodeModel({
    inputs: [{ name: INPUT, shape: ['N', IMAGE_SIDE, IMAGE_SIDE] }],
    outputs: [{ name: OUTPUT, shape: ['N', CLASS_COUNT] }],
    nodes,
    weights,
    axes: new Map([
      ['axis_0', [0]],
      ['axis_1', [1]],
    ]),
  })
}

function lstm(name: string, input: string, outputs: readonly string[], units: number): Node {
  const inputs = [input, `${name}_kernel`, `${name}_recurrent_kernel`, `${name}_bias`]
  return { operator: 'LSTM', inputs, outputs, attributes: { hidden_size: units } }
}

function lstmWeights(name: string, take: (name: string) => Tensor): [string, Tensor][] {
  const bias = lstmKernel(take(`${name}/bias`))
  return [
    [`${name}_kernel`, lstmKernel(take(`${name}/kernel`))],
    [`${name}_recurrent_kernel`, lstmKernel(take(`${name}/recurrent_kernel`))],
    // ONNX has a second bias beside the state's product.
    [`${name}_bias`, { shape: [1, 2 * bias.data.length], data: Float32Array.of(...bias.data, ...new Float32Array(bias.data.length)) }],
  ]
}

/** [F,4H] with gates i | f | c | o → [1,4H,F] with gates i | o | f | c: one direction, transposed. */
export function lstmKernel({ shape, data }: Tensor): Tensor {
  const columns = shape.at(-1)!
  const rows = data.length / columns
  const units = columns / GATES.length
  const turned = new Float32Array(data.length)
  GATES.forEach((from, to) => {
    for (let unit = 0; unit < units; unit++) {
      for (let row = 0; row < rows; row++) turned[(to * units + unit) * rows + row] = data[row * columns + from * units + unit]!
    }
  })
  return { shape: [1, columns, rows], data: turned }
}

/** [K,F,filters] → [filters,F,K] */
export function convolutionKernel({ shape, data }: Tensor): Tensor {
  const [K = 0, F = 0, filters = 0] = shape
  const turned = new Float32Array(data.length)
  for (let k = 0; k < K; k++) {
    for (let f = 0; f < F; f++) {
      for (let filter = 0; filter < filters; filter++) turned[(filter * F + f) * K + k] = data[(k * F + f) * filters + filter]!
    }
  }
  return { shape: [filters, F, K], data: turned }
}
