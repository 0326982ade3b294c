import { gzipSync } from 'node:zlib'
import { chromium, type BrowserContext, type Page, type Response } from 'playwright'
import { build, preview } from 'vite'
import { join } from 'node:path'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'
import { keptBuild } from './kept-build.ts'

/**
 * `npm run measure:opening`: the built page as it is opened, ten times by new visitors, then ten times without a network by one who was there before.
 *
 * Times are medians, counted from the navigation. `-- --times 3` opens it less often.
 */

interface Opening {
  /** Milliseconds. */
  readonly firstText: number
  readonly firstAnswer: number
  readonly longestTask: number
  readonly layoutShift: number
  readonly requests: number
  /** Gzipped, until the first answer. */
  readonly kilobytes: number
}

const ANSWER = '[data-digit]:not([data-digit=""])'

/** In the page, where no name of a function is known (`tsx` would call for it): notes when the first answer is in the document, and what went on until then. */
function observe(answer: string): void {
  const seen = { answeredAt: 0, longestTask: 0, layoutShift: 0 }
  Object.assign(window, { opening: seen })
  const watching = new MutationObserver((_, self) => {
    if (document.querySelector(answer) === null) return
    seen.answeredAt = performance.now()
    self.disconnect()
  })
  watching.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-digit'] })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration)
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ('value' in entry) seen.layoutShift += Number(entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
}

async function open(page: Page, address: string): Promise<Opening> {
  const responses: Response[] = []
  page.context().on('response', (response) => responses.push(response))
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator(ANSWER).first().waitFor({ timeout: 120_000 })
  const { timeOrigin, ...measured } = await page.evaluate(() => {
    const {
      answeredAt = 0,
      longestTask = 0,
      layoutShift = 0,
    }: Record<string, number> = 'opening' in window && typeof window.opening === 'object' ? { ...window.opening } : {}
    const firstText = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
    return { timeOrigin: performance.timeOrigin, firstText, firstAnswer: answeredAt, longestTask, layoutShift }
  })
  // Whoever waits for the answer hears of it late: what was asked for after it is not counted.
  const before = responses.filter((response) => response.request().timing().startTime < timeOrigin + measured.firstAnswer)
  const sizes = await Promise.all(before.map(gzippedSize))
  return { ...measured, requests: before.length, kilobytes: sizes.reduce((sum, size) => sum + size, 0) / 1000 }
}

async function gzippedSize(response: Response): Promise<number> {
  // A redirection has no body.
  return response.body().then(
    (body) => gzipSync(body).length,
    () => 0,
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function tell(title: string, openings: readonly Opening[]): void {
  const of = (field: keyof Opening, digits = 0): string => median(openings.map((opening) => opening[field])).toFixed(digits)
  console.log(
    `${title}: first text ${of('firstText')} ms, first answer ${of('firstAnswer')} ms, longest task ${of('longestTask')} ms, ` +
      `layout shift ${of('layoutShift', 4)}, ${of('requests')} requests, ${of('kilobytes')} KB gzipped until the answer`,
  )
}

const place = process.argv.indexOf('--times')
const times = place < 0 ? 10 : Number(process.argv[place + 1])
const outDir = await keptBuild({
  root: ROOT,
  folder: join(ROOT, '.built'),
  build: (folder) => build({ root: ROOT, logLevel: 'warn', build: { outDir: folder, reportCompressedSize: false } }),
})
const server = await preview({ root: ROOT, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
const address = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch(chromiumLaunchOptions())
const visitor = (serviceWorkers: 'allow' | 'block'): Promise<BrowserContext> =>
  browser.newContext({ locale: 'en-GB', serviceWorkers, viewport: { width: 1440, height: 900 } })
try {
  const first: Opening[] = []
  for (let time = 0; time < times; time++) {
    const context = await visitor('block')
    const page = await context.newPage()
    await page.addInitScript(observe, ANSWER)
    first.push(await open(page, address))
    await context.close()
  }
  tell(`first visit, median of ${times}`, first)

  const context = await visitor('allow')
  const page = await context.newPage()
  await page.goto(address)
  await page.getByText('Ready to work offline.').waitFor({ timeout: 120_000 })
  await page.close()
  await context.setOffline(true)
  const second: Opening[] = []
  for (let time = 0; time < times; time++) {
    const again = await context.newPage()
    await again.addInitScript(observe, ANSWER)
    second.push(await open(again, address))
    await again.close()
  }
  tell(`second visit, offline, median of ${times}`, second)
} finally {
  await browser.close()
  await server.close()
}
