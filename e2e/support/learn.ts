import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

/** The guided reading as a visitor finds it. */

/** Its sheet at the foot of the window, named by the stop. */
export function tourSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(Stop \d of 8: |It needs)/ })
}

/** Begins it, or goes on where it was left. */
export async function openTour(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Guided reading/ }).click()
  await expect(tourSheet(page)).toBeVisible()
}

/** Presses Next or Back and waits for the other stop. */
export async function tourStop(page: Page, name: 'Next' | 'Back'): Promise<void> {
  const place = tourSheet(page).getByText(/^\d of 8$/)
  const before = Number.parseInt(await place.innerText(), 10)
  await tourSheet(page).getByRole('button', { name, exact: true }).click()
  await expect(place).toHaveText(`${before + (name === 'Next' ? 1 : -1)} of 8`)
}
