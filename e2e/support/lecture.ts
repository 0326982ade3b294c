import { createServer } from 'node:http'
import type { Frame, Page } from '@playwright/test'
import { isRecord } from '../../src/core/decode.ts'
import { expect, test as base } from './page.ts'

/** A page of somebody else's, at another origin than this one, that shows it in a frame. */

/** By its name this machine is another site, whose frames this browser gives no storage; by its address only another origin. */
export type Host = 'localhost' | '127.0.0.1'

export interface Lecture {
  /** Opens it. @param html  of its body @returns the frame in it */
  open(html: string, host: Host): Promise<Frame>
  /** What the frame has told it. */
  told(): Promise<readonly Told[]>
}

export type Told = Readonly<Record<string, unknown>>

export const test = base.extend<{ lecture: Lecture }, { lectureSite: { port: number; body: string } }>({
  lectureSite: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs
    async ({}, use) => {
      const site = { port: 0, body: '' }
      const server = createServer((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
        response.end(
          `<!doctype html><html lang="en"><head><title>A lecture</title><script>${LISTEN}</script></head><body>${site.body}</body></html>`,
        )
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      if (typeof address === 'object' && address !== null) site.port = address.port
      await use(site)
      server.closeAllConnections()
      server.close()
    },
    { scope: 'worker' },
  ],
  lecture: async ({ page, lectureSite }, serve) => {
    await page.route(
      ({ port }) => port === String(lectureSite.port),
      (route) => route.continue(),
    )
    await serve({
      open: async (html, host) => {
        lectureSite.body = html
        await page.goto(`http://${host}:${lectureSite.port}/`)
        return frameOf(page)
      },
      told: async () => {
        const told: unknown = await page.evaluate((): unknown => Reflect.get(window, 'told'))
        return Array.isArray(told) ? told.filter(isRecord) : []
      },
    })
  },
})

const LISTEN = `window.told = []; addEventListener('message', ({ data }) => {
  if (data?.source !== 'gatelight') return
  told.push(data)
  if (data.type === 'size') document.querySelector('iframe').style.height = data.height + 'px'
})`

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame()
  if (frame === null) throw new Error('the lecture has no frame')
  await expect(frame.locator('#root:not([aria-busy]) main').first()).toBeVisible()
  return frame
}

/** In a frame every kind of storage is forbidden, as browsers do to what a visitor has not opened; whatever is reached for is noted. */
export async function forbidStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.parent === window) return
    const touched: string[] = []
    const real: Record<string, unknown> = {}
    Object.assign(window, { touched, real })
    const forbid = (owner: object, name: string): void => {
      try {
        real[name] = Reflect.get(owner, name)
      } catch {
        // The browser forbids it already.
      }
      const get = (): never => {
        touched.push(name)
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      }
      Object.defineProperty(owner, name, { get, configurable: true })
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) forbid(window, name)
    for (const name of ['serviceWorker', 'storage', 'locks']) if (name in navigator) forbid(navigator, name)
    const note = (): void => void touched.push('cookie')
    Object.defineProperty(document, 'cookie', { get: note, set: note })
  })
}
