import type { Page } from '@playwright/test'
import { openWithDigit } from './support/digit.ts'
import { outside } from './support/layout.ts'
import { expect, test } from './support/page.ts'

/** A window of 1280 pixels, zoomed to 200 and to 400 per cent. */
const WIDTHS = { '200 %': 640, '400 %': 320 } as const
const VIEWS = 8

/** Words that are cut without a sign of it. */
function cut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, h4, th, td, dt, dd, label, p')].flatMap((element) => {
      const { overflowX, textOverflow, clipPath, display } = getComputedStyle(element)
      const isHidden =
        element.clientWidth <= 1 || clipPath !== 'none' || display === 'inline' || element.closest('.visually-hidden') !== null
      const isCut =
        (overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
      return isCut && !isHidden ? [`${element.tagName} ${element.className}: ${element.textContent.slice(0, 40)}`] : []
    }),
  )
}

for (const [zoom, width] of Object.entries(WIDTHS)) {
  for (const language of ['en', 'zh'] as const) {
    test(`at ${zoom} nothing of any view stands out of the page or is cut, in ${language}`, async ({ page }) => {
      test.setTimeout(120_000)
      await page.setViewportSize({ width, height: 800 })
      await openWithDigit(page, 3)
      if (language === 'zh') await page.getByRole('banner').getByRole('button', { name: '中文' }).click()
      const tabs = page.getByRole('tab')
      await expect(tabs).toHaveCount(VIEWS)
      const found: Record<string, readonly string[]> = {}
      for (let view = 0; view < VIEWS; view++) {
        await tabs.nth(view).click()
        await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible()
        await page.evaluate(() => {
          for (const button of document.querySelectorAll<HTMLElement>('[role=tabpanel] h3 button[aria-expanded=false]')) button.click()
          for (const details of document.querySelectorAll('details')) details.open = true
        })
        // What a view opens comes in parts.
        await page.waitForTimeout(1000)
        const name = (await tabs.nth(view).textContent()) ?? ''
        const wrong = [...(await outside(page)), ...(await cut(page))]
        if (wrong.length > 0) found[name] = wrong.slice(0, 12)
      }
      expect(found).toEqual({})
    })
  }
}
