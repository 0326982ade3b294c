import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import * as fakeIndexedDb from 'fake-indexeddb'
import { expect, vi } from 'vitest'
import { elementCount } from '../core/tensor'
import type { Bytes } from './byte-reader'
import { eachPart, MNIST, MNIST_PARTS, type MnistContents, type MnistManifest } from './mnist-files'

/** A set of four files like MNIST's, five pictures in all, for tests. */
const shapes = { trainImages: [3, 28, 28], trainLabels: [3], testImages: [2, 28, 28], testLabels: [2] }

export const tinyContents: MnistContents = eachPart((part) => idxFile(shapes[part]))

export const tinyManifest: MnistManifest = eachPart((part) => ({
  name: MNIST[part].name,
  shape: shapes[part],
  sha256: createHash('sha256').update(tinyContents[part]).digest('hex'),
}))

/** What a folder serves: `<name>.gz` to content. */
export function tinyFolder(change: Readonly<Record<string, Bytes | null>> = {}): Map<string, Bytes | null> {
  const files = new Map<string, Bytes | null>(MNIST_PARTS.map((part) => [`${MNIST[part].name}.gz`, gzip(tinyContents[part])]))
  for (const [name, bytes] of Object.entries(change)) files.set(name, bytes)
  return files
}

/** An IDX file of bytes whose values count up. */
export function idxFile(shape: readonly number[], magic: readonly number[] = [0, 0, 8, shape.length]): Bytes {
  const header = 4 + 4 * shape.length
  const bytes = new Uint8Array(header + elementCount(shape))
  bytes.set(magic)
  const view = new DataView(bytes.buffer)
  shape.forEach((size, index) => view.setUint32(4 + 4 * index, size))
  for (let index = header; index < bytes.length; index++) bytes[index] = (index - header) % 251
  return bytes
}

export function gzip(bytes: Bytes): Bytes {
  return new Uint8Array(gzipSync(bytes))
}

export function text(content: string): Bytes {
  return new TextEncoder().encode(content)
}

export function joined(...pieces: readonly Bytes[]): Bytes {
  return new Uint8Array(pieces.flatMap((piece) => Array.from(piece)))
}

/** The address in a call of `fetch`. */
export function addressOf(input: RequestInfo | URL): string {
  return input instanceof Request ? input.url : input.toString()
}

/** Gives a test an empty database of its own, until `vi.unstubAllGlobals()`. */
export function stubIndexedDb(): void {
  for (const [name, value] of Object.entries(fakeIndexedDb)) if (name.startsWith('IDB')) vi.stubGlobal(name, value)
  vi.stubGlobal('indexedDB', new fakeIndexedDb.IDBFactory())
}

/** Matches a text with this in it. */
export function containing(part: string): unknown {
  return expect.stringContaining(part)
}
