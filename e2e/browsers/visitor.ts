import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFailed } from 'vitest'
import type { Stroke } from '../../src/data/strokes.ts'
import type { Browser } from './driver.ts'
import { findPlace, padBox, type Place, type Target } from './in-page.ts'

/** What a visitor does, in terms of any browser. */

const pictures = join(import.meta.dirname, '../../test-results/browsers')

/** Clicks the element once it is there and can be used. */
export async function click(browser: Browser, role: Target['role'], name: string): Promise<void> {
  await expect.poll(() => browser.evaluate(findPlace, { role, name }), { message: `${role} "${name}"` }).not.toBeNull()
  // What comes later above it moves it: it is pressed where it has stayed.
  let place: Place | null = null
  const stays = async (): Promise<boolean> => {
    const before = place
    await settled(browser)
    place = await browser.evaluate(findPlace, { role, name })
    return place !== null && place.x === before?.x && place.y === before.y
  }
  await expect.poll(stays, { message: `${role} "${name}" stays where it is`, interval: 100 }).toBe(true)
  if (place !== null) await browser.drag([place])
}

/** Empties the pad and draws with the mouse. @param strokes  in the unit square of the pad */
export async function draw(browser: Browser, strokes: readonly Stroke[]): Promise<void> {
  await click(browser, 'button', 'Clear$')
  const box = await browser.evaluate(padBox)
  for (const { points } of strokes) {
    // Every second point: a mouse that reports as often as a hand's.
    const path = points.filter((_, index) => index % 2 === 0 || index === points.length - 1)
    await browser.drag(path.map(([x, y]): Place => ({ x: box.x + x * box.width, y: box.y + y * box.height })))
  }
}

/** Two frames: what was done last is on the screen. */
export function settled(browser: Browser): Promise<void> {
  return browser.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))
}

/** Waits for a download that is complete. @param name  of the file @returns its path */
export async function downloaded(browser: Browser, name: string): Promise<string> {
  const path = join(browser.downloads, name)
  // Until then Firefox has an empty file of the name, and another one beside it that it writes.
  const isComplete = () => readdirSync(browser.downloads).length === 1 && existsSync(path) && statSync(path).size > 0
  await expect.poll(isComplete, { message: `the download of ${name}` }).toBe(true)
  return path
}

/** What the window shows. @returns PNG in base64 */
export async function pictureOf(browser: Browser): Promise<string> {
  const file = `${browser.downloads}/window.png` as const
  await browser.screenshot(file)
  const picture = readFileSync(file, 'base64')
  // The folder is for downloads, which are counted.
  rmSync(file)
  return picture
}

/** Leaves a picture of the window in `test-results/browsers` if the test fails. */
export function pictureOnFailure(browser: Browser): void {
  onTestFailed(async ({ task }) => {
    mkdirSync(pictures, { recursive: true })
    await browser.screenshot(`${pictures}/${browser.name} ${task.name}.png`)
  })
}
