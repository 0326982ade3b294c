import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { sampleDrawing } from '../src/ui/pad/samples.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'

/** What the page needs until it has answered for the first time, and what it looks like meanwhile. */

const firstSample = sampleDrawing(0, 0).label ?? -1

/** KB of JavaScript, gzipped, before the first answer: the page's own, and all with that of its worker. */
const BUDGET = { page: 187, all: 290 }

/** The worker's file and all that it may import: they are the worker's alone, and its own list of requests lacks those that came with it. */
function filesOfWorker(sources: ReadonlyMap<string, string>, entry: string, files = new Set<string>()): ReadonlySet<string> {
  const source = sources.get(entry)
  if (source === undefined || files.has(entry)) return files
  files.add(entry)
  for (const [, name = ''] of source.matchAll(/["'`]\.\/([\w-]+\.js)["'`]/g)) filesOfWorker(sources, new URL(name, entry).href, files)
  return files
}

test('JavaScript before the first answer stays within its budget', async ({ page }, testInfo) => {
  const bodies = new Map<string, Promise<string>>()
  page.context().on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return
    bodies.set(
      response.url(),
      response.text().catch(() => ''),
    )
  })
  await page.addInitScript(() => {
    const watching = new MutationObserver(() => {
      if (document.querySelector('[data-digit]:not([data-digit=""])') === null) return
      Object.assign(window, { answeredAt: performance.now() })
      watching.disconnect()
    })
    watching.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-digit'] })
  })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, firstSample)
  const sources = new Map(await Promise.all([...bodies].map(async ([url, body]) => [url, await body] as const)))
  const [worker] = page.workers()
  const ofWorker = filesOfWorker(sources, worker?.url() ?? '')
  // What the page asked for until then; what can wait began to come with the answer.
  const before = new Set(
    await page.evaluate(() => {
      const answeredAt = 'answeredAt' in window ? Number(window.answeredAt) : Number.NaN
      const files = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < answeredAt)
      return files.map(({ name }) => name)
    }),
  )
  const kilobytes = (isCounted: (url: string) => boolean): number =>
    [...sources].filter(([url]) => isCounted(url)).reduce((sum, [, source]) => sum + gzipSync(source).length, 0) / 1000
  const ofPage = kilobytes((url) => before.has(url) && !ofWorker.has(url))
  const ofAll = ofPage + kilobytes((url) => ofWorker.has(url))
  const listed = (isListed: (url: string) => boolean): readonly string[] =>
    [...sources]
      .filter(([url]) => isListed(url))
      .map(([url, source]) => `${gzipSync(source).length} ${url.split('/').at(-1)}`)
      .toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
  const files = ['the page', ...listed((url) => before.has(url) && !ofWorker.has(url)), 'its worker', ...listed((url) => ofWorker.has(url))]
  await testInfo.attach('files', { body: files.join('\n') })
  const told = `JavaScript before the first answer: ${ofPage.toFixed(1)} KB of the page, ${ofAll.toFixed(1)} KB with its worker, gzipped`
  console.log([told, ...files].join('\n'))
  await testInfo.attach('bytes', { body: told })
  expect(ofPage).toBeLessThan(BUDGET.page)
  expect(ofAll).toBeLessThan(BUDGET.all)
})

test('the page answers with the words of first sight alone', async ({ page }) => {
  await page.route(/\/assets\/rest-[^/]+\.js$/, () => {})
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, firstSample)
  await expect(page.getByRole('main')).toContainText('belief')
})

test.describe('before any script has run', () => {
  /** The page's own scripts do not come for the time being; the small one that chooses language and theme does. */
  async function holdScripts(page: Page): Promise<void> {
    await page.route(/\/assets\/(?!first-words-)[^/]+\.js$/, () => {})
    await page.goto('./', { waitUntil: 'commit' })
  }

  test('the frame and the words of the page are there @phone', async ({ page }) => {
    await holdScripts(page)
    await expect(page.locator('#root').getByRole('heading', { name: 'Gatelight', level: 1 })).toBeVisible()
    await expect(page.getByRole('tab', { name: 'Train' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Draw a digit' })).toBeVisible()
    await expect(page.locator('.waiting')).toBeHidden()
    await expect(page.getByRole('application').locator('svg path')).toBeVisible()
    await expect(page.getByRole('img', { name: /^The drawing as 28 by 28 pixels/ }).locator('img')).toBeVisible()
  })

  test('who was here before sees no digit that may not be the one on the pad', async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('gatelight/left', 'yes'))
    await holdScripts(page)
    await expect(page.getByRole('region', { name: 'Draw a digit' })).toBeVisible()
    await expect(page.locator('[data-written]')).toHaveCount(0)
  })

  test.describe('to a visitor who reads Chinese', () => {
    test.use({ locale: 'zh-CN' })

    test('they are Chinese', async ({ page }) => {
      await holdScripts(page)
      await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
      await expect(page.getByRole('tab', { name: 'Train' })).toHaveCount(0)
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
    })
  })

  test('they have the theme and the language that were chosen before', async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('gatelight/preferences', JSON.stringify({ theme: 'dark', language: 'zh' })))
    await holdScripts(page)
    await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})

test('nothing moves when the page comes alive @phone', async ({ page }, testInfo) => {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { shifts: seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: readonly unknown[] = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : []
        const moved = sources.map((source) => {
          const of = (name: string): unknown => Reflect.get(Object(source), name)
          const node = of('node')
          return [node instanceof Element ? node.outerHTML.slice(0, 100) : '', of('previousRect'), of('currentRect')]
        })
        seen.push(JSON.stringify({ value: 'value' in entry ? entry.value : 0, moved }))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, firstSample)
  // The scan plays through once.
  await expect(page.getByRole('button', { name: 'Pause the scan' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Play the scan' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const shifts = await page.evaluate(() => ('shifts' in window && Array.isArray(window.shifts) ? window.shifts.map(String) : []))
  await testInfo.attach('layout shifts', { body: shifts.join('\n') })
  expect(shifts).toEqual([])
})
