import type { Page } from 'playwright'
import { changes, type Frame } from '../../src/core/png/apng.ts'
import type { Picture } from '../../src/core/png/png.ts'
import { decodePng } from './decode-png.ts'

/** Photographs the window; what looks like the picture before only stays longer. */
export class Camera {
  readonly frames: Frame[] = []

  constructor(private readonly page: Page) {}

  async take(milliseconds: number): Promise<void> {
    await settle(this.page)
    const picture = decodePng(await this.page.screenshot())
    const last = this.frames.at(-1)
    if (last !== undefined && isSame(last.picture, picture)) {
      this.frames[this.frames.length - 1] = { ...last, milliseconds: last.milliseconds + milliseconds }
    } else this.frames.push({ picture, milliseconds })
  }
}

function isSame(before: Picture, after: Picture): boolean {
  const { width, height, data } = changes(before, after)
  return width === 1 && height === 1 && data[3] === 0
}

/** No focus ring in the picture, the last change read, and that on the screen. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    await new Promise((resolve) => setTimeout(resolve, 120))
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
}
