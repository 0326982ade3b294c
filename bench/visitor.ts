import { rm } from 'node:fs/promises'
import { build, preview } from 'vite'
import type { Page } from 'playwright'
import { ROOT } from '../scripts/headless.ts'
import type { Bench } from './browser.ts'
import type { PageResults } from './results.ts'

/** The built page as a visitor has it, while it trains on the GPU: how long its main thread is busy at a stretch. */

const SITE = 'test-results/bench-site'
/** For anything that a visitor waits for, on the slowest machine. */
const START_LIMIT_MS = 300_000

declare global {
  /** Milliseconds of each task over 50 ms since it was emptied. */
  var longTasks: number[]
}

export async function watchPage(bench: Bench, seconds: number): Promise<PageResults> {
  await build({ root: ROOT, logLevel: 'error', build: { outDir: SITE, emptyOutDir: true } })
  const server = await preview({ root: ROOT, logLevel: 'error', build: { outDir: SITE }, preview: { host: '127.0.0.1', port: 0 } })
  const context = await bench.newContext()
  context.setDefaultTimeout(START_LIMIT_MS)
  try {
    const [address] = server.resolvedUrls?.local ?? []
    if (address === undefined) throw new Error('The server has no address')
    const page = await context.newPage()
    await page.addInitScript(observeLongTasks)
    await page.goto(`${address}?engine=webgpu`)
    await prepareTraining(page)
    const before = await page.evaluate(() => longTasks.splice(0))
    await page.getByRole('group', { name: 'Training run' }).getByRole('button', { name: 'Start', exact: true }).click()
    await page.waitForTimeout(1000 * seconds)
    return { seconds, steps: await stepsDone(page), before, training: await page.evaluate(() => longTasks) }
  } finally {
    await context.close()
    await server.close()
    await rm(SITE, { recursive: true, force: true })
  }
}

function observeLongTasks(): void {
  globalThis.longTasks = []
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
}

/** Opens the training panel and waits for the project's own digits, which need no network. */
async function prepareTraining(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Train' }).click()
  await page.getByRole('region', { name: 'Training', exact: true }).getByRole('radio', { name: 'Built-in', exact: true }).click()
  await page.getByTestId('training-data').filter({ hasText: 'In use:' }).waitFor()
}

/** The panel says it in words: `Step 12 of 900`. */
async function stepsDone(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Progress of the run' }).getByRole('progressbar').getAttribute('aria-valuetext')
  return Number((/^Step ([\d,]+) of/.exec(text ?? '')?.[1] ?? '0').replaceAll(',', ''))
}
