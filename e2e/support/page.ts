import { expect as patientExpect, test as base, type Page } from '@playwright/test'

/** Milliseconds between two looks at a state that is waited for. By itself Playwright's `expect.poll` looks once a second after the third look. */
const LOOK_AGAIN = 50

const poll: typeof patientExpect.poll = (state, wish) =>
  patientExpect.poll(state, { intervals: [LOOK_AGAIN], ...(typeof wish === 'string' ? { message: wish } : wish) })

/** Playwright's `expect`, whose `poll` notices a state when it has come, and not up to a second later. */
export const expect: typeof patientExpect = Object.assign(patientExpect.extend({}), { poll })

interface Fixtures {
  /**
   * What the page is expected to complain of in this test: texts of console errors, exceptions and failed requests that match are
   * fine. For tests that break something on purpose: `test.use({ expectedComplaints: [/…/] })`.
   */
  expectedComplaints: readonly RegExp[]
  /** Fails the test when the page complained of anything else. */
  complaints: void
}

/** Playwright's `test`, for a page that must not complain: no console error, no exception, no failed request, no broken policy. */
export const test = base.extend<Fixtures>({
  expectedComplaints: [[], { option: true }],
  complaints: [
    async ({ page, context, baseURL, expectedComplaints }, use) => {
      const origin = new URL(baseURL ?? '').origin
      const complaints: string[] = []
      const isForeign = (url: string): boolean => url.startsWith('http') && new URL(url).origin !== origin
      // Tests never depend on a network: every other host is down, which the page has to bear.
      await context.route(
        (url) => isForeign(url.href),
        (route) => route.abort('internetdisconnected'),
      )
      page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`))
      page.on('console', (message) => {
        const { url } = message.location()
        if (message.type() === 'error' && !isForeign(url) && !isMissingMnist(url)) complaints.push(`console: ${message.text()} (${url})`)
      })
      page.on('response', (response) => {
        const url = response.url()
        if (response.status() >= 400 && !isForeign(url) && !isMissingMnist(url)) complaints.push(`request: ${response.status()} ${url}`)
      })
      await use()
      // Parts of the page may still be on their way through a route of the test, which ends here.
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      const unexpected = complaints.filter((complaint) => !expectedComplaints.some((pattern) => pattern.test(complaint)))
      expect(unexpected, 'the page complained').toEqual([])
    },
    { auto: true },
  ],
})

/** The page's own copy of MNIST is optional (`npm run mnist`): asking for it in vain is no error. */
function isMissingMnist(url: string): boolean {
  return /\/mnist\/[^/]+\.gz$/.test(url)
}

/** Opens the page and waits until it shows something. @param query  what follows the address, e.g. `?engine=cpu` */
export async function openPage(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}`)
  await expect(page.locator('#root:not([aria-busy]) main').first()).toBeVisible()
}
