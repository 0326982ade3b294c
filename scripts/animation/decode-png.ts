import { inflateSync } from 'node:zlib'
import { type Picture, SIGNATURE } from '../../src/core/png/png.ts'

/** Reads just as much PNG as browsers make of a page: 8 bits, RGB or RGBA in, RGBA out. Source: W3C, “PNG Specification (Third Edition)”, 2025. */

/** @throws RangeError for a PNG of another kind than browsers make of a page */
export function decodePng(file: Uint8Array): Picture & { readonly data: Uint8Array } {
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
