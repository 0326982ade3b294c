import type { Page } from 'playwright'
import { prepareTraining, startTraining, stepsDone, type Site } from './built-page.ts'
import type { PageResults } from './results.ts'

/** The built page while it trains on the GPU: how long its main thread is busy at a stretch. */

declare global {
  /** Milliseconds of each task over 50 ms since it was emptied. */
  var longTasks: number[]
}

export function watchPage({ visit }: Site, seconds: number): Promise<PageResults> {
  return visit(
    '?engine=webgpu',
    (page) => watchTraining(page, seconds),
    (page) => page.addInitScript(observeLongTasks),
  )
}

async function watchTraining(page: Page, seconds: number): Promise<PageResults> {
  await prepareTraining(page)
  const before = await page.evaluate(() => longTasks.splice(0))
  await startTraining(page)
  await page.waitForTimeout(1000 * seconds)
  return { seconds, steps: await stepsDone(page), before, training: await page.evaluate(() => longTasks) }
}

function observeLongTasks(): void {
  globalThis.longTasks = []
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
}
