import type { Locator, Page } from '@playwright/test'
import { panel } from './training.ts'

/** The section that shows the inside of a run, as a visitor finds it. */
export function watchSection(page: Page): Locator {
  return panel(page).getByRole('region', { name: 'Inside the run' })
}

export async function openWatch(page: Page): Promise<void> {
  await watchSection(page).getByRole('button', { name: 'Inside the run' }).click()
}

/** How many of the kept moments were looked into. */
export async function lookedInto(page: Page): Promise<{ readonly known: number; readonly kept: number }> {
  const text = await watchSection(page)
    .getByText(/kept moments looked into/)
    .innerText({ timeout: 1000 })
    .catch(() => '')
  const [known = 0, kept = 0] = [...text.matchAll(/[\d,]+/g)].map(([number]) => Number(number.replaceAll(',', '')))
  return { known, kept }
}
