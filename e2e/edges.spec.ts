import type { Locator, Page } from '@playwright/test'
import { chromiumLaunchOptions } from '../scripts/chromium.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, openPage, test } from './support/page.ts'
import { answeredDigit, drawWithMouse, expectAnswer, inkOnPad, pad, padTool, probabilities, waitUntilRead } from './support/pad.ts'

/** What a visitor may draw, and where: nothing breaks, nothing blurs. */

const POINTS = 10_000
const WINDOW_WIDTHS = [1280, 1093, 777, 510]

test.describe('on the pad', () => {
  test('nothing at all is told as nothing, and the maps are blank', async ({ page }) => {
    await openWithDigit(page, 5)
    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    await expect(page.getByTestId('reading-summary')).toHaveText(/Nothing has been read yet|The pad is empty/)
    expect(await paintedShare(forgetMap(page))).toBe(0)
    await expect(page.getByTestId('settled-line').first()).toBeHidden()
    await expect(page.getByRole('group', { name: 'Answer so far' })).toContainText('–')
  })

  test('one dot is read', async ({ page }) => {
    await openCleared(page)
    await pad(page).click()
    expect(await inkOnPad(page), 'it is seen').toBeGreaterThan(0.002)
    await expectRead(page)
  })

  test('a scribble over everything is read', async ({ page }) => {
    await openCleared(page)
    const box = await boxOf(pad(page))
    await page.mouse.move(box.x + 4, box.y + 4)
    await page.mouse.down()
    for (let line = 0; line <= 12; line++) {
      const y = box.y + 4 + (line / 12) * (box.height - 8)
      await page.mouse.move(line % 2 === 0 ? box.x + box.width - 4 : box.x + 4, y, { steps: 4 })
    }
    await page.mouse.up()
    expect(await inkOnPad(page)).toBeGreaterThan(0.6)
    await expectRead(page)
  })

  test(`a line of ${POINTS} points is read`, async ({ page }) => {
    await openCleared(page)
    const box = await boxOf(pad(page))
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await pad(page).evaluate(drawSpiral, POINTS)
    await expect.poll(() => inkOnPad(page)).toBeGreaterThan(0.15)
    await page.mouse.up()
    await expectRead(page)
  })

  test('the window may change while the pen is down', async ({ page }) => {
    await openCleared(page)
    const [stroke] = plainDigit(1)
    await drawWithMouse(page, [{ ...stroke!, points: stroke!.points.slice(0, stroke!.points.length / 2) }], { lift: false })
    await page.setViewportSize({ width: 900, height: 700 })
    await expect(forgetMap(page)).toBeVisible()
    const box = await boxOf(pad(page))
    await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 5 })
    await page.mouse.up()
    await expectRead(page)
    expect(await blurredCells(page)).toEqual([])
  })
})

for (const ratio of [1, 2, 3]) {
  test(`at ${ratio} device pixels to a CSS pixel every value of a map is a block of whole pixels, at any width of the window`, async ({
    playwright,
    baseURL,
  }) => {
    // A density that is emulated paints in whole CSS pixels, which no screen does: this browser has a screen of that density.
    const { args = [], ...others } = chromiumLaunchOptions()
    const browser = await playwright.chromium.launch({ ...others, args: [...args, `--force-device-scale-factor=${ratio}`] })
    const page = await browser.newPage({ baseURL: baseURL!, viewport: null })
    await openWithDigit(page, 5)
    expect(await page.evaluate(() => devicePixelRatio)).toBe(ratio)
    for (const width of WINDOW_WIDTHS) {
      await resizeWindow(page, width)
      expect(await blurredCells(page), `at ${width} pixels`).toEqual([])
    }
    await browser.close()
  })
}

/** The window itself, since an emulated size would bring an emulated density. Browsers open none narrower than 500. */
async function resizeWindow(page: Page, width: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { windowId } = await session.send('Browser.getWindowForTarget')
  await session.send('Browser.setWindowBounds', { windowId, bounds: { width, height: 900 } })
  await expect.poll(() => page.evaluate(() => outerWidth)).toBe(width)
  await session.detach()
}

async function openCleared(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await padTool(page, 'Clear').click()
  await expectAnswer(page, null)
}

