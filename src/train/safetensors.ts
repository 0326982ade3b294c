import { isRecord, summarize } from '../core/decode'
import type { ErrorDetail } from '../core/error-details'
import { ShapeError } from '../core/errors'
import { clip, GatelightError } from '../core/gatelight-error'
import { fromHalf, HALF_LIMIT, toHalf } from '../core/half'
import { elementCount, type Tensor } from '../core/tensor'

/**
 * The safetensors file format: 8 bytes of header length, a JSON header, then the tensors' bytes without gaps.
 *
 * Format: https://github.com/huggingface/safetensors (README, "Format"). The reader keeps the reference implementation's rules,
 * in its order, and the README's ban on duplicate names; like the implementation and unlike the README it lets white space stand
 * before the header's `{`. What the tensors mean is `checkpoint.ts`'s business.
 */

/** Bytes that are not a safetensors file; `rule` is the rule of the format that they break. */
export class SafetensorsError extends GatelightError {
  readonly code = 'safetensors'
  constructor(readonly detail: ErrorDetail<'safetensors'>) {
    super('Not a safetensors file', detail)
  }
}

const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['BOOL', 1],
  ['U8', 1],
  ['I8', 1],
  ['F8_E4M3', 1],
  ['F8_E5M2', 1],
  ['U16', 2],
  ['I16', 2],
  ['F16', 2],
  ['BF16', 2],
  ['U32', 4],
  ['I32', 4],
  ['F32', 4],
  ['U64', 8],
  ['I64', 8],
  ['F64', 8],
])

const LENGTH_BYTES = 8
const MAX_HEADER_BYTES = 100_000_000
const METADATA = '__metadata__'
/** Of a name that an error quotes. */
const MOST_NAME = 60

