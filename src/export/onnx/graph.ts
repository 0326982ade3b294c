import type { Tensor } from '../../core/tensor'
import { bytes, float, integer, integers, message, text, texts, type Field } from './protobuf'

/**
 * ONNX's messages, by their numbers in its schema.
 *
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** Types of elements. */
export const FLOAT = 1
export const INT64 = 7
/** Kinds of attributes. */
const ONE_FLOAT = 1
const ONE_INTEGER = 2
const ONE_TEXT = 3
const INTEGERS = 7
/** The version of the operators: the oldest in which all of them here are defined, LayerNormalization last. */
const OPSET = 17
/** That of the file format which came with it. */
const IR_VERSION = 8

/** ONNX tells whole numbers and others apart, which JavaScript does not. */
export type Attribute = number | readonly number[] | string | { readonly float: number }

export interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, Attribute>>
}

/** A tensor that comes in or goes out; a size may be a name, which then stands for any number. */
export interface Port {
  readonly name: string
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  /** For people: what the model is called. */
  readonly name: string
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly nodes: readonly Node[]
  readonly weights: ReadonlyMap<string, Tensor>
  /** Constants of whole numbers, as axes, shapes and places are given. */
  readonly constants: ReadonlyMap<string, readonly number[]>
}

/** An ONNX file. */
export function encodeModel(graph: Graph): Uint8Array<ArrayBuffer> {
  return message(integer(1, IR_VERSION), text(2, 'gatelight'), bytes(7, encodeGraph(graph)), bytes(8, integer(2, OPSET)))
}

function encodeGraph({ name: title, inputs, outputs, nodes, weights, constants }: Graph): Field {
  return message(
    ...nodes.map((node) => bytes(1, encodeNode(node))),
    text(2, title),
    ...[...weights].map(([name, { shape, data }]) =>
      bytes(5, encodeTensor(name, FLOAT, shape, new Uint8Array(Float32Array.from(data).buffer))),
    ),
    ...[...constants].map(([name, values]) => bytes(5, encodeTensor(name, INT64, [values.length], int64s(values)))),
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

function encodeAttribute(value: Attribute): Field {
  if (typeof value === 'number') return message(integer(3, value), integer(20, ONE_INTEGER))
  if (typeof value === 'string') return message(text(4, value), integer(20, ONE_TEXT))
  return 'float' in value ? message(float(2, value.float), integer(20, ONE_FLOAT)) : message(integers(8, value), integer(20, INTEGERS))
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
