import type { Page } from '@playwright/test'

declare global {
  /** Tasks of the page's main thread that took more than 50 ms, since it was emptied. */
  var longTasks: number[]
}

/** Watches the main thread from the page's first line on. Call it before the page is opened. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.longTasks = []
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
}

/** Milliseconds of each long task since the last call. */
export function takeLongTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => longTasks.splice(0))
}
