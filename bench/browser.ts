import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { createServer, type Plugin } from 'vite'
import { chromiumLaunchOptions } from '../scripts/chromium.ts'
import { ROOT } from '../scripts/headless.ts'
import type { Entry } from './contenders/list.ts'
import type { FoundAdapter } from './found-adapter.ts'
import { DIGITS_PATH, type CallName, type Calls } from './calls.ts'

/** The benchmark's server and browser, and the places in it where contenders compute. */

/** Until a page can be asked for something: the first start of a fresh checkout prepares the libraries. */
const START_LIMIT_MS = 120_000

/** A thread of the browser that has the benchmark's calls: a page or a worker. */
export interface Place {
  /** Asks it for something; rejects with what went wrong there, also when the page crashes in the middle. */
  call<Name extends CallName>(name: Name, ...argument: Parameters<Calls[Name]>): Promise<Awaited<ReturnType<Calls[Name]>>>
  /** The page, for what only its thread has. */
  readonly page: Page
  close(): Promise<void>
}

export type PlaceOptions = Pick<Entry, 'isIsolated' | 'thread'>

export interface Bench {
  /** `Chromium 156.0`. */
  readonly browserName: string
  /** What WebGPU computes on here. */
  adapter(): Promise<FoundAdapter>
  /** Opens the benchmark's page in a context of its own, so that nothing is shared with other pages but the GPU process. */
  open(options: PlaceOptions): Promise<Place>
  /** A context for pages that are not the benchmark's, in a browser of its own: what contenders leave behind is no visitor's burden. */
  newContext(): Promise<BrowserContext>
  close(): Promise<void>
}

/** What went wrong in words: Playwright puts its own call in front of the error of a page or worker, and that one's stack behind it. */
export function explain(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return message.replace(/^(page|worker)\.\w+: (\w*Error: )?/, '').replace(/\n {4}at [\s\S]*$/, '')
}

/** @param digits  what pages find at `DIGITS_PATH` */
export async function openBench(digits: Uint8Array): Promise<Bench> {
  const server = await createServer({
    root: ROOT,
    cacheDir: 'node_modules/.vite-bench',
    logLevel: 'error',
    plugins: [serveDigits(digits), isolatePages()],
    optimizeDeps: {
      entries: ['bench/page.ts'],
      // These find their workers and WebAssembly beside themselves.
      exclude: ['@jax-js/jax', 'onnxruntime-web'],
    },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
  })
  await server.listen()
  const [address] = server.resolvedUrls?.local ?? []
  if (address === undefined) throw new Error('The server has no address')
  const browser = await launch()
  const open = (options: PlaceOptions) => openPlace(browser, new URL('bench/index.html', address), options)
  return {
    browserName: `Chromium ${browser.version()}`,
    async adapter() {
      const place = await open({ isIsolated: false, thread: 'page' })
      try {
        return await place.call('adapter')
      } finally {
        await place.close()
      }
    },
    newContext: newVisitor,
    open,
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** A visitor's desktop, in a browser of its own that closes with it. */
export async function newVisitor(): Promise<BrowserContext> {
  const visitors = await launch()
  const context = await visitors.newContext({ locale: 'en-GB', serviceWorkers: 'block', viewport: { width: 1440, height: 900 } })
  context.once('close', () => void visitors.close())
  return context
}

/** Chromium as for the tests, with WebGL on the software adapter where there is no GPU. */
function launch(): Promise<Browser> {
  const options = chromiumLaunchOptions()
  return chromium.launch({ ...options, args: [...(options.args ?? []), '--enable-unsafe-swiftshader'] })
}

async function openPlace(browser: Browser, address: URL, { isIsolated, thread }: PlaceOptions): Promise<Place> {
  const context = await browser.newContext()
  context.setDefaultTimeout(START_LIMIT_MS)
  try {
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    address.search = new URLSearchParams({ isolated: String(isIsolated), thread }).toString()
    const starting = thread === 'worker' ? page.waitForEvent('worker') : null
    await page.goto(address.href)
    const where: Thread = (await starting) ?? page
    await waitForCalls(where, errors)
    return {
      page,
      call: (name, ...argument) => orCrash(page, where.evaluate(`bench.${name}(${argument.map((one) => JSON.stringify(one)).join()})`)),
      close: () => context.close(),
    }
  } catch (cause) {
    await context.close()
    throw cause
  }
}

/** What a page and a worker have in common. */
interface Thread {
  evaluate<Result>(expression: string): Promise<Result>
}

/** The modules of a worker run some time after it was made. */
async function waitForCalls(where: Thread, errors: readonly string[]): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS
  while (!(await where.evaluate<boolean>(`'bench' in globalThis`))) {
    if (errors.length > 0 || performance.now() > deadline) throw new Error(errors.join('\n') || 'The page of the benchmark did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** What is asked of a page that crashes is never answered. */
async function orCrash<Result>(page: Page, answer: Promise<Result>): Promise<Result> {
  let onCrash = () => {}
  const crash = new Promise<never>((_, reject) => {
    onCrash = () => reject(new Error('the page crashed'))
    page.once('crash', onCrash)
  })
  try {
    return await Promise.race([answer, crash])
  } finally {
    page.off('crash', onCrash)
  }
}

/** Digits for everybody at one address. */
export function serveDigits(digits: Uint8Array): Plugin {
  return {
    name: 'gatelight:bench-digits',
    configureServer(server) {
      server.middlewares.use(DIGITS_PATH, (_, response) => void response.end(digits))
    },
  }
}

/**
 * Cross-origin isolation for the pages that ask for it by `?isolated=true`, and for no other.
 *
 * A page is isolated by two headers of its own; what it loads, its workers too, must carry one of them, which does nothing by itself.
 */
function isolatePages(): Plugin {
  return {
    name: 'gatelight:bench-isolation',
    configResolved(config) {
      // What the project's own servers send to every page.
      config.server.headers = {}
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
        if (request.url?.includes('isolated=true')) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
        next()
      })
    },
  }
}
