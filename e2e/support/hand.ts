import type { Locator, Page } from '@playwright/test'
import { writeHandFile } from '../../src/data/hand/exchange.ts'
import { plainDigit } from '../../src/data/digits/generate.ts'
import { press } from './keyboard.ts'
import { drawWithFinger, drawWithMouse } from './pad.ts'
import { expect } from './page.ts'

/** The view of the visitor's own hand, and the card on the pad that asks for digits. */

export const handView = (page: Page): Locator => page.getByRole('region', { name: 'Your hand', exact: true })
export const asked = (page: Page): Locator => page.getByTestId('asked')
export const drawings = (page: Page): Locator => page.getByTestId('hand-drawings').getByRole('button', { name: /^Drawing \d+ of/ })

export async function openHand(page: Page, isMobile = false): Promise<void> {
  await press(page.getByRole('tab', { name: 'Hand', exact: true }), isMobile)
  await expect(handView(page)).toBeVisible()
}

/** Writes what is asked for, and waits until the page asks for the next, or for nothing more. @returns the digit */
export async function writeAsked(page: Page, isMobile: boolean): Promise<number> {
  const digit = Number(await asked(page).getAttribute('data-digit'))
  const before = await asked(page).getByRole('progressbar').getAttribute('aria-valuetext')
  const strokes = plainDigit(digit)
  await (isMobile ? drawWithFinger : drawWithMouse)(page, strokes)
  await expect(asked(page).getByRole('progressbar')).not.toHaveAttribute('aria-valuetext', before ?? '')
  return digit
}

/** A file of so many drawings of each digit in a plain hand, each a little different. */
export function fileOfHand(each: number, name = 'hand.json'): { name: string; mimeType: string; buffer: Buffer } {
  const made = Array.from({ length: 10 * each }, (_, place) => {
    const shrink = 1 - 0.02 * Math.floor(place / 10)
    const strokes = plainDigit(place % 10).map(({ points, width }) => ({
      width,
      points: points.map(([x, y]) => [0.5 + shrink * (x - 0.5), 0.5 + (2 - shrink) * 0.95 * (y - 0.5)] as const),
    }))
    return { label: place % 10, strokes }
  })
  return { name, mimeType: 'application/json', buffer: Buffer.from(writeHandFile(made)) }
}

export async function bringFile(page: Page, file: ReturnType<typeof fileOfHand>): Promise<void> {
  await page.getByTestId('hand-drawings').locator('input[type=file]').setInputFiles(file)
}
