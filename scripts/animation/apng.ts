import { chunk, compress, header, type Picture, SIGNATURE, uint32 } from './png.ts'

/** Pictures of one size as an animated PNG. Source: W3C, “PNG Specification (Third Edition)”, 2025, sections 4.9 and 11.3.2. */

export interface Frame {
  readonly picture: Picture
  /** How long it stays, milliseconds. */
  readonly milliseconds: number
}

interface Patch extends Picture {
  readonly left: number
  readonly top: number
}

/** Leave the frame as it is; lay the next one over it. */
const DISPOSE_NONE = 0
const BLEND_OVER = 1

/**
 * After the first picture only what changes is stored, and what stays is transparent. Runs for ever.
 *
 * @param frames at least one; all of one size
 * @throws RangeError when sizes differ
 */
export function encodeApng(frames: readonly Frame[]): Uint8Array {
  const [first] = frames
  if (first === undefined) throw new RangeError('APNG: no frames')
  const parts: Uint8Array[] = [SIGNATURE, header(first.picture), chunk('acTL', uint32(frames.length, 0))]
  let sequence = 0
  for (const [index, { picture, milliseconds }] of frames.entries()) {
    const patch = index === 0 ? { ...picture, left: 0, top: 0 } : changes(frames[index - 1]!.picture, picture)
    const { width, height, left, top } = patch
    const times = Buffer.alloc(6)
    times.writeUInt16BE(milliseconds, 0)
    times.writeUInt16BE(1000, 2)
    times.set([DISPOSE_NONE, index === 0 ? 0 : BLEND_OVER], 4)
    parts.push(chunk('fcTL', uint32(sequence++, width, height, left, top), times))
    const content = compress(patch)
    parts.push(index === 0 ? chunk('IDAT', content) : chunk('fdAT', uint32(sequence++), content))
  }
  return Buffer.concat([...parts, chunk('IEND')])
}

/** The smallest part that holds all pixels that differ; those that do not are transparent. One pixel where nothing changes. */
export function changes(before: Picture, after: Picture): Patch {
  const { width, height } = after
  if (before.width !== width || before.height !== height) throw new RangeError('APNG: frames of different sizes')
  const old = new Uint32Array(Uint8Array.from(before.data).buffer)
  const now = new Uint32Array(Uint8Array.from(after.data).buffer)
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (old[y * width + x] === now[y * width + x]) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1, data: new Uint8Array(4) }
  const patch = new Uint32Array((right - left + 1) * (bottom - top + 1))
  for (let y = top, to = 0; y <= bottom; y++) {
    for (let x = left; x <= right; x++, to++) {
      const value = now[y * width + x]!
      if (old[y * width + x] !== value) patch[to] = value
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1, data: new Uint8Array(patch.buffer) }
}