/** A tensor as the file holds it; `bytes` is a view into the file. */
export interface StoredTensor {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

export interface SafetensorsFile {
  readonly metadata: ReadonlyMap<string, string>
  /** In the order of their bytes. */
  readonly tensors: ReadonlyMap<string, StoredTensor>
}

interface Entry {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

function refuse(detail: ErrorDetail<'safetensors'>): never {
  throw new SafetensorsError(detail)
}

/** @param name    the tensor, or which part of the header */
function refuseContent(
  name: string,
  wanted: Extract<ErrorDetail<'safetensors'>, { rule: 'header-content' }>['wanted'],
  value: unknown,
): never {
  return refuse({ rule: 'header-content', name, wanted, actual: summarize(value) })
}

/**
 * Reads a file without copying its tensors. Nothing is allocated for what a header merely claims.
 *
 * @throws SafetensorsError
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  const headerEnd = readHeaderEnd(file)
  const header = parseHeader(file.subarray(LENGTH_BYTES, headerEnd))
  const metadata = new Map<string, string>()
  const entries: Entry[] = []
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) readMetadata(value, metadata)
    else entries.push(readEntry(name, value))
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  const tensors = new Map<string, StoredTensor>()
  let previousEnd = 0
  for (const { name, dtype, shape, begin, end } of entries) {
    if (begin !== previousEnd || end < begin) refuse({ rule: 'offsets', name: summarize(name), expected: previousEnd, begin, end })
    const size = byteLength(dtype, shape)
    if (end - begin !== size) refuse({ rule: 'size', name: summarize(name), expected: size, actual: end - begin })
    tensors.set(name, { dtype, shape, bytes: file.subarray(headerEnd + begin, headerEnd + end) })
    previousEnd = end
  }
  if (headerEnd + previousEnd !== file.length) {
    refuse({ rule: 'file-length', expected: headerEnd + previousEnd, actual: file.length })
  }
  return { metadata, tensors }
}

function readHeaderEnd(file: Uint8Array): number {
  if (file.length < LENGTH_BYTES) refuse({ rule: 'header-too-small', least: LENGTH_BYTES, actual: file.length })
  // As BigInt: a number would round a 64-bit length.
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true)
  if (length > BigInt(MAX_HEADER_BYTES)) refuse({ rule: 'header-too-large', limit: MAX_HEADER_BYTES, actual: `${length}` })
  const end = LENGTH_BYTES + Number(length)
  if (end > file.length) refuse({ rule: 'header-beyond-file', limit: file.length - LENGTH_BYTES, actual: `${length}` })
  return end
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse({ rule: 'header-not-utf8' })
  }
  let header: unknown
  try {
    header = JSON.parse(source)
  } catch (error) {
    return refuse({ rule: 'header-not-json', original: clip(String(error)) })
  }
  if (!isRecord(header)) return refuseContent('header', 'object', header)
  refuseDuplicateNames(source)
  return header
}

/**
 * JSON.parse keeps the last of two equal names in silence, so the names are read once more from the text, known to be JSON. Texts are passed over
 * from quote to quote: a pattern for a whole text overflows the stack of the engine that matches it where a text is long.
 */
function refuseDuplicateNames(source: string): void {
  const open: (Set<string> | null)[] = []
  let start = 0
  let end = 0
  for (let at = 0; at < source.length; at++) {
    const token = source.charCodeAt(at)
    if (token === QUOTE) {
      start = at
      at = closingQuote(source, at)
      end = at + 1
    } else if (token === 0x7b) open.push(new Set())
    else if (token === 0x5b) open.push(null)
    else if (token === 0x7d || token === 0x5d) open.pop()
    else if (token === 0x3a) {
      const last = source.slice(start, end)
      const name: unknown = last.includes('\\') ? JSON.parse(last) : last.slice(1, -1)
      const names = open.at(-1)
      if (typeof name === 'string' && names?.has(name)) refuse({ rule: 'duplicate-name', name: clip(last, MOST_NAME) })
      if (typeof name === 'string') names?.add(name)
    }
  }
}

const QUOTE = 0x22

/** @param from  where a text begins, in a source that is known to be JSON */
function closingQuote(source: string, from: number): number {
  let at = source.indexOf('"', from + 1)
  while (isEscaped(source, at)) at = source.indexOf('"', at + 1)
  return at
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0
  while (source.charAt(at - 1 - slashes) === '\\') slashes++
  return slashes % 2 === 1
}

function readMetadata(value: unknown, metadata: Map<string, string>): void {
  if (!isRecord(value)) return refuseContent(METADATA, 'object', value)
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string') refuseContent(`${METADATA}.${clip(name, MOST_NAME)}`, 'text', content)
    else metadata.set(name, content)
  }
}

function readEntry(name: string, value: unknown): Entry {
  const shown = summarize(name)
  if (!isRecord(value)) return refuseContent(shown, 'object', value)
  const { dtype, shape, data_offsets: offsets } = value
  if (typeof dtype !== 'string' || !ELEMENT_BYTES.has(dtype)) return refuseContent(shown, 'dtype', dtype)
  if (!isSizes(shape)) return refuseContent(shown, 'shape', shape)
  if (!isSizes(offsets) || offsets.length !== 2) return refuseContent(shown, 'offsets', offsets)
  return { name, dtype, shape, begin: offsets[0]!, end: offsets[1]! }
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size: unknown) => Number.isSafeInteger(size) && Number(size) >= 0)
}

/** Null for a size that no number holds. */
function byteLength(dtype: string, shape: readonly number[]): number | null {
  const size = elementCount(shape) * ELEMENT_BYTES.get(dtype)!
  return Number.isSafeInteger(size) ? size : null
}

/** How a value of each floating-point type is read: from the bytes at its index. */
const READERS: ReadonlyMap<string, (view: DataView, index: number) => number> = new Map([
  ['F32', (view, index) => view.getFloat32(4 * index, true)],
  ['F16', (view, index) => fromHalf(view.getUint16(2 * index, true))],
  ['F64', (view, index) => view.getFloat64(8 * index, true)],
  // The upper half of a float32.
  ['BF16', (view, index) => fromBits(view.getUint16(2 * index, true) * 0x10000)],
])

