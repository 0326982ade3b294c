import { gzipSync, zipSync } from 'fflate'
import type { PictureSize } from '../../core/task'
import type { Bytes } from '../byte-reader'
import { fromBytes, type OwnFile } from './own-file'
import type { DecodePicture } from './picture-set'

/** Files of the tests' own making, in every form that is understood. */

/** IDX of unsigned bytes, or of 32-bit whole numbers. */
export function idxBytes(shape: readonly number[], values: ArrayLike<number>, type: 0x08 | 0x0c = 0x08): Bytes {
  const width = type === 0x08 ? 1 : 4
  const head = 4 + 4 * shape.length
  const bytes = new Uint8Array(head + width * values.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, type, shape.length])
  shape.forEach((side, axis) => view.setUint32(4 + 4 * axis, side))
  for (let at = 0; at < values.length; at++) {
    if (type === 0x08) view.setUint8(head + at, values[at]!)
    else view.setInt32(head + 4 * at, values[at]!)
  }
  return bytes
}

export function gzipped(bytes: Bytes, members = 1): Bytes {
  const length = Math.ceil(bytes.length / members)
  const parts = Array.from({ length: members }, (_, member) => gzipSync(bytes.subarray(member * length, (member + 1) * length)))
  return joined(parts)
}

export function zipped(entries: Readonly<Record<string, Uint8Array>>): Bytes {
  return new Uint8Array(zipSync({ ...entries }, { level: 1 }))
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function file(path: string, content: Bytes | string): OwnFile {
  return fromBytes(typeof content === 'string' ? new TextEncoder().encode(content) : content, path)
}

/** Begins like a PNG, and has its levels behind the header as they are. */
export function pictureBytes({ height, width }: PictureSize, levels: ArrayLike<number>): Bytes {
  const bytes = new Uint8Array(24 + levels.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x89504e47)
  view.setUint32(16, width)
  view.setUint32(20, height)
  bytes.set(Array.from(levels), 24)
  return bytes
}

/** Stands in for the browser, which Node has not. */
export const decodePictureBytes: DecodePicture = async (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const levels = bytes.slice(24)
  if (levels.length !== width * height || width === 0 || height === 0) throw new Error('The source image could not be decoded.')
  return { height, width, levels }
}

/** Labelled pictures whose classes are told by where their bar stands: [n,side,side], upright bars on black ground. */
export function bars(count: number, classes: number, side = 28): { readonly images: Uint8Array; readonly labels: Uint8Array } {
  const images = new Uint8Array(count * side * side)
  const labels = Uint8Array.from({ length: count }, (_, index) => index % classes)
  for (let index = 0; index < count; index++) {
    const x = 2 + Math.floor((labels[index]! * (side - 6)) / classes)
    for (let y = 3; y < side - 3; y++) {
      for (let thick = 0; thick < 3; thick++) images[index * side * side + y * side + x + thick] = 200 + ((index * 7 + y) % 50)
    }
  }
  return { images, labels }
}

/** [n,side,side] with rows and columns changed. */
export function transposedPictures(images: Uint8Array, side: number): Uint8Array {
  const pixels = side * side
  return images.map((_, at) => {
    const [start, place] = [Math.floor(at / pixels) * pixels, at % pixels]
    return images[start + (place % side) * side + Math.floor(place / side)]!
  })
}

export function csvText(
  images: Uint8Array,
  labels: ArrayLike<number | string>,
  pixels: number,
  { label = 'first', header = true } = {},
): string {
  const names = Array.from({ length: pixels }, (_, pixel) => `pixel${pixel + 1}`)
  const rows = Array.from(labels, (name, index) => {
    const levels = [...images.subarray(index * pixels, (index + 1) * pixels)]
    return label === 'first' ? [name, ...levels] : [...levels, name]
  })
  const head = label === 'first' ? ['label', ...names] : [...names, 'class']
  return [...(header ? [head] : []), ...rows].map((row) => row.join(',')).join('\n')
}
