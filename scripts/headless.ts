import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { createServer } from 'vite'
import { chromiumLaunchOptions } from './chromium.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A page of this project's sources in a Chromium without a window. */
export interface HeadlessPage {
  readonly page: Page
  /** Version of the browser. */
  readonly browserVersion: string
  close(): Promise<void>
}

/**
 * Serves the project's sources as they are now and opens one of its pages: for scripts that need a browser's GPU and workers.
 *
 * Nothing reloads when a file is edited, and the server's cache is its own, so that a development server can run beside it.
 *
 * @param path     the page's HTML file from the project's root
 * @param prepare  is called before the page loads: expose functions, listen
 */
export async function openHeadless(path: string, prepare: (page: Page) => Promise<void> = async () => {}): Promise<HeadlessPage> {
  const server = await createServer({
    root: ROOT,
    cacheDir: `node_modules/.vite-${path.split('/').at(-2) ?? 'headless'}`,
    logLevel: 'warn',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
  })
  await server.listen()
  const [address] = server.resolvedUrls?.local ?? []
  if (address === undefined) throw new Error('The server has no address')
  const browser = await chromium.launch(chromiumLaunchOptions())
  const close = async () => {
    await browser.close()
    await server.close()
  }
  try {
    const page = await browser.newPage()
    await prepare(page)
    await page.goto(new URL(path, address).href)
    return { page, browserVersion: browser.version(), close }
  } catch (cause) {
    await close()
    throw cause
  }
}
