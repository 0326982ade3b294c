import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

/** The Judge view as a visitor finds it. */

export function judgePanel(page: Page): Locator {
  return page.getByRole('region', { name: 'Judge', exact: true })
}

export async function openJudge(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Judge' }).click()
  await expect(judgePanel(page)).toBeVisible()
}

/** The button that begins, stops and goes on. */
export function judgeButton(page: Page, name: 'Judge' | 'Judge again' | 'Go on' | 'Stop'): Locator {
  return judgePanel(page).getByRole('group', { name: 'Judgement' }).getByRole('button', { name, exact: true })
}

/** The sentence about the judgement. */
export function judgeStatus(page: Page): Locator {
  return judgePanel(page).getByRole('group', { name: 'Judgement' }).getByRole('status')
}

/** Loads the built-in digits from the view itself and has them all answered. @param count  of the test digits that there are then */
export async function judgeBuiltIn(page: Page, count: number): Promise<void> {
  await judgePanel(page).getByRole('radio', { name: 'Built-in', exact: true }).click()
  await expect(page.getByTestId('judged-data')).toContainText('In use: built-in digits', { timeout: 120_000 })
  await judgeButton(page, 'Judge').click()
  await expect(judgeStatus(page)).toContainText(`answered all ${count} pictures`)
}

/** A cell of the confusion matrix; classes count from 0. */
export function matrixCell(page: Page, label: number, answer: number): Locator {
  return judgePanel(page).locator(`[data-cell="${label} ${answer}"]`).and(page.getByRole('button'))
}

export function gallery(page: Page): Locator {
  return page.getByTestId('judge-gallery')
}
