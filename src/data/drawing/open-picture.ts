import { printable } from '../../core/printable'
import { withinLimit } from '../../core/within-limit'
import { PictureError, type PictureFault } from './errors'
import { Finder } from './finder'
import type { Look, Pixels } from './look'
import { isDataHead, isPictureHead, PICTURE_HEAD_BYTES, pictureSize } from './picture-size'
import { readsPixels } from './reads-pixels'
import type { Region } from './normalise'
import { type Backdrop, SHEET_SIDE } from './sheet'

/** A larger file is not even read. */
export const MOST_PICTURE_BYTES = 32 * 2 ** 20

/** Decoded at four bytes each, this is 256 MiB: more than any camera that a digit was taken with. */
const MOST_PIXELS = 64e6

/** Longer side to shorter side: of a digit in a longer strip too few pixels would be left. */
const LONGEST = 16

/** Longer side that a picture is looked at with: enough for a small digit on a sheet of paper, and for the noise of a camera to vanish. */
const LOOKED_AT = 640

/** The largest picture takes seconds on a slow phone. */
const DECODING_LIMIT_MS = 30_000

/** Longer side that a picture is decoded at, of which a part may be looked at more closely. */
const DECODED = 3 * LOOKED_AT

/** A digit smaller than this, in pixels, is looked at again from nearer. */
const TOO_SMALL = 120

/** What a file is by its content, and not by its name: a picture, or data as MNIST's; of those that nobody knows by content, what the system says. */
export async function fileKind(file: File): Promise<'picture' | 'data' | 'other'> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  if (isPictureHead(head)) return 'picture'
  if (isDataHead(head)) return 'data'
  return file.type.startsWith('image/') ? 'picture' : 'other'
}

/** A picture of a digit that the browser has opened, to be looked at as a whole or in part. */
export interface OpenedPicture {
  readonly name: string
  /** Upright, at most `DECODED` pixels on its longer side. `close` it when it is no longer needed. */
  readonly bitmap: ImageBitmap
}

/**
 * Opens a picture of a digit: any size and format that the browser decodes, turned upright as its camera says.
 *
 * @throws PictureError
 */
export async function decodePicture(file: File): Promise<OpenedPicture> {
  const name = printable(file.name)
  const refuse = (fault: PictureFault, options?: ErrorOptions): never => {
    throw new PictureError({ file: name, fault }, options)
  }
  if (file.size > MOST_PICTURE_BYTES) refuse('bytes')
  const head = await file
    .slice(0, PICTURE_HEAD_BYTES)
    .arrayBuffer()
    .catch((cause: unknown) => refuse('unreadable', { cause }))
  const size = pictureSize(new Uint8Array(head))
  if (size !== null && (size.width * size.height > MOST_PIXELS || isStrip(size.width, size.height))) refuse('pixels')
  if (!readsPixels()) refuse('noise')
  // One side is enough: the browser keeps the ratio, also of a picture that it turns. All turn it as its camera says, unless they are told otherwise:
  // the word for that, `from-image`, is one that Safari before 17.2 refuses. Where the size is not known, the picture is small, or is made small.
  const longer = size === null ? DECODED : Math.max(size.width, size.height)
  const width = size === null ? LOOKED_AT : Math.round(size.width * Math.min(1, DECODED / longer))
  const options: ImageBitmapOptions = { resizeWidth: Math.max(1, width), resizeQuality: 'high' }
  const decoding = createImageBitmap(file, longer > DECODED || size === null ? options : {})
  const bitmap = await withinLimit(decoding, DECODING_LIMIT_MS, () => new Error('decoding does not end')).catch((cause: unknown) =>
    refuse('decode', { cause }),
  )
  if (!isStrip(bitmap.width, bitmap.height)) return { name, bitmap }
  bitmap.close()
  return refuse('pixels')
}

/**
 * Finds the digit in a picture, dark on light or light on dark, in any colour.
 *
 * @param part  where the digit is, as shares of the picture's sides; by default somewhere
 * @throws PictureError
 */
export async function digitOf({ name, bitmap }: OpenedPicture, part?: Region): Promise<Backdrop> {
  const whole = { left: 0, top: 0, width: bitmap.width, height: bitmap.height }
  const region =
    part === undefined
      ? whole
      : { left: part.left * whole.width, top: part.top * whole.height, width: part.width * whole.width, height: part.height * whole.height }
  const finder = new Finder()
  const look = async (at: Region): Promise<Look> => {
    const pixels = pixelsAt(bitmap, at)
    if (pixels === null) throw new PictureError({ file: name, fault: 'decode' })
    return finder.look(pixels).catch((cause: unknown) => {
      throw new PictureError({ file: name, fault: 'notSearched' }, { cause })
    })
  }
  try {
    const found = await look(region)
    if (found.kind === 'blank') throw new PictureError({ file: name, fault: 'blank' })
    // Whoever marked it has said that all of it is the digit.
    if (part !== undefined) return onSheet(found)
    if (found.kind === 'crowded') throw new PictureError({ file: name, fault: 'crowded' })
    const closer = partAround(found.region, bitmap)
    const near = closer === null ? null : await look(closer)
    return onSheet(near?.kind === 'ink' ? near : found)
  } finally {
    finder.end()
  }
}

/** `decodePicture` and `digitOf` in one. @throws PictureError */
export async function openPicture(file: File): Promise<Backdrop> {
  const opened = await decodePicture(file)
  try {
    return await digitOf(opened)
  } finally {
    opened.bitmap.close()
  }
}

/**
 * Where to look again for a small digit in a large picture, with all the pixels that it has there; null where there are no more.
 *
 * @param region  where it was seen, in pixels of the whole picture as it was looked at
 */
function partAround({ left, top, width, height }: Region, bitmap: ImageBitmap): Region | null {
  const scale = 1 / scaleOf(bitmap)
  const longer = Math.max(width, height)
  if (scale <= 1.05 || longer >= TOO_SMALL) return null
  // On whole pixels, or all would be blurred by a fraction of one.
  const side = Math.round(2.5 * scale * longer)
  const x = Math.max(0, Math.round(scale * (left + width / 2) - side / 2))
  const y = Math.max(0, Math.round(scale * (top + height / 2) - side / 2))
  return { left: x, top: y, width: Math.min(bitmap.width - x, side), height: Math.min(bitmap.height - y, side) }
}

/** What a picture of this size is looked at with, as a share of it. */
function scaleOf({ width, height }: Pick<Region, 'width' | 'height'>): number {
  const longer = Math.max(width, height)
  return Math.min(LOOKED_AT, Math.max(SHEET_SIDE, longer)) / longer
}

/** @param region in the bitmap's pixels; null where the browser has no canvas left */
function pixelsAt(bitmap: ImageBitmap, region: Region): Pixels | null {
  const { left, top, width: across, height: down } = region
  const scale = scaleOf(region)
  const width = Math.max(1, Math.round(across * scale))
  const height = Math.max(1, Math.round(down * scale))
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, left, top, across, down, 0, 0, width, height)
  return { pixels: context.getImageData(0, 0, width, height).data, width, height }
}

function onSheet({ sheet }: Exclude<Look, { readonly kind: 'blank' }>): Backdrop {
  return { ink: sheet, isNormalised: false }
}

function isStrip(width: number, height: number): boolean {
  return Math.max(width, height) > LONGEST * Math.max(1, Math.min(width, height))
}