/** The network has an answer, whatever it is, made of numbers that make sense. */
async function expectRead(page: Page): Promise<void> {
  await expect.poll(() => answeredDigit(page)).not.toBeNull()
  await waitUntilRead(page)
  const sum = (await probabilities(page)).reduce((total, value) => total + value, 0)
  expect(sum).toBeCloseTo(1, 1)
  expect(await paintedShare(forgetMap(page))).toBe(1)
}

function forgetMap(page: Page): Locator {
  return page.getByRole('img', { name: /^Forget gate/ })
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (box === null) throw new Error('it is not in view')
  return box
}

/** Share of a map's cells that have a colour: those of numbers do. */
function paintedShare(map: Locator): Promise<number> {
  return map.evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
    if (context === null) throw new Error('the map is no canvas')
    const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height)
    let painted = 0
    for (let at = 3; at < data.length; at += 4) if (data[at] === 255) painted++
    return (4 * painted) / data.length
  })
}

/** The pen goes outwards in two turns, a few hundred points to a frame, as the mouse that is down. */
async function drawSpiral(target: Element, points: number): Promise<void> {
  const box = target.getBoundingClientRect()
  const canvas = target.querySelector('canvas') ?? target
  for (let point = 0; point < points; point++) {
    const share = point / points
    const clientX = box.left + box.width * (0.5 + 0.4 * share * Math.cos(4 * Math.PI * share))
    const clientY = box.top + box.height * (0.5 + 0.4 * share * Math.sin(4 * Math.PI * share))
    const common = { bubbles: true, isPrimary: true, pointerId: 1, pointerType: 'mouse', buttons: 1 }
    canvas.dispatchEvent(new PointerEvent('pointermove', { ...common, clientX, clientY }))
    if (point % 400 === 0) await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

function nextFrames(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/**
 * Compares what the screen shows of a map with the map's values, one by one.
 *
 * @returns places (`row,column`) whose block on the screen is not all of one colour, the value's own; overlays are left out
 */
async function blurredCells(page: Page): Promise<string[]> {
  const map = forgetMap(page)
  // The layout follows the window with the next frames, and what is scrolled is painted in them.
  await nextFrames(page)
  await map.scrollIntoViewIfNeeded()
  await page.mouse.move(0, 0)
  await nextFrames(page)
  const shot = await page.screenshot({ scale: 'device' })
  return map.evaluate(async (canvas, png) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('the map is no canvas')
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
    const seen = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const screen = new OffscreenCanvas(seen.width, seen.height).getContext('2d')
    const values = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    if (!screen || !values) throw new Error('there is no way to see pixels')
    screen.drawImage(seen, 0, 0)
    const box = canvas.getBoundingClientRect()
    const [left, top] = [box.left * devicePixelRatio, box.top * devicePixelRatio]
    const [cell, row] = [(box.width * devicePixelRatio) / canvas.width, (box.height * devicePixelRatio) / canvas.height]
    const grid = canvas.closest<HTMLElement>('[data-settled]')
    const unit = Number(grid?.style.getPropertyValue('--unit') || Number.NaN)
    const settled = Number(grid?.dataset['settled'] ?? Number.NaN)
    const blurred: string[] = []
    // Where a map begins is rounded when it is painted; how large it is must be whole.
    for (const size of [cell, row]) if (Math.abs(size - Math.round(size)) > 0.01) blurred.push(`not whole: ${size}`)
    for (let y = 0; y < canvas.height; y++) {
      // Both lines lie over the edges of rows, the picked unit has a frame.
      if (y === canvas.height - 1 || y === settled || y === settled + 1) continue
      const pixels = screen.getImageData(
        Math.round(left),
        Math.round(top + y * row),
        Math.round(box.width * devicePixelRatio),
        Math.round(row),
      )
      for (let x = 0; x < canvas.width; x++) {
        if (Math.abs(x - unit) * cell <= cell + 2 * devicePixelRatio) continue
        const own = 4 * (y * canvas.width + x)
        let isSame = true
        for (let py = 0; py < pixels.height; py++) {
          for (let px = 0; px < Math.round(cell); px++) {
            const at = 4 * (py * pixels.width + x * Math.round(cell) + px)
            for (let channel = 0; channel < 3; channel++) {
              if (Math.abs(pixels.data[at + channel]! - values[own + channel]!) > 2) isSame = false
            }
          }
        }
        if (!isSame) blurred.push(`${y},${x}`)
      }
    }
    return blurred.slice(0, 20)
  }, shot.toString('base64'))
}
