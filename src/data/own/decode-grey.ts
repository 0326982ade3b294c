import { withinLimit } from '../../core/within-limit'
import type { DecodePicture } from './picture-set'

/** The weights of red, green and blue in what eyes see as grey (ITU-R BT.601). */
const WEIGHTS = [0.299, 0.587, 0.114] as const

/** Longer side of what is drawn; what is kept of it is smaller still. */
const MOST_SIDE = 256

/** The largest picture takes seconds on a slow phone. */
const LIMIT_MS = 20_000

/** Decodes a picture with the browser, transparent parts as white paper, and no larger than is needed of it. */
export const decodeGrey: DecodePicture = async (bytes) => {
  const bitmap = await withinLimit(createImageBitmap(new Blob([bytes])), LIMIT_MS, () => new Error('decoding does not end'))
  try {
    const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height))
    const drawn = (side: number): number => Math.max(1, Math.round(scale * side))
    const [width, height] = [drawn(bitmap.width), drawn(bitmap.height)]
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    const levels = new Uint8Array(width * height)
    for (let at = 0; at < levels.length; at++) {
      levels[at] = Math.round(WEIGHTS[0] * data[4 * at]! + WEIGHTS[1] * data[4 * at + 1]! + WEIGHTS[2] * data[4 * at + 2]!)
    }
    return { height, width, levels }
  } finally {
    bitmap.close()
  }
}
