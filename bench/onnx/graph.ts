import type { Tensor } from '../../src/core/tensor'
import { bytes, integer, integers, message, text, texts, type Field } from './protobuf'

/**
 * ONNX's messages, by their numbers in its schema.
 *
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** Types of elements. */
const FLOAT = 1
const INT64 = 7
/** Kinds of attributes. */
const ONE_INTEGER = 2
const INTEGERS = 7
/** The version of the operators: the oldest in which all of them here have the form used. */
const OPSET = 13
/** That of the file format which came with it. */
const IR_VERSION = 7

export interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>
}

/** A tensor that comes in or goes out; a size may be a name, which then stands for any number. */
export interface Port {
  readonly name: string
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly nodes: readonly Node[]
  readonly weights: ReadonlyMap<string, Tensor>
  /** Constants of whole numbers, as axes are given. */
  readonly axes: ReadonlyMap<string, readonly number[]>
}

/** An ONNX file. */
export function encodeModel(graph: Graph): Uint8Array<ArrayBuffer> {
  return message(integer(1, IR_VERSION), text(2, 'gatelight'), bytes(7, encodeGraph(graph)), bytes(8, integer(2, OPSET)))
}

function encodeGraph({ inputs, outputs, nodes, weights, axes }: Graph): Field {
  return message(
    ...nodes.map((node) => bytes(1, encodeNode(node))),
    text(2, 'keras'),
    ...[...weights].map(([name, { shape, data }]) =>
      bytes(5, encodeTensor(name, FLOAT, shape, new Uint8Array(Float32Array.from(data).buffer))),
    ),
    ...[...axes].map(([name, values]) => bytes(5, encodeTensor(name, INT64, [values.length], int64s(values)))),
    ...inputs.map((port) => bytes(11, encodePort(port))),
    ...outputs.map((port) => bytes(12, encodePort(port))),
  )
}

function encodeNode({ operator, inputs, outputs, attributes = {} }: Node): Field {
  return message(
    texts(1, inputs),
    texts(2, outputs),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, message(text(1, name), encodeAttribute(value)))),
  )
}

function encodeAttribute(value: number | readonly number[]): Field {
  return typeof value === 'number'
    ? message(integer(3, value), integer(20, ONE_INTEGER))
    : message(integers(8, value), integer(20, INTEGERS))
}

function encodeTensor(name: string, type: number, shape: readonly number[], raw: Uint8Array): Field {
  return message(integers(1, shape), integer(2, type), text(8, name), bytes(9, raw))
}

function int64s(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
}

function encodePort({ name, shape }: Port): Field {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)))
  const tensor = message(integer(1, FLOAT), bytes(2, message(...dimensions)))
  return message(text(1, name), bytes(2, bytes(1, tensor)))
}
