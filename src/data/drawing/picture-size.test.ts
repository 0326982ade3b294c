import { describe, expect, it } from 'vitest'
import { isDataHead, isPictureHead, pictureSize } from './picture-size'

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part])))

const padded = (head: Uint8Array): Uint8Array => Uint8Array.from({ length: 64 }, (_, index) => head[index] ?? 0)

const heads: Readonly<Record<string, Uint8Array>> = {
  PNG: bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 64, 0, 0, 0, 200]),
  GIF: bytes('GIF89a', [64, 1, 200, 0]),
  BMP: padded(
    bytes(
      'BM',
      Array.from({ length: 16 }, () => 0),
      [64, 1, 0, 0, 0x38, 0xff, 0xff, 0xff],
    ),
  ),
  'WebP, lossy': padded(bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 64, 1, 200, 0])),
  'WebP, lossless': padded(bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x31, 0])),
  'WebP, extended': padded(bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 63, 1, 0, 199, 0, 0])),
  JPEG: bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 64]),
}

describe('pictureSize', () => {
  it.each(Object.entries(heads))('reads %s', (_, head) => {
    expect(pictureSize(head)).toEqual({ width: 320, height: 200 })
    expect(isPictureHead(head)).toBe(true)
  })

  it.each(Object.entries(heads))('gives up on %s that ends early', (_, head) => {
    for (let length = 0; length < 10; length++) expect(pictureSize(head.subarray(0, length))).toBeNull()
  })

  it('does not know what has no size, and does not run on', () => {
    expect(pictureSize(bytes([0xff, 0xd8, 0xff, 0xd9, 0, 0]))).toBeNull()
    expect(
      pictureSize(
        bytes(
          [0xff, 0xd8],
          Array.from({ length: 300 }, () => 0xff),
        ),
      ),
    ).toBeNull()
    expect(pictureSize(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull()
  })
})

describe('isPictureHead', () => {
  it('tells pictures from MNIST’s files', () => {
    for (const data of [bytes([0, 0, 8, 3, 0, 0, 0xea, 0x60]), bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])]) {
      expect([isPictureHead(data), isDataHead(data)]).toEqual([false, true])
    }
    for (const head of Object.values(heads)) expect(isDataHead(head)).toBe(false)
    expect(isPictureHead(bytes('PK\x03\x04'))).toBe(false)
    expect(isPictureHead(new Uint8Array(0))).toBe(false)
    expect(isPictureHead(bytes([0, 0, 0, 0x1c], 'ftypavif'))).toBe(true)
  })
})
