import { concatenatedFloats } from '../core/concatenated'
import { ceilDiv, elementCount, type Tensor } from '../core/tensor'

/**
 * How the same weights lie in other tools' tensors. Everything here moves values and computes none, so that what is written
 * and read again has the same bits.
 */

/** Places of another tool's gates among Keras's, whose column blocks of an LSTM are i | f | c | o and of a GRU z | r | h. */
export const GATE_ORDERS = {
  onnx: { lstm: [0, 3, 1, 2], gru: [0, 1, 2], rnn: [0] },
  pytorch: { lstm: [0, 1, 2, 3], gru: [1, 0, 2], rnn: [0] },
} as const satisfies Record<string, Record<'lstm' | 'gru' | 'rnn', readonly number[]>>

/** [rows,columns] → [columns,rows] */
export function transpose({ shape, data }: Tensor): Tensor {
  const [rows = 0, columns = 0] = shape
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column]!
  }
  return { shape: [columns, rows], data: turned }
}

/** A tensor with its dimensions in another order; `axes[d]` is which of the old ones becomes dimension d. */
export function permuteAxes({ shape, data }: Tensor, axes: readonly number[]): Tensor {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)))
  const sizes = axes.map((axis) => shape[axis]!)
  const steps = axes.map((axis) => strides[axis]!)
  const turned = new Float32Array(data.length)
  for (let index = 0; index < data.length; index++) {
    let rest = index
    let from = 0
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += (rest % sizes[axis]!) * steps[axis]!
      rest = Math.floor(rest / sizes[axis]!)
    }
    turned[index] = data[from]!
  }
  return { shape: sizes, data: turned }
}

/** What `permuteAxes` with `axes` did, undone. */
export function inverseOrder(axes: readonly number[]): number[] {
  return axes.map((_, axis) => axes.indexOf(axis))
}

/** Blocks of the last dimension in another order: block d of the result is block `order[d]` of the tensor. */
export function reorderBlocks({ shape, data }: Tensor, order: readonly number[]): Tensor {
  const columns = shape.at(-1)!
  const width = columns / order.length
  const moved = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += columns) {
    order.forEach((from, to) => moved.set(data.subarray(start + from * width, start + (from + 1) * width), start + to * width))
  }
  return { shape, data: moved }
}

/** Another order along one dimension: place d of the result is place `order[d]` of the tensor. */
export function reorderAlong({ shape, data }: Tensor, axis: number, order: readonly number[]): Tensor {
  const width = elementCount(shape.slice(axis + 1))
  const moved = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += order.length * width) {
    order.forEach((from, to) => moved.set(data.subarray(start + from * width, start + (from + 1) * width), start + to * width))
  }
  return { shape, data: moved }
}

/** The same values in another shape. */
export function reshape({ data }: Tensor, shape: readonly number[]): Tensor {
  return { shape, data }
}

/** Tensors of one shape one after another along a new first dimension. */
export function stack(tensors: readonly [Tensor, ...Tensor[]]): Tensor {
  return { shape: [tensors.length, ...tensors[0].shape], data: concatenatedFloats(tensors.map(({ data: values }) => values)) }
}

/** Vectors one after another. */
export function join(tensors: readonly Tensor[]): Tensor {
  const data = concatenatedFloats(tensors.map(({ data: values }) => values))
  return { shape: [data.length], data }
}

/** Row `row` of a matrix. */
export function rowOf({ shape, data }: Tensor, row: number): Tensor {
  const columns = shape.at(-1)!
  return { shape: [columns], data: data.slice(row * columns, (row + 1) * columns) }
}

export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(elementCount(shape)) }
}

/** Zeros before and behind a dimension that is padded as Keras pads `same`. */
export function padding(length: number, window: { kernel: number; stride: number; before: number }): readonly [number, number] {
  const { kernel, stride, before } = window
  const all = Math.max((ceilDiv(length, stride) - 1) * stride + kernel - length, 0)
  return [before, all - before]
}
