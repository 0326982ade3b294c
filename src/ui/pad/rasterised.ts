import { MOST_PICTURE_BYTES } from '../../data/drawing/open-picture'

/** Longer side that a drawing of lines is rasterised at, in pixels: more than is left of any picture on the pad. */
const SIDE = 640

/**
 * A drawing of lines (SVG) as pixels: browsers open it in an image element alone, where it can neither run nor load anything.
 *
 * @returns a PNG; any other file as it is, and so is an SVG that is too large or that the browser cannot read or open, for `openPicture` to refuse
 */
export async function rasterised(file: File): Promise<File> {
  if (file.size > MOST_PICTURE_BYTES || !(await isSvg(file).catch(() => false))) return file
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    // One that says nothing of its size has none in some browsers.
    const [width, height] = [image.naturalWidth || SIDE, image.naturalHeight || SIDE]
    const scale = SIDE / Math.max(width, height)
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return new File([await canvas.convertToBlob({ type: 'image/png' })], file.name, { type: 'image/png' })
  } catch {
    return file
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function isSvg(file: File): Promise<boolean> {
  const text = await file.slice(0, 1024).text()
  return /^\uFEFF?\s*</.test(text) && (file.type === 'image/svg+xml' || /<svg[\s>]/i.test(text))
}
