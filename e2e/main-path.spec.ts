import type { Page } from '@playwright/test'
import { test } from './support/lecture.ts'
import { walkMainPath, WORDS } from './support/main-path.ts'
import { expect, openPage } from './support/page.ts'
import { limitData } from './support/training.ts'

/** The whole main path wherever the page may be found, in both languages; of all that is tested here the page comes from a sub-path. */

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const
const LANGUAGES = ['en', 'zh'] as const
const DIGITS = 3000

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, DIGITS)
})

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: LOCALES[language] })

    for (const [width, height] of [
      [320, 640],
      [2560, 1440],
    ] as const) {
      test(`the main path at ${width} pixels, with nothing from outside the page’s own folder`, async ({ page, baseURL }) => {
        await page.setViewportSize({ width, height })
        const requested: string[] = []
        page.on('request', (request) => requested.push(request.url()))
        await openPage(page, '?engine=cpu')
        await walkMainPath(page.mainFrame(), language)
        const folder = baseURL ?? ''
        const { origin } = new URL(folder)
        expect(requested.filter((url) => url.startsWith(origin) && !url.startsWith(folder))).toEqual([])
      })
    }

    // Once where the frame may store something, and once where it may not.
    const host = { en: '127.0.0.1', zh: 'localhost' } as const
    test(`the main path in a frame of another ${language === 'en' ? 'origin' : 'site, without storage'}`, async ({
      page,
      lecture,
      baseURL,
    }) => {
      await page.setViewportSize({ width: 1280, height: 860 })
      const frame = await lecture.open(
        `<iframe src="${baseURL}?engine=cpu" title="Gatelight" width="1200" height="800"></iframe>`,
        host[language],
      )
      const isRefused = await frame.evaluate(() => {
        try {
          return localStorage.length < 0
        } catch {
          return true
        }
      })
      expect(isRefused).toBe(host[language] === 'localhost')
      await walkMainPath(frame, language)
    })

    test.describe('without a network', () => {
      test.use({ serviceWorkers: 'allow', expectedComplaints: [/ERR_INTERNET_DISCONNECTED|Failed to load resource/] })

      test('the main path', async ({ page, context }) => {
        await openPage(page, '?engine=cpu')
        await keptWhole(page, WORDS[language].shell.offline.ready)
        // The page's guard against other hosts would answer for the network.
        await context.unrouteAll({ behavior: 'ignoreErrors' })
        await context.setOffline(true)
        await openPage(page, '?engine=cpu')
        await walkMainPath(page.mainFrame(), language)
      })
    })
  })
}

async function keptWhole(page: Page, ready: string): Promise<void> {
  await expect(page.getByRole('contentinfo').getByText(ready)).toBeVisible({ timeout: 60_000 })
}
