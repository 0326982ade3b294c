import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './page.ts'

/** Says nothing: it stands in for axe's source, half a megabyte, where the page has read it before. */
const ALREADY_THERE = 'void 0'

/** A button's hint, where the pointer happens to rest: it is in no landmark, and belongs to no state that is looked at. */
const HINT = '[data-radix-popper-content-wrapper]:has([role=tooltip])'

/** What axe looks for that depends on colours, and takes longest. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** Which of axe's rules are looked at. */
type Look = 'everything' | 'all but colours'

/** Fails with every element that axe objects to. @param state  what the page is in, for people */
export async function expectNoViolations(page: Page, state: string, look: Look = 'everything'): Promise<void> {
  await untilNothingMoves(page)
  const isThere = await page.evaluate(() => 'axe' in window)
  // Details of violations alone, and no second page to collect them from frames, of which there are none: the same findings in a third of the time.
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ALREADY_THERE } : {}) })
    .options({ resultTypes: ['violations'], ...optionsOf(look) })
    .setLegacyMode(true)
    .exclude(HINT)
    .analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ''}`),
  )
  expect(found, `axe, when ${state}`).toEqual([])
}

/** A colour on its way to another is neither. What goes round for ever, or goes with scrolling, is left alone. */
async function untilNothingMoves(page: Page): Promise<void> {
  const isAtRest = () =>
    document
      .getAnimations()
      .filter(({ timeline, playState }) => timeline === document.timeline && playState === 'running')
      .every(({ effect }) => effect?.getComputedTiming().iterations === Infinity)
  await expect.poll(() => page.evaluate(isAtRest)).toBe(true)
}

function optionsOf(look: Look): Parameters<AxeBuilder['options']>[0] {
  return look === 'everything' ? {} : { rules: Object.fromEntries(RULES_OF_COLOUR.map((rule) => [rule, { enabled: false }])) }
}

/** The same in each of these themes, one after the other, every second one in the other language: the page follows both at once. */
export async function expectNoViolationsIn(page: Page, themes: readonly Theme[], state: string): Promise<void> {
  for (const [place, colorScheme] of themes.entries()) {
    await page.emulateMedia({ colorScheme })
    if (place % 2 === 0) await expectNoViolations(page, `${state}, ${colorScheme}`)
    else await inTheOtherLanguage(page, () => expectNoViolations(page, `${state}, ${colorScheme}, in the other language`))
  }
}

/** Does this in the page's other language, and goes back. Dialogs stay open: no pointer goes down. */
export async function inTheOtherLanguage(page: Page, act: () => Promise<void>): Promise<void> {
  const html = page.locator('html')
  const language = (await html.getAttribute('lang')) ?? ''
  const change = (): Promise<void> => page.locator('header button[lang]').evaluate((button: HTMLElement) => button.click())
  await change()
  await expect(html).not.toHaveAttribute('lang', language)
  await act()
  await change()
  await expect(html).toHaveAttribute('lang', language)
}

type Theme = 'light' | 'dark'

export const THEMES: readonly Theme[] = ['light', 'dark']