/** Types of numbers that become float32. */
export const FLOAT_TYPES: ReadonlySet<string> = new Set(READERS.keys())

const BITS = new DataView(new ArrayBuffer(4))

function fromBits(bits: number): number {
  BITS.setUint32(0, bits)
  return BITS.getFloat32(0)
}

/**
 * The values as float32. Half of a float32 in either form holds none that float32 does not; float64 is rounded, to infinity beyond its range.
 *
 * @throws SafetensorsError for numbers that are not of floating point
 */
export function readFloat32(name: string, { dtype, shape, bytes }: StoredTensor): Tensor {
  const read = READERS.get(dtype)
  if (read === undefined) return refuseContent(summarize(name), 'float', dtype)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = new Float32Array(elementCount(shape))
  for (let index = 0; index < data.length; index++) data[index] = read(view, index)
  return { shape, data }
}

/** How the values of a written file are stored. */
export type StoredFloat = 'F32' | 'F16'

/**
 * Writes tensors in the map's order; the header is padded with spaces to a multiple of 8 bytes.
 *
 * @param dtype   `F16` rounds each value to the nearest float16
 * @param others  written behind them as they are
 * @throws ShapeError names a tensor with a value that float16 does not have
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: ReadonlyMap<string, string>,
  dtype: StoredFloat = 'F32',
  others: ReadonlyMap<string, StoredTensor> = new Map(),
): Uint8Array<ArrayBuffer> {
  const stored = new Map<string, StoredTensor>(
    [...tensors].map(([name, { shape, data }]) => [name, { dtype, shape, bytes: store(name, data, dtype) }]),
  )
  return layOut(new Map([...stored, ...others]), metadata)
}

/** The same file under other metadata; no tensor is touched. @throws SafetensorsError */
export function replaceMetadata(file: Uint8Array, metadata: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  return layOut(readSafetensors(file).tensors, metadata)
}

function store(name: string, data: Float32Array, dtype: StoredFloat): Uint8Array {
  const bytes = new Uint8Array(data.length * ELEMENT_BYTES.get(dtype)!)
  const view = new DataView(bytes.buffer)
  if (dtype === 'F32') {
    for (let index = 0; index < data.length; index++) view.setFloat32(4 * index, data[index]!, true)
    return bytes
  }
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!
    // Written so that NaN is refused too.
    if (!(Math.abs(value) < HALF_LIMIT)) {
      throw new ShapeError({ tensor: summarize(name), misfit: { kind: 'notHalf', limit: HALF_LIMIT, actual: value, index } })
    }
    view.setUint16(2 * index, toHalf(value), true)
  }
  return bytes
}

function layOut(tensors: ReadonlyMap<string, StoredTensor>, metadata: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const fields: string[] = []
  if (metadata.size > 0) fields.push(`${JSON.stringify(METADATA)}:{${[...metadata].map(([key, value]) => field(key, value)).join(',')}}`)
  let offset = 0
  for (const [name, { dtype, shape, bytes }] of tensors) {
    const end = offset + bytes.byteLength
    fields.push(field(name, { dtype, shape, data_offsets: [offset, end] }))
    offset = end
  }
  const header = new TextEncoder().encode(`{${fields.join(',')}}`)
  const headerBytes = Math.ceil(header.length / LENGTH_BYTES) * LENGTH_BYTES
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + offset)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true)
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes)
  file.set(header, LENGTH_BYTES)
  let place = LENGTH_BYTES + headerBytes
  for (const { bytes } of tensors.values()) {
    file.set(bytes, place)
    place += bytes.byteLength
  }
  return file
}

/** One `"name":value` of a JSON object, written out so that a name such as `__proto__` stays a name. */
function field(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}
