import { printable } from '../../core/printable'
import { PictureError, type PictureFault } from './errors'
import { inkFromPixels } from './ink-from-pixels'
import { isDataHead, isPictureHead, PICTURE_HEAD_BYTES, pictureSize } from './picture-size'
import { readsPixels } from './reads-pixels'
import { blankInk } from './raster'
import type { Backdrop } from './sheet'

/** A larger file is not even read. */
export const MOST_PICTURE_BYTES = 32 * 2 ** 20

/** Decoded at four bytes each, this is 256 MiB: more than any camera that a digit was taken with. */
const MOST_PIXELS = 64e6

/** Longer side to shorter side: of a digit in a longer strip too few pixels would be left. */
const LONGEST = 16

/** Side of the square that a picture is put on: eight pixels for each of the 20 that are left in the end. */
const SHEET_SIDE = 160

/** What a file is by its content, and not by its name: a picture, or data as MNIST's; of those that nobody knows by content, what the system says. */
export async function fileKind(file: File): Promise<'picture' | 'data' | 'other'> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer())
  if (isPictureHead(head)) return 'picture'
  if (isDataHead(head)) return 'data'
  return file.type.startsWith('image/') ? 'picture' : 'other'
}

/**
 * Opens a picture of a digit: any size and format that the browser decodes, turned upright as its camera says, dark on light or light on dark.
 *
 * @throws PictureError
 */
export async function openPicture(file: File): Promise<Backdrop> {
  const refuse = (fault: PictureFault, options?: ErrorOptions): never => {
    throw new PictureError({ file: printable(file.name), fault }, options)
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
  // the word for that, `from-image`, is one that Safari before 17.2 refuses.
  const options: ImageBitmapOptions = { resizeWidth: 2 * SHEET_SIDE, resizeQuality: 'high' }
  const bitmap = await createImageBitmap(file, options).catch((cause: unknown) => refuse('decode', { cause }))
  try {
    if (isStrip(bitmap.width, bitmap.height)) refuse('pixels')
    const scale = SHEET_SIDE / Math.max(bitmap.width, bitmap.height)
    const width = Math.max(1, Math.round(bitmap.width * scale))
    const height = Math.max(1, Math.round(bitmap.height * scale))
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (context === null) return refuse('decode')
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    const ink = inkFromPixels(context.getImageData(0, 0, width, height).data, width, height)
    return ink === null ? refuse('blank') : { ink: squared(ink.data, width, height), isNormalised: false }
  } finally {
    bitmap.close()
  }
}

function isStrip(width: number, height: number): boolean {
  return Math.max(width, height) > LONGEST * Math.max(1, Math.min(width, height))
}

/** In the middle of a square sheet. */
function squared(data: Float32Array, width: number, height: number) {
  const sheet = blankInk(SHEET_SIDE, SHEET_SIDE)
  const left = (SHEET_SIDE - width) >> 1
  const top = (SHEET_SIDE - height) >> 1
  for (let row = 0; row < height; row++) sheet.data.set(data.subarray(row * width, (row + 1) * width), (top + row) * SHEET_SIDE + left)
  return sheet
}
