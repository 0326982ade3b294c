import type { BrowserContext, Page } from '@playwright/test'

/** A name that no browser takes for this machine: pages from there are not secure, as on a school's own server. */
export const PLAIN_HOST = 'http://plain.test'

/** Answers what is asked of that host with what the tests' server has. @param served  an address of it */
export async function servePlainly(where: Page | BrowserContext, served: string): Promise<void> {
  await serveInstead(where, PLAIN_HOST, new URL(served).origin)
}

/** Answers addresses that begin with one text with what is at those that begin with the other. */
export async function serveInstead(where: Page | BrowserContext, asked: string, served: string): Promise<void> {
  await where.route(
    (url) => url.href.startsWith(asked),
    async (route) => {
      const response = await route.fetch({ url: served + route.request().url().slice(asked.length) })
      await route.fulfill({ response })
    },
  )
}
