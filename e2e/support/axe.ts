import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './page.ts'

/** Says nothing: it stands in for axe's source, half a megabyte, where the page has read it before. */
const ALREADY_THERE = 'void 0'

/** What axe looks for that depends on colours. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** Which of axe's rules are looked at: those of colour take longest. */
type Look = 'everything' | 'colours' | 'all but colours'

/** Fails with every element that axe objects to. @param state  what the page is in, for people */
export async function expectNoViolations(page: Page, state: string, look: Look = 'everything'): Promise<void> {
  const isThere = await page.evaluate(() => 'axe' in window)
  // Details of violations alone, and no second page to collect them from frames, of which there are none: the same findings in a third of the time.
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ALREADY_THERE } : {}) })
    .options({ resultTypes: ['violations'], ...optionsOf(look) })
    .setLegacyMode(true)
    .analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ''}`),
  )
  expect(found, `axe, when ${state}`).toEqual([])
}

function optionsOf(look: Look): Parameters<AxeBuilder['options']>[0] {
  if (look === 'colours') return { runOnly: RULES_OF_COLOUR }
  return look === 'everything' ? {} : { rules: Object.fromEntries(RULES_OF_COLOUR.map((rule) => [rule, { enabled: false }])) }
}

/** The same in each of these themes, one after the other: the page follows the system's at once. Themes differ in their colours alone. */
export async function expectNoViolationsIn(page: Page, themes: readonly Theme[], state: string): Promise<void> {
  for (const [place, colorScheme] of themes.entries()) {
    await page.emulateMedia({ colorScheme })
    await expectNoViolations(page, `${state}, ${colorScheme}`, place === 0 ? 'everything' : 'colours')
  }
}

type Theme = 'light' | 'dark'

export const THEMES: readonly Theme[] = ['light', 'dark']
