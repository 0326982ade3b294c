import { pixelCount, type PictureSize } from '../../core/task'

/** How pictures of files become those that a network reads. */
export interface Transform {
  /** Dark on light: ink is made light. */
  readonly isTurned: boolean
  /** Rows and columns change places. */
  readonly isTransposed: boolean
  /** The size that they get. */
  readonly size: PictureSize
}

export function isSameSize(a: PictureSize, b: PictureSize): boolean {
  return a.height === b.height && a.width === b.width
}

/** [n,height,width] the pictures as they are to be read; the same memory where nothing changes. */
export function transformed(levels: Uint8Array, from: PictureSize, { isTurned, isTransposed, size }: Transform): Uint8Array {
  const turned = isTurned ? levels.map((level) => 255 - level) : levels
  const upright = isTransposed ? transposed(turned, from) : turned
  const now = isTransposed ? { height: from.width, width: from.height } : from
  return isSameSize(now, size) ? upright : resampled(upright, now, size)
}

function transposed(levels: Uint8Array, { height, width }: PictureSize): Uint8Array {
  const result = new Uint8Array(levels.length)
  const pixels = height * width
  for (let start = 0; start < levels.length; start += pixels) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) result[start + x * height + y] = levels[start + y * width + x]!
    }
  }
  return result
}

/**
 * Each picture at another size, its ratio kept and the rest filled with what lies at its border. Every pixel is the mean of the area that it covers; a smaller
 * picture is drawn larger by the same rule.
 */
export function resampled(levels: Uint8Array, from: PictureSize, to: PictureSize): Uint8Array {
  const [source, pixels] = [pixelCount(from), pixelCount(to)]
  const count = levels.length / source
  const result = new Uint8Array(count * pixels)
  const scale = Math.min(to.height / from.height, to.width / from.width)
  const down = spans(from.height, to.height, scale)
  const across = spans(from.width, to.width, scale)
  const column = new Float64Array(from.width)
  for (let index = 0; index < count; index++) {
    const picture = levels.subarray(index * source, (index + 1) * source)
    const ground = isSameRatio(from, to) ? 0 : groundOf(picture, from)
    for (const [y, rows] of down.entries()) {
      column.fill(0)
      for (const { at, share } of rows.parts) {
        for (let x = 0; x < from.width; x++) column[x]! += share * picture[at * from.width + x]!
      }
      for (const [x, columns] of across.entries()) {
        let sum = 0
        for (const { at, share } of columns.parts) sum += share * column[at]!
        const outside = 1 - rows.covered * columns.covered
        result[index * pixels + y * to.width + x] = Math.round(sum + outside * ground)
      }
    }
  }
  return result
}

function isSameRatio(a: PictureSize, b: PictureSize): boolean {
  return a.height * b.width === a.width * b.height
}

/** Which of the old pixels a new one covers, each with its share of it, and how much of it the picture covers in all. */
interface Span {
  readonly parts: readonly { readonly at: number; readonly share: number }[]
  readonly covered: number
}

function spans(from: number, to: number, scale: number): readonly Span[] {
  const margin = (to - from * scale) / 2
  return Array.from({ length: to }, (_, place) => {
    const begin = (place - margin) / scale
    const end = (place + 1 - margin) / scale
    const parts: { at: number; share: number }[] = []
    for (let at = Math.max(0, Math.floor(begin)); at < Math.min(from, Math.ceil(end)); at++) {
      const share = (Math.min(at + 1, end) - Math.max(at, begin)) / (end - begin)
      if (share > 0) parts.push({ at, share })
    }
    return { parts, covered: parts.reduce((sum, { share }) => sum + share, 0) }
  })
}

/** The median level of a picture's border. */
export function groundOf(picture: Uint8Array, { height, width }: PictureSize): number {
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(picture[x]!, picture[(height - 1) * width + x]!)
  for (let y = 0; y < height; y++) border.push(picture[y * width]!, picture[y * width + width - 1]!)
  return border.toSorted((a, b) => a - b)[border.length >> 1] ?? 0
}
