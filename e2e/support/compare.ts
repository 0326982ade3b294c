import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'
import { chooseSettings, control, panel, runStatus, type RunSettings } from './training.ts'

/** The Compare view as a visitor finds it. */

export function comparePanel(page: Page): Locator {
  return page.getByRole('region', { name: 'Compare runs', exact: true })
}

export async function openCompare(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Compare' }).click()
  await expect(comparePanel(page)).toBeVisible()
}

/** A run or a group in the list. */
export function runRow(page: Page, name: string): Locator {
  return page.getByTestId('run-list').locator(`tr[data-run="${name}"]`)
}

/** Names in the list, from above. */
export function runNames(page: Page): Promise<string[]> {
  return page
    .getByTestId('run-list')
    .locator('tr[data-run]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-run') ?? ''))
}

/** A figure of a run, as the list has it. */
export function runFigure(page: Page, name: string, figure: 'accuracy' | 'loss' | 'epochs' | 'seconds'): Locator {
  return runRow(page, name).locator(`[data-figure=${figure}]`)
}

/** The lines of a chart. */
export function runLines(page: Page, quantity: 'loss' | 'accuracy'): Locator {
  return page.getByTestId('run-curves').locator(`[data-quantity=${quantity}] g[data-run]`)
}

/** The sentences and the table of what differs. */
export function runDifferences(page: Page): Locator {
  return page.getByTestId('run-differences')
}

/** Trains to the end with these settings; the view is Train. */
export async function trainOnce(page: Page, settings: RunSettings & { readonly epochs: number }): Promise<void> {
  await chooseSettings(page, settings)
  await control(page, (await control(page, 'Start').count()) > 0 ? 'Start' : 'Start again').click()
  await expect(runStatus(page)).toHaveText(settings.epochs === 1 ? 'Finished: 1 epoch.' : `Finished: ${settings.epochs} epochs.`, {
    timeout: 120_000,
  })
}

/** The button that trains with five seeds in turn, and the sentence beside it. */
export function seedTurn(page: Page): { readonly start: Locator; readonly status: Locator } {
  const group = panel(page).getByRole('group', { name: 'Several seeds' })
  return { start: group.getByRole('button', { name: 'Five seeds' }), status: group.getByRole('status') }
}
