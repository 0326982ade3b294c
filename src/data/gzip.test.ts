import { describe, expect, it } from 'vitest'
import { fromStream, readAtMost, type ByteSource, type Bytes } from './byte-reader'
import { DataFileError } from './errors'
import { gunzip } from './gzip'
import { gzip, joined, text } from './mnist.fixture'

const place = { source: 'page', file: 'images' }
const content = new Uint8Array(40_000).map((_, index) => (index * index) % 253)
const zipped = gzip(content)

function inPieces(bytes: Bytes, size: number): ByteSource & { readonly given: () => number } {
  let start = 0
  return {
    given: () => start,
    next: async () => {
      if (start >= bytes.length) return null
      const piece = bytes.subarray(start, start + size)
      start += piece.length
      return piece
    },
    cancel: async () => {},
  }
}

function unzip(bytes: Bytes, limit = content.length + 1, size = 1000): Promise<Bytes> {
  return readAtMost(gunzip(inPieces(bytes, size), place), limit)
}

describe('gunzip', () => {
  it.each([1, 3, 1000, 1_000_000])('gives the content from pieces of %i bytes', async (size) => {
    const few = size < 10 ? gzip(content.slice(0, 500)) : zipped
    expect(await unzip(few, content.length + 1, size)).toEqual(size < 10 ? content.slice(0, 500) : content)
  })

  it.each([
    ['cut off in the data', zipped.subarray(0, zipped.length >> 1)],
    ['cut off in the checksum', zipped.subarray(0, -6)],
    ['cut off by one byte', zipped.subarray(0, -1)],
    ['cut off after the magic number', zipped.subarray(0, 2)],
    ['with a wrong checksum', zipped.map((byte, index) => (index === zipped.length - 8 ? byte ^ 1 : byte))],
    ['followed by text', joined(zipped, text('junk'))],
    ['followed by zeros', joined(zipped, new Uint8Array(7))],
    ['followed by another member', joined(zipped, gzip(text('more')))],
  ])('refuses data %s', async (_, bytes) => {
    const error: unknown = await unzip(bytes, 1_000_000).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(DataFileError)
    expect(error).toMatchObject({ detail: { fault: { kind: 'gzip' }, source: 'page', file: 'images' } })
  })

  it('stops reading at the limit, also of a decompression bomb', async () => {
    const bomb = gzip(new Uint8Array(50_000_000))
    const source = inPieces(bomb, 1024)
    expect(await readAtMost(gunzip(source, place), 100)).toHaveLength(100)
    expect(source.given()).toBeLessThan(bomb.length)
  })

  it('hands on what the source fails with', async () => {
    const broken: ByteSource = {
      next: () => Promise.reject(new Error('the cable')),
      cancel: async () => {},
    }
    await expect(gunzip(broken, place).next()).rejects.toThrow('the cable')
  })

  it('reads what fromStream gives', async () => {
    expect(await readAtMost(gunzip(fromStream(new Blob([zipped]).stream()), place), 50_000)).toEqual(content)
  })
})
