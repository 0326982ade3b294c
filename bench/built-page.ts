import { rm } from 'node:fs/promises'
import { build, preview } from 'vite'
import type { Page } from 'playwright'
import { ROOT } from '../scripts/headless.ts'
import type { Bench } from './browser.ts'

/** The built page as a visitor has it, and what a visitor does on it. */

const SITE = 'test-results/bench-site'
/** For anything that a visitor waits for, on the slowest machine. */
const START_LIMIT_MS = 300_000

/** The page, built and served. */
export interface Site {
  /** Opens it, each time as a new visitor. */
  readonly visit: Visit
  close(): Promise<void>
}

/** Builds and serves the page, which several parts of a run visit. */
export async function openSite(bench: Pick<Bench, 'newContext'>): Promise<Site> {
  await buildPage()
  const server = await preview({ root: ROOT, logLevel: 'error', build: { outDir: SITE }, preview: { host: '127.0.0.1', port: 0 } })
  const [address] = server.resolvedUrls?.local ?? []
  if (address === undefined) throw new Error('The server has no address')
  return {
    async visit(query, during, prepare) {
      const context = await bench.newContext()
      context.setDefaultTimeout(START_LIMIT_MS)
      try {
        const page = await context.newPage()
        await prepare?.(page)
        await page.goto(`${address}${query}`)
        return await during(page)
      } finally {
        await context.close()
      }
    },
    async close() {
      await server.close()
      await rm(SITE, { recursive: true, force: true })
    },
  }
}

/** As `npm run build` does: the benchmark's own server has told this process that it develops, and with that React would be its slow self. */
async function buildPage(): Promise<void> {
  const { env } = process
  const before = env['NODE_ENV']
  env['NODE_ENV'] = 'production'
  try {
    await build({ root: ROOT, logLevel: 'error', build: { outDir: SITE, emptyOutDir: true } })
  } finally {
    if (before === undefined) delete env['NODE_ENV']
    else env['NODE_ENV'] = before
  }
}

/** @param query what follows the address, e.g. `?engine=cpu`. @param prepare what comes before the page is opened */
export type Visit = <Result>(
  query: string,
  during: (page: Page) => Promise<Result>,
  prepare?: (page: Page) => Promise<unknown>,
) => Promise<Result>

export async function openView(page: Page, name: 'Gates' | 'Train' | 'Write'): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

/** Opens the training panel and waits for the project's own digits, which need no network. */
export async function prepareTraining(page: Page): Promise<void> {
  await openView(page, 'Train')
  await page.getByRole('region', { name: 'Training', exact: true }).getByRole('radio', { name: 'Built-in', exact: true }).click()
  await page.getByTestId('training-data').filter({ hasText: 'In use:' }).waitFor()
}

export async function startTraining(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Training run' }).getByRole('button', { name: 'Start', exact: true }).click()
}

/** The panel says it in words: `Step 12 of 900`. */
export async function stepsDone(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Progress of the run' }).getByRole('progressbar').getAttribute('aria-valuetext')
  return Number((/^Step ([\d,]+) of/.exec(text ?? '')?.[1] ?? '0').replaceAll(',', ''))
}

/** Waits until a run has really begun. */
export async function waitForSteps(page: Page, steps: number): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS
  while ((await stepsDone(page)) < steps) {
    if (performance.now() > deadline) throw new Error('The run takes no steps')
    await page.waitForTimeout(100)
  }
}
