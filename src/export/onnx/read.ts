import { elementCount, type Tensor } from '../../core/tensor'
import { FLOAT, INT64, type Attribute, type Graph, type Node, type Port } from './graph'

/**
 * Reads the ONNX files that `graph.ts` writes: the same messages the other way round, so that a written file can be run again.
 * It is no reader of other programs' files.
 */

/** One field of a message: a number, or bytes that hold a text, a message or packed numbers. */
interface WireField {
  readonly number: number
  readonly value: number
  readonly bytes: Uint8Array
}

const NOTHING = new Uint8Array(0)

/** @throws RangeError for bytes that are no messages of these kinds */
export function decodeModel(file: Uint8Array): Graph {
  const graph = fieldsOf(one(fieldsOf(file), 7))
  const weights = new Map<string, Tensor>()
  const constants = new Map<string, readonly number[]>()
  for (const { bytes } of graph.filter(({ number }) => number === 5)) readTensor(fieldsOf(bytes), weights, constants)
  return {
    name: textOf(one(graph, 2)),
    nodes: all(graph, 1).map(readNode),
    weights,
    constants,
    inputs: all(graph, 11).map(readPort),
    outputs: all(graph, 12).map(readPort),
  }
}

function readNode(message: Uint8Array): Node {
  const fields = fieldsOf(message)
  return {
    operator: textOf(one(fields, 4)),
    inputs: all(fields, 1).map(textOf),
    outputs: all(fields, 2).map(textOf),
    attributes: Object.fromEntries(all(fields, 5).map(readAttribute)),
  }
}

function readAttribute(message: Uint8Array): [string, Attribute] {
  const fields = fieldsOf(message)
  const name = textOf(one(fields, 1))
  const type = fields.find(({ number }) => number === 20)?.value
  if (type === 1) return [name, { float: fields.find(({ number }) => number === 2)?.value ?? 0 }]
  if (type === 2) return [name, fields.find(({ number }) => number === 3)?.value ?? 0]
  if (type === 3) return [name, textOf(one(fields, 4))]
  return [name, packed(one(fields, 8))]
}

function readTensor(fields: readonly WireField[], weights: Map<string, Tensor>, constants: Map<string, readonly number[]>): void {
  const name = textOf(one(fields, 8))
  const shape = packed(all(fields, 1)[0] ?? NOTHING)
  const type = fields.find(({ number }) => number === 2)?.value
  // A copy, because numbers must begin at multiples of their length.
  const raw = Uint8Array.from(one(fields, 9)).buffer
  if (type === INT64) constants.set(name, Array.from(new BigInt64Array(raw), Number))
  else if (type === FLOAT && raw.byteLength === 4 * elementCount(shape)) weights.set(name, { shape, data: new Float32Array(raw) })
  else throw new RangeError(`${name}: tensor of type ${type} and ${raw.byteLength} bytes`)
}

function readPort(message: Uint8Array): Port {
  const fields = fieldsOf(message)
  const tensor = fieldsOf(one(fieldsOf(one(fields, 2)), 1))
  const shape = all(fieldsOf(one(tensor, 2)), 1).map((dimension) => {
    const [size] = fieldsOf(dimension)
    return size?.number === 1 ? size.value : textOf(size?.bytes ?? NOTHING)
  })
  return { name: textOf(one(fields, 1)), shape }
}

function all(fields: readonly WireField[], number: number): Uint8Array[] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => bytes)
}

function one(fields: readonly WireField[], number: number): Uint8Array {
  const [found] = all(fields, number)
  if (found === undefined) throw new RangeError(`no field ${number}`)
  return found
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function packed(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  for (let at = 0; at < bytes.length;) {
    const { value, end } = varint(bytes, at)
    numbers.push(value)
    at = end
  }
  return numbers
}

function fieldsOf(message: Uint8Array): WireField[] {
  const fields: WireField[] = []
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  for (let at = 0; at < message.length;) {
    const key = varint(message, at)
    const number = Math.floor(key.value / 8)
    const kind = key.value % 8
    if (kind === 0) {
      const { value, end } = varint(message, key.end)
      fields.push({ number, value, bytes: NOTHING })
      at = end
    } else if (kind === 5) {
      fields.push({ number, value: view.getFloat32(key.end, true), bytes: NOTHING })
      at = key.end + 4
    } else if (kind === 2) {
      const { value: length, end } = varint(message, key.end)
      if (end + length > message.length) throw new RangeError(`field ${number} of ${length} bytes goes beyond the file`)
      fields.push({ number, value: 0, bytes: message.subarray(end, end + length) })
      at = end + length
    } else {
      throw new RangeError(`field ${number} of wire type ${kind}`)
    }
  }
  return fields
}

function varint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let at = start, weight = 1; at < bytes.length && at < start + 8; at++, weight *= 0x80) {
    const byte = bytes[at]!
    value += (byte & 0x7f) * weight
    if (byte < 0x80) return { value, end: at + 1 }
  }
  throw new RangeError(`a number at ${start} has no end`)
}
