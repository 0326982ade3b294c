import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './page.ts'

/** Says nothing: it stands in for axe's source, half a megabyte, where the page has read it before. */
const ALREADY_THERE = 'void 0'

/** Fails with every element that axe objects to. @param state  what the page is in, for people */
export async function expectNoViolations(page: Page, state: string): Promise<void> {
  const isThere = await page.evaluate(() => 'axe' in window)
  // Details of violations alone, and no second page to collect them from frames, of which there are none: the same findings in a third of the time.
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ALREADY_THERE } : {}) })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ''}`),
  )
  expect(found, `axe, when ${state}`).toEqual([])
}

/** The same in each of these themes, one after the other: the page follows the system's at once. */
export async function expectNoViolationsIn(page: Page, themes: readonly Theme[], state: string): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme })
    await expectNoViolations(page, `${state}, ${colorScheme}`)
  }
}

type Theme = 'light' | 'dark'

export const THEMES: readonly Theme[] = ['light', 'dark']
