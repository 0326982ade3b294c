import type { BrowserContext, Page } from '@playwright/test'

/** A name that no browser takes for this machine: pages from there are not secure, as on a school's own server. */
export const PLAIN_HOST = 'http://plain.test'

/** What the tests' server hears instead of that name, which it would refuse: it answers otherwise than a browser on the same machine. */
const ADDRESS = '192.0.2.1'

/** Answers what is asked of that host with what the tests' server has. @param served  an address of it */
export async function servePlainly(where: Page | BrowserContext, served: string): Promise<void> {
  const { origin } = new URL(served)
  await where.route(`${PLAIN_HOST}/**`, async (route) => {
    try {
      const request = route.request()
      const response = await route.fetch({
        url: request.url().replace(PLAIN_HOST, origin),
        headers: { ...request.headers(), host: ADDRESS },
      })
      await route.fulfill({ response })
    } catch {
      // The page that asked is gone.
    }
  })
}
