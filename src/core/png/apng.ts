import { concatenatedBytes } from '../concatenated.ts'
import { chunk, compress, type Deflate, deflated, header, type Picture, SIGNATURE, uint32 } from './png.ts'

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

export interface AnimationOptions {
  /** What programs show that know no animations; it is no part of the animation. Default: its first picture. */
  readonly still?: Picture
  readonly deflate?: Deflate
}

/** Leave the frame as it is; lay the next one over it. */
const DISPOSE_NONE = 0
const BLEND_OVER = 1

/**
 * After the first picture only what changes is stored, and what stays is transparent. Runs for ever. Of the pictures only one is held at a time, so that a
 * long film needs no more memory than a short one.
 *
 * @throws RangeError when sizes differ, or without a picture
 */
export class Animation {
  readonly #deflate: Deflate
  readonly #still: Picture | null
  readonly #parts: Uint8Array[] = []
  #before: Picture | null = null
  #frames = 0
  #sequence = 0

  constructor({ still, deflate = deflated }: AnimationOptions = {}) {
    this.#still = still ?? null
    this.#deflate = deflate
  }

  async add({ picture, milliseconds }: Frame): Promise<void> {
    const before = this.#before
    const patch = before === null ? { ...picture, left: 0, top: 0 } : changes(before, picture)
    this.#before = picture
    this.#frames++
    const { width, height, left, top } = patch
    const control = new Uint8Array(6)
    const times = new DataView(control.buffer)
    times.setUint16(0, milliseconds)
    times.setUint16(2, 1000)
    control.set([DISPOSE_NONE, before === null ? 0 : BLEND_OVER], 4)
    this.#parts.push(chunk('fcTL', uint32(this.#sequence++, width, height, left, top), control))
    const content = await compress(patch, this.#deflate)
    const isDefault = before === null && this.#still === null
    this.#parts.push(isDefault ? chunk('IDAT', content) : chunk('fdAT', uint32(this.#sequence++), content))
  }

  async file(): Promise<Uint8Array<ArrayBuffer>> {
    const size = this.#still ?? this.#before
    if (size === null || this.#frames === 0) throw new RangeError('APNG: no frames')
    const still = this.#still === null ? [] : [chunk('IDAT', await compress(this.#still, this.#deflate))]
    return concatenatedBytes([SIGNATURE, header(size), chunk('acTL', uint32(this.#frames, 0)), ...still, ...this.#parts, chunk('IEND')])
  }
}

/** @param frames at least one; all of one size */
export async function encodeApng(frames: readonly Frame[], options: AnimationOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const animation = new Animation(options)
  for (const frame of frames) await animation.add(frame)
  return animation.file()
}

/** The smallest part that holds all pixels that differ; those that do not are transparent. One pixel where nothing changes. */
export function changes(before: Picture, after: Picture): Patch {
  const { width, height } = after
  if (before.width !== width || before.height !== height) throw new RangeError('APNG: frames of different sizes')
  const old = wordsOf(before)
  const now = wordsOf(after)
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

/** Pixels as numbers, without copying where memory allows. */
function wordsOf({ data }: Picture): Uint32Array {
  if (data.byteOffset % 4 === 0) return new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
  return new Uint32Array(Uint8Array.from(data).buffer)
}
