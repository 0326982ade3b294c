import { gzipSync } from 'node:zlib'
import { sampleDrawing } from '../src/ui/pad/samples.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'

/** What the page needs until it has answered for the first time, and what it looks like meanwhile. */

const firstSample = sampleDrawing(0, 0).label ?? -1

/** KB of JavaScript, gzipped, before the first answer: the page's own, and all with that of its worker. */
const BUDGET = { page: 200, all: 300 }

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
  // What can wait begins to come with the answer, and is not counted: the page is held there.
  await page.addInitScript(() => {
    const never = (): number => 0
    Object.assign(window, { requestIdleCallback: never })
  })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, firstSample)
  const sources = new Map(await Promise.all([...bodies].map(async ([url, body]) => [url, await body] as const)))
  const [worker] = page.workers()
  const ofWorker = filesOfWorker(sources, worker?.url() ?? '')
  const kilobytes = (isCounted: (url: string) => boolean): number =>
    [...sources].filter(([url]) => isCounted(url)).reduce((sum, [, source]) => sum + gzipSync(source).length, 0) / 1000
  const [ofPage, ofAll] = [kilobytes((url) => !ofWorker.has(url)), kilobytes(() => true)]
  const told = `JavaScript before the first answer: ${ofPage.toFixed(1)} KB of the page, ${ofAll.toFixed(1)} KB with its worker, gzipped`
  console.log(told)
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
