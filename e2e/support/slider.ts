import type { Locator, Page } from '@playwright/test'
import { swipe, type Place } from './pad.ts'

/** A slider's line, as a finger finds it. */
async function lineOf(slider: Locator): Promise<{ readonly left: number; readonly width: number; readonly y: number }> {
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.locator('xpath=ancestor::*[@data-orientation="horizontal"]').boundingBox()
  if (box === null) throw new Error('the slider is not in view')
  return { left: box.x, width: box.width, y: box.y + box.height / 2 }
}

/** Takes a slider with a finger from one place along it to another. @param from, to  0 … 1 */
export async function slide(page: Page, slider: Locator, from: number, to: number): Promise<void> {
  const { left, width, y } = await lineOf(slider)
  const path = Array.from({ length: 8 }, (_, step): Place => ({ x: left + (from + ((to - from) * step) / 7) * width, y }))
  await swipe(page, path)
}
