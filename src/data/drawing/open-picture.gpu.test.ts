import { describe, expect, it } from 'vitest'
import { fileKind, openPicture } from './open-picture'
import { pictureFromSheet } from './sheet'

// What only a browser can do: encode, decode, resize and turn pictures.

interface Look {
  readonly paper?: string
  readonly ink?: string
  readonly type?: string
}

/** An L on a ground, drawn in a square in the middle. */
async function drawL(width: number, height: number, { paper = '#fff', ink = '#000', type = 'image/png' }: Look = {}): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = paper
  context.fillRect(0, 0, width, height)
  const side = Math.min(width, height)
  context.translate((width - side) / 2, (height - side) / 2)
  context.fillStyle = ink
  context.fillRect(0.3 * side, 0.2 * side, 0.1 * side, 0.6 * side)
  context.fillRect(0.3 * side, 0.7 * side, 0.3 * side, 0.1 * side)
  return canvas.convertToBlob({ type })
}

function file(blob: BlobPart, name = 'l.png', type = ''): File {
  return new File([blob], name, { type })
}

async function read(blob: BlobPart): Promise<Float32Array> {
  return pictureFromSheet({ strokes: [], backdrop: await openPicture(file(blob)) })
}

/** Mean difference of two pictures. */
function difference(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, grey, pixel) => sum + Math.abs(grey - b[pixel]!), 0) / a.length
}

/** A JPEG with an Exif block that says how the camera was held. Source: Exif 2.32, 4.5.4 and tag 0x0112. */
async function turned(jpeg: Blob, orientation: number): Promise<Uint8Array<ArrayBuffer>> {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const block = [...exif, 0, 0, 0, 0]
  const bytes = new Uint8Array(await jpeg.arrayBuffer())
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, block.length + 2, ...block, ...bytes.subarray(2)])
}

const plain = await read(await drawL(400, 400))

describe('openPicture', () => {
  it.each<[string, number, number, Look]>([
    ['small', 28, 28, {}],
    ['large', 3000, 2000, {}],
    ['wide', 1200, 300, {}],
    ['high', 300, 1200, {}],
    ['JPEG', 640, 480, { type: 'image/jpeg' }],
    ['WebP', 640, 480, { type: 'image/webp' }],
    ['light on dark', 640, 480, { paper: '#124', ink: '#fed' }],
    ['pencil', 640, 480, { paper: '#ccc', ink: '#777' }],
    ['ink on nothing', 640, 480, { paper: 'transparent' }],
    ['light on nothing', 640, 480, { paper: 'transparent', ink: '#fff' }],
  ])('reads the same digit from a picture that is %s', async (_, width, height, look) => {
    const picture = await read(await drawL(width, height, look))
    // The edges of 28 pixels drawn anew are softer than those of 400.
    expect(difference(picture, plain)).toBeLessThan(width < 100 ? 0.06 : 0.03)
  })

  it('reads a digit on a long strip', async () => {
    expect(difference(await read(await drawL(2000, 200)), plain)).toBeLessThan(0.06)
  })

  it('turns upright what a camera took lying', async () => {
    const jpeg = await drawL(600, 400, { type: 'image/jpeg' })
    expect(difference(await read(await turned(jpeg, 1)), plain)).toBeLessThan(0.03)
    const lying = await read(await turned(jpeg, 6))
    expect(difference(lying, plain)).toBeGreaterThan(0.05)
    // Orientation 6: what was left is up. The long stroke lies at the top now, its foot hangs down on the left.
    const ink = (rows: readonly number[]): number =>
      rows.reduce((sum, row) => sum + lying.subarray(28 * row, 28 * (row + 1)).reduce((a, b) => a + b, 0), 0)
    expect(ink([7, 8, 9, 10, 11, 12])).toBeGreaterThan(0)
    const wide = lying.reduce((most, grey, pixel) => (grey > 0.5 ? Math.max(most, pixel % 28) : most), 0)
    const narrow = lying.reduce((least, grey, pixel) => (grey > 0.5 ? Math.min(least, pixel % 28) : least), 28)
    expect(wide - narrow).toBeGreaterThanOrEqual(18)
  })

  it('refuses kindly what it cannot take', async () => {
    const fault = (name: string): unknown => expect.objectContaining({ detail: expect.objectContaining({ fault: name }) })
    await expect(openPicture(file('no picture at all'))).rejects.toEqual(fault('decode'))
    await expect(openPicture(file(await drawL(50, 50, { ink: '#fff' })))).rejects.toEqual(fault('blank'))
    await expect(openPicture(file(await drawL(2000, 100)))).rejects.toEqual(fault('pixels'))
    await expect(openPicture(file(new Uint8Array(33 * 2 ** 20)))).rejects.toEqual(fault('bytes'))
    // A header that promises 30,000 × 30,000 pixels is believed and never decoded.
    const bomb = Uint8Array.from([
      0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30,
    ])
    await expect(openPicture(file(bomb))).rejects.toEqual(fault('pixels'))
    await expect(openPicture(goneFile())).rejects.toEqual(fault('unreadable'))
    await expect(openPicture(file('x', `\u202eevil${'n'.repeat(200)}.png`))).rejects.toMatchObject({
      detail: { file: expect.stringMatching(/^evil.{0,56}$/) },
    })
  })
})

/** A folder from the clipboard, or a file that was moved: it looks like a file until it is read. */
function goneFile(): File {
  const gone = file('x')
  const piece = new Blob()
  piece.arrayBuffer = () => Promise.reject(new DOMException('not found', 'NotFoundError'))
  piece.text = () => Promise.reject(new DOMException('not found', 'NotFoundError'))
  gone.slice = () => piece
  return gone
}

describe('fileKind', () => {
  it('goes by content, not by name', async () => {
    expect(await fileKind(file(await drawL(20, 20), 'train-images-idx3-ubyte'))).toBe('picture')
    expect(await fileKind(file(new Uint8Array([0, 0, 8, 3]), 'digit.png', 'image/png'))).toBe('data')
    expect(await fileKind(file('<svg/>', 'digit.svg', 'image/svg+xml'))).toBe('picture')
  })
})
