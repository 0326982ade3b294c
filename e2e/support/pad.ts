import type { CDPSession, Locator, Page } from '@playwright/test'
import { plainDigit } from '../../src/data/digits/generate.ts'
import type { Stroke } from '../../src/data/strokes.ts'
import { expect } from './page.ts'

/** The pad, its tools, and the answer beside it, as a visitor finds them. */

export function pad(page: Page): Locator {
  return page.getByRole('application', { name: 'Drawing pad' })
}

/** @param name what the button says: Undo, Redo, Clear, Sample */
export function padTool(page: Page, name: 'Undo' | 'Redo' | 'Clear' | 'Sample'): Locator {
  return page.getByRole('region', { name: 'Draw a digit' }).getByRole('button', { name, exact: true })
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Where the points of strokes lie in the window, CSS pixels. @param strokes in the unit square of the pad @param on  the pad, where it is another than the page's own */
export async function placesOnPad(page: Page, strokes: readonly Stroke[], on: Locator = pad(page)): Promise<Place[][]> {
  const box = await on.boundingBox()
  if (box === null) throw new Error('the pad is not in view')
  return strokes.map(({ points }) => points.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height })))
}

/** A digit in a plain hand in one of four places beside each other. */
export function digitInRow(label: number, place: number): Stroke[] {
  const size = 0.3
  return plainDigit(label).map(({ points, width }) => ({
    width: width * size,
    points: points.map(([x, y]) => [0.125 + 0.25 * place + size * (x - 0.5), 0.5 + size * (y - 0.5)] as const),
  }))
}

/**
 * Draws with the mouse, pressed and moved as a hand would, and waits until the pad shows it; what has been read by then may lack the end.
 *
 * @param strokes in the unit square of the pad
 * @param options `lift: false` leaves the pen on the pad after the last stroke; `movesPerFrame` 1 gives each movement a frame of its own; `on` is the pad, where it is another than the page's own
 */
export async function drawWithMouse(
  page: Page,
  strokes: readonly Stroke[],
  { lift = true, movesPerFrame = 8, on = pad(page) } = {},
): Promise<void> {
  const paths = await placesOnPad(page, strokes, on)
  const session = await page.context().newCDPSession(page)
  for (const [index, path] of paths.entries()) {
    // Every second point with one between: a mouse that reports as often as the path has points.
    const [first, ...others] = path.filter((_, point) => point % 2 === 0 || point === path.length - 1)
    if (first === undefined) continue
    await page.mouse.move(first.x, first.y)
    await page.mouse.down()
    const moves = others.flatMap((place, index) => [halfWay(others[index - 1] ?? first, place), place])
    // A movement is answered with the frame that shows it; a mouse reports several in the time of one. Playwright's own movements look out for drags,
    // and several at once have been seen never to end.
    for (let at = 0; at < moves.length; at += movesPerFrame) {
      await Promise.all(moves.slice(at, at + movesPerFrame).map((place) => movePressed(session, place)))
    }
    const last = moves.at(-1) ?? first
    await page.mouse.move(last.x, last.y)
    if (lift || index < paths.length - 1) await page.mouse.up()
  }
  await session.detach()
  await nextFrames(page)
}

/** Moves the mouse with its button pressed. */
async function movePressed(session: CDPSession, { x, y }: Place): Promise<void> {
  await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'left', buttons: 1, force: 0.5 })
}

function halfWay(a: Place, b: Place): Place {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

/** One finger, by the browser's own input events: from these it decides about scrolling. */
export async function swipe(page: Page, path: readonly Place[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  for (const [index, place] of path.entries()) {
    await session.send('Input.dispatchTouchEvent', { type: index === 0 ? 'touchStart' : 'touchMove', touchPoints: [place] })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}

/** Draws with a finger. @param strokes in the unit square of the pad */
export async function drawWithFinger(page: Page, strokes: readonly Stroke[]): Promise<void> {
  await pad(page).scrollIntoViewIfNeeded()
  // A finger is taken for where the last frame stood.
  await nextFrames(page)
  for (const path of await placesOnPad(page, strokes)) await swipe(page, path)
  await nextFrames(page)
}

/** Share of the pad that is covered with ink, 0 … 1. */
export function inkOnPad(page: Page): Promise<number> {
  return pad(page)
    .locator('canvas')
    .evaluate((canvas) => {
      const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
      if (context === null) throw new Error('the pad is no canvas')
      const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height)
      let covered = 0
      for (let at = 3; at < data.length; at += 4) if (data[at]! > 127) covered++
      return (4 * covered) / data.length
    })
}

/** Probabilities of the ten digits as the meters beside the pad tell them, with three digits; all 0 for an empty pad. */
export function probabilities(page: Page): Promise<number[]> {
  const meters = page.getByRole('region', { name: 'Answer', exact: true }).getByRole('meter')
  return meters.evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('aria-valuenow'))))
}

/** The digit that the network holds to be most probable; null for an empty pad. */
export async function answeredDigit(page: Page): Promise<number | null> {
  const values = await probabilities(page)
  const highest = Math.max(...values)
  return highest === 0 ? null : values.indexOf(highest)
}

/** Waits until the answer is this digit, and the pad shows what it was made of; `null` is the answer to an empty pad. */
export async function expectAnswer(page: Page, digit: number | null): Promise<void> {
  await expect.poll(() => answeredDigit(page), { message: 'the answer beside the pad' }).toBe(digit)
  // The network is handed a movement before the frame that shows it.
  await nextFrames(page)
}

/**
 * Waits until the network has read what is on the pad: until the digit beside the maps is the picture made of the drawing.
 *
 * The view must be the reading's, the pad not empty.
 */
export async function waitUntilRead(page: Page): Promise<void> {
  // What the pen did last reaches the picture with the next frame.
  await nextFrames(page)
  const drawn = page.getByRole('img', { name: /^The drawing as 28 by 28 pixels/ }).locator('canvas')
  // Opened panels show it once more.
  const read = page.getByRole('img', { name: /^What the network reads/ }).first()
  await expect.poll(async () => (await pixels(read)) === (await pixels(drawn)), { message: 'the drawing is read' }).toBe(true)
}

function nextFrames(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/** Every pixel of a canvas, as text that is equal when they are. */
function pixels(canvas: Locator): Promise<string> {
  return canvas.evaluate((element) => {
    const context = element instanceof HTMLCanvasElement ? element.getContext('2d') : null
    if (context === null) throw new Error('this is no canvas')
    return context.getImageData(0, 0, context.canvas.width, context.canvas.height).data.join()
  })
}
