import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** Just as much PNG as pictures of a page need: 8 bits, RGB or RGBA in, RGBA out. Source: W3C, “PNG Specification (Third Edition)”, 2025. */

export interface Picture {
  readonly width: number
  readonly height: number
  /** [height,width,4] RGBA bytes */
  readonly data: Uint8Array
}

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Length, type, content and checksum, as every part of a PNG file stands in it. */
export function chunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts])
  return Buffer.concat([uint32(body.length - 4), body, uint32(crc32(body))])
}

export function uint32(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index)
  return bytes
}

/** The first chunk: 8 bits per channel, RGBA, not interlaced. */
export function header({ width, height }: Picture): Uint8Array {
  return chunk('IHDR', uint32(width, height), Uint8Array.of(8, 6, 0, 0, 0))
}

/** @throws RangeError for a PNG of another kind than browsers make of a page */
export function decodePng(file: Uint8Array): Picture {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const parts: Uint8Array[] = []
  let [width, height, channels] = [0, 0, 0]
  for (let at = SIGNATURE.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      width = content.readUInt32BE(0)
      height = content.readUInt32BE(4)
      channels = { 2: 3, 6: 4 }[content[9]!] ?? 0
      if (content[8] !== 8 || channels === 0 || content[12] !== 0) throw new RangeError('PNG: only 8 bits, RGB or RGBA, not interlaced')
    } else if (type === 'IDAT') parts.push(content)
    at += length + 12
  }
  return { width, height, data: withAlpha(unfilter(inflateSync(Buffer.concat(parts)), width * channels, channels), channels) }
}

/**
 * Undoes each line's filter (section 9).
 *
 * @param lines  a filter's number and `stride` bytes for every line
 * @returns      the bytes alone
 */
function unfilter(lines: Uint8Array, stride: number, channels: number): Uint8Array {
  const height = lines.length / (stride + 1)
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)]!
    if (filter > 4) throw new RangeError(`PNG: unknown filter ${filter}`)
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= channels ? out[at - channels]! : 0
      const up = y > 0 ? out[at - stride]! : 0
      const upLeft = x >= channels && y > 0 ? out[at - stride - channels]! : 0
      out[at] = lines[y * (stride + 1) + 1 + x]! + guess(filter, left, up, upLeft)
    }
  }
  return out
}

/** What a filter takes a byte to be, from those around it. */
function guess(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 4) return paeth(left, up, upLeft)
  if (filter === 3) return (left + up) >> 1
  return filter === 2 ? up : filter === 1 ? left : 0
}

function paeth(left: number, up: number, upLeft: number): number {
  const a = Math.abs(up - upLeft)
  const b = Math.abs(left - upLeft)
  const c = Math.abs(left + up - 2 * upLeft)
  if (a <= b && a <= c) return left
  return b <= c ? up : upLeft
}

function withAlpha(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 4) return pixels
  const data = new Uint8Array((pixels.length / 3) * 4).fill(255)
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) data.set(pixels.subarray(from, from + 3), to)
  return data
}

/** A picture's compressed content, under whichever one filter (none, left, up) makes it smallest. */
export function compress({ width, height, data }: Picture): Uint8Array {
  const stride = 4 * width
  const candidates = [0, 4, stride].map((back, filter) => {
    const lines = new Uint8Array((stride + 1) * height)
    for (let y = 0; y < height; y++) {
      lines[y * (stride + 1)] = filter
      for (let x = 0; x < stride; x++) {
        const at = y * stride + x
        const isInside = back === 4 ? x >= 4 : back === stride && y > 0
        lines[y * (stride + 1) + 1 + x] = data[at]! - (isInside ? data[at - back]! : 0)
      }
    }
    return deflateSync(lines, { level: 9 })
  })
  return candidates.reduce((best, candidate) => (candidate.length < best.length ? candidate : best))
}

/** A picture as a PNG file. */
export function encodePng(picture: Picture): Uint8Array {
  return Buffer.concat([SIGNATURE, header(picture), chunk('IDAT', compress(picture)), chunk('IEND')])
}
