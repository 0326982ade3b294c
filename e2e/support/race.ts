import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

/** The race as a visitor finds it, in the Compare view. */

export function race(page: Page): Locator {
  return page.getByTestId('race')
}

export function raceButton(page: Page, name: 'Start race' | 'Pause race' | 'Resume race' | 'Stop race'): Locator {
  return race(page).getByRole('button', { name, exact: true })
}

/** The networks of the race, by the names of their runs. */
export function laneNames(page: Page): Promise<(string | null)[]> {
  return race(page)
    .locator('[data-lane]')
    .evaluateAll((lanes) => lanes.map((lane) => lane.getAttribute('data-lane')))
}

export function lane(page: Page, name: string): Locator {
  return race(page).locator(`[data-lane="${name}"]`)
}

/** A figure of a network, as it is written. */
export function laneFigure(page: Page, name: string, figure: 'Loss' | 'Accuracy' | 'On test digits' | 'Time'): Locator {
  return lane(page, name)
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${figure}$`) })
    .locator('xpath=following-sibling::dd')
}

export async function chooseRace(
  page: Page,
  name: string,
  lengths: { readonly epochs?: number; readonly batchSize?: number } = {},
): Promise<void> {
  await race(page).getByRole('combobox', { name: 'Who races' }).selectOption({ label: name })
  const values = { Epochs: lengths.epochs, 'Batch size': lengths.batchSize }
  for (const [label, value] of Object.entries(values)) {
    if (value === undefined) continue
    const field = race(page).getByRole('spinbutton', { name: label })
    await field.fill(String(value))
    await field.press('Enter')
    await expect(field).toHaveAttribute('aria-valuenow', String(value))
  }
}

export async function untilOver(page: Page): Promise<void> {
  await expect(race(page).getByRole('status')).toHaveText('The race is over.', { timeout: 180_000 })
}

/** What a network answers once it has read everything, as it is written of the scan line. */
export async function answerText(page: Page, name: string): Promise<string> {
  const [digit, probability] = await Promise.all(
    ['digit', 'probability'].map((part) => lane(page, name).locator(`[data-part=${part}]`).innerText()),
  )
  return `${digit} (${probability})`
}

/** How far down its plots every network has the scan line, 0 … 1. */
export function scanLines(page: Page): Promise<number[]> {
  return race(page)
    .locator('[data-lane] canvas')
    .evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const plots = canvas.parentElement?.getBoundingClientRect()
        const line = canvas.parentElement?.lastElementChild?.getBoundingClientRect()
        return plots === undefined || line === undefined ? NaN : (line.top + line.height / 2 - plots.top) / plots.height
      }),
    )
}
