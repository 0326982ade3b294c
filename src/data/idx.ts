import { elementCount } from '../core/tensor'
import { ByteReader, type ByteSource, type Bytes } from './byte-reader'
import { DataFileError, type DataPlace } from './errors'
import { gunzip, isGzip } from './gzip'

/**
 * The IDX format: two zero bytes, the type of the values, the number of dimensions, each dimension as a big-endian uint32, the values.
 *
 * Source: http://yann.lecun.com/exdb/mnist/, "The IDX file format". Only unsigned bytes (0x08) in 1 to 3 dimensions are read here.
 */
export interface IdxArray {
  readonly shape: readonly number[]
  /** The values row-major, a view of the file's bytes. */
  readonly data: Bytes
}

const MAGIC_BYTES = 4
const TYPE_UNSIGNED_BYTE = 0x08
const MAX_DIMENSIONS = 3
/** Enough of a web page to know it by, behind a byte order mark and blank lines. */
const SNIFFED_BYTES = 64

/** Bytes in front of the values. */
export function idxHeaderBytes(dimensions: number): number {
  return MAGIC_BYTES + 4 * dimensions
}

/** Bytes of a whole file of this shape. */
export function idxFileBytes(shape: readonly number[]): number {
  return idxHeaderBytes(shape.length) + elementCount(shape)
}

/** An IDX file of which only the header was looked at; `content` still gives everything from the first byte. */
export interface OpenedIdx {
  readonly shape: readonly number[]
  readonly isCompressed: boolean
  readonly content: ByteReader
}

/**
 * Looks at the beginning of a file and decompresses it where it is gzipped (a server's `Content-Encoding` may have been undone already).
 *
 * @throws DataFileError  faults `html`, `gzip`, `magic`, `size`; errors of `source` as they are
 */
export async function openIdx(source: ByteSource, place: DataPlace): Promise<OpenedIdx> {
  const raw = new ByteReader(source)
  const isCompressed = isGzip(await raw.peek(2))
  const content = isCompressed ? new ByteReader(gunzip(raw, place)) : raw
  const dimensions = parseMagic(await content.peek(SNIFFED_BYTES), place)
  const shape = parseShape(await content.peek(idxHeaderBytes(dimensions)), dimensions, place)
  return { shape, isCompressed, content }
}

/**
 * Reads a whole uncompressed file.
 *
 * @throws DataFileError  faults `html`, `magic`, `size` when the length is not exactly what the header announces
 */
export function parseIdx(bytes: Bytes, place: DataPlace): IdxArray {
  const dimensions = parseMagic(bytes.subarray(0, SNIFFED_BYTES), place)
  const shape = parseShape(bytes, dimensions, place)
  const expected = idxFileBytes(shape)
  if (bytes.byteLength !== expected) {
    const actual = bytes.byteLength > expected ? null : bytes.byteLength
    throw new DataFileError(place, { kind: 'size', expected, actual })
  }
  return { shape, data: bytes.subarray(idxHeaderBytes(dimensions)) }
}

/** The same as a file, uncompressed. */
export function encodeIdx({ shape, data }: IdxArray): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(idxFileBytes(shape))
  const view = new DataView(file.buffer)
  file.set([0, 0, TYPE_UNSIGNED_BYTE, shape.length])
  shape.forEach((size, index) => view.setUint32(MAGIC_BYTES + 4 * index, size))
  file.set(data, idxHeaderBytes(shape.length))
  return file
}

/** @returns the number of dimensions */
function parseMagic(head: Bytes, place: DataPlace): number {
  if (head.byteLength === 0) throw new DataFileError(place, { kind: 'empty' })
  if (isMarkup(head)) throw new DataFileError(place, { kind: 'html' })
  const [zero0, zero1, type, dimensions = 0] = head
  if (zero0 !== 0 || zero1 !== 0 || type !== TYPE_UNSIGNED_BYTE || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    const found = Array.from(head.subarray(0, MAGIC_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
    throw new DataFileError(place, { kind: 'magic', found })
  }
  return dimensions
}

function parseShape(bytes: Bytes, dimensions: number, place: DataPlace): number[] {
  const header = idxHeaderBytes(dimensions)
  if (bytes.byteLength < header) {
    throw new DataFileError(place, { kind: 'size', expected: header, actual: bytes.byteLength })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, header)
  return Array.from({ length: dimensions }, (_, index) => view.getUint32(MAGIC_BYTES + 4 * index))
}

function isMarkup(head: Bytes): boolean {
  return new TextDecoder().decode(head).trimStart().startsWith('<')
}
