/**
 * As much of Protocol Buffers' wire format as an ONNX file needs: a message is its fields' bytes one after another.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */

/** Encoded bytes of one or more fields. */
export type Field = Uint8Array<ArrayBuffer>

const VARINT = 0
const LENGTH_DELIMITED = 2
const FIXED_32 = 5

/** One message from its fields. */
export function message(...fields: readonly Field[]): Field {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0))
  let offset = 0
  for (const field of fields) {
    bytes.set(field, offset)
    offset += field.length
  }
  return bytes
}

/** @param value  a whole number from 0 to 2⁵³-1: nothing negative is needed here, which would be ten bytes long */
export function integer(number: number, value: number): Field {
  return message(varint((number << 3) | VARINT), varint(value))
}

export function float(number: number, value: number): Field {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return message(varint((number << 3) | FIXED_32), bytes)
}

/** A nested message, or raw bytes. */
export function bytes(number: number, content: Uint8Array): Field {
  return message(varint((number << 3) | LENGTH_DELIMITED), varint(content.length), Uint8Array.from(content))
}

export function text(number: number, content: string): Field {
  return bytes(number, new TextEncoder().encode(content))
}

/** A repeated field of strings. */
export function texts(number: number, contents: readonly string[]): Field {
  return message(...contents.map((content) => text(number, content)))
}

/** A repeated field of whole numbers, packed as proto3 does. */
export function integers(number: number, values: readonly number[]): Field {
  return bytes(number, message(...values.map(varint)))
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: number): Field {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`varint ${value}: expected a whole number from 0`)
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Uint8Array.from([...bytes, rest])
}
