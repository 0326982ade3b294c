import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { createServer, type Plugin } from 'vite'
import { chromiumLaunchOptions } from './chromium.ts'
import { ISOLATION } from './headers.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A long training runs at the lowest priority: on a busy machine, browser and page may take minutes to start. */
const START_LIMIT_MS = 600_000

/** A page of this project's sources in a Chromium without a window. */
export interface HeadlessPage {
  readonly page: Page
  /** Version of the browser. */
  readonly browserVersion: string
  close(): Promise<void>
}

export interface ServingOptions {
  /** Of Vite: which further data sets there are (`extra-sets.ts`). */
  readonly mode?: string
  /** What is served beside the sources. */
  readonly plugins?: readonly Plugin[]
}

/**
 * Serves the project's sources as they are now. Nothing reloads when a file is edited, and the server's cache is its own, so that a development server
 * can run beside it.
 *
 * @param cache  name of the cache
 * @returns the address of the project's root, and what ends it
 */
export async function serveSources(
  cache: string,
  { mode = 'development', plugins = [] }: ServingOptions = {},
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = await createServer({
    root: ROOT,
    mode,
    plugins: [...plugins],
    cacheDir: `node_modules/.vite-${cache}`,
    logLevel: 'warn',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null, headers: ISOLATION },
  })
  await server.listen()
  const [address] = server.resolvedUrls?.local ?? []
  if (address === undefined) throw new Error('The server has no address')
  return { address, close: () => server.close() }
}

/**
 * Opens one of the project's pages from its sources: for scripts that need a browser's GPU and workers.
 *
 * @param path     the page's HTML file from the project's root
 * @param prepare  is called before the page loads: expose functions, listen
 */
export async function openHeadless(
  path: string,
  prepare: (page: Page) => Promise<void> = async () => {},
  serving: ServingOptions = {},
): Promise<HeadlessPage> {
  const server = await serveSources(path.split('/').at(-2) ?? 'headless', serving)
  const browser = await chromium.launch({ ...chromiumLaunchOptions(), timeout: START_LIMIT_MS })
  const close = async () => {
    await browser.close()
    await server.close()
  }
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(START_LIMIT_MS)
    await prepare(page)
    await page.goto(new URL(path, server.address).href)
    return { page, browserVersion: browser.version(), close }
  } catch (cause) {
    await close()
    throw cause
  }
}
