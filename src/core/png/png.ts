/** Just as much PNG as pictures of a page need: 8 bits, RGBA. Source: W3C, “PNG Specification (Third Edition)”, 2025. */

import { concatenatedBytes } from '../concatenated.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  /** [height,width,4] RGBA bytes */
  readonly data: Uint8Array | Uint8ClampedArray
}

/** Bytes in zlib's form. */
export type Deflate = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array | Promise<Uint8Array>

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Lines of a picture are tried under several filters up to this many bytes; of a larger one, which takes a while, only as they are. */
const MOST_TRIED = 1 << 20

/** By the browser and by Node alike, beside whatever else is going on. */
export const deflated: Deflate = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Length, type, content and checksum, as every part of a PNG file stands in it. */
export function chunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatenatedBytes([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), ...parts])
  return concatenatedBytes([uint32(body.length - 4), body, uint32(crc32(body))])
}

/** Most significant byte first. */
export function uint32(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value)
  return bytes
}

/** The first chunk: 8 bits per channel, RGBA, not interlaced. */
export function header({ width, height }: Pick<Picture, 'width' | 'height'>): Uint8Array<ArrayBuffer> {
  return chunk('IHDR', uint32(width, height), Uint8Array.of(8, 6, 0, 0, 0))
}

/** A picture's compressed content, under whichever one filter (none, left, up) makes it smallest. */
export async function compress({ width, height, data }: Picture, deflate: Deflate = deflated): Promise<Uint8Array> {
  const stride = 4 * width
  let best: Uint8Array | null = null
  for (const [filter, back] of [0, 4, stride].entries()) {
    if (filter > 0 && data.length > MOST_TRIED) break
    const lines = new Uint8Array((stride + 1) * height)
    for (let y = 0; y < height; y++) {
      const from = y * stride
      const to = y * (stride + 1)
      lines[to] = filter
      lines.set(data.subarray(from, from + stride), to + 1)
      if (filter === 0 || (filter === 2 && y === 0)) continue
      for (let x = filter === 1 ? 4 : 0; x < stride; x++) lines[to + 1 + x] = data[from + x]! - data[from + x - back]!
    }
    const candidate = await deflate(lines)
    if (best === null || candidate.length < best.length) best = candidate
  }
  return best ?? new Uint8Array()
}

/** A picture as a PNG file. */
export async function encodePng(picture: Picture, deflate: Deflate = deflated): Promise<Uint8Array<ArrayBuffer>> {
  return concatenatedBytes([SIGNATURE, header(picture), chunk('IDAT', await compress(picture, deflate)), chunk('IEND')])
}

/** What a byte does to the checksum (annex D). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff]! ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
