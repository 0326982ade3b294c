import type { Page } from '@playwright/test'
import { plainDigit } from '../../src/data/digits/generate.ts'
import type { Stroke } from '../../src/data/strokes.ts'
import { expect } from './page.ts'

/** A digit in a picture: its strokes in the unit square, and where that lies, in pixels. */
export interface DigitInPicture {
  readonly strokes: readonly Stroke[]
  readonly left: number
  readonly top: number
  readonly side: number
}

/** A PNG of digits on white paper, drawn by the page's browser. */
export async function pictureOfDigits(
  page: Page,
  size: { readonly width: number; readonly height: number },
  digits: readonly DigitInPicture[],
): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ({ size: { width, height }, digits: drawn }) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('there is no canvas')
      context.fillStyle = '#fff'
      context.fillRect(0, 0, width, height)
      context.lineCap = 'round'
      context.lineJoin = 'round'
      for (const { strokes, left, top, side } of drawn) {
        for (const { points, width: pen } of strokes) {
          context.lineWidth = pen * side
          context.beginPath()
          for (const [x, y] of points) context.lineTo(left + x * side, top + y * side)
          context.stroke()
        }
      }
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
    },
    { size, digits },
  )
  return Buffer.from(bytes)
}

/** Opens a picture from a file, as a visitor does. */
export async function openPicture(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Choose…' }).click()
  const shelf = page.getByRole('dialog', { name: 'Put on the pad' })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), shelf.getByRole('button', { name: 'Open a picture…' }).click()])
  await chooser.setFiles({ name, mimeType: 'image/png', buffer })
  await page.keyboard.press('Escape')
  await expect(shelf).toHaveCount(0)
}

/** Opens `two.png`, a picture of a 7 and a 4 apart from each other: the page cannot know which one is meant, and has it marked. */
export async function openTwoDigits(page: Page): Promise<void> {
  const picture = await pictureOfDigits(page, { width: 1000, height: 500 }, [
    { strokes: plainDigit(7), left: 60, top: 60, side: 380 },
    { strokes: plainDigit(4), left: 560, top: 60, side: 380 },
  ])
  await openPicture(page, 'two.png', picture)
}
