import type { Page } from '@playwright/test'
import { openPage } from './page.ts'
import { expectAnswer, pad, waitUntilRead } from './pad.ts'

/** Opens the page on the CPU engine; nothing moves by itself, and the pad holds a digit in the plain hand, read to its last step. */
export async function openWithDigit(page: Page, digit: number): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await pad(page).press(String(digit))
  await expectAnswer(page, digit)
  await waitUntilRead(page)
}
