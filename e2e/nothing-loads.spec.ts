import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, pad, padTool } from './support/pad.ts'
import { plainDigit } from '../src/data/digits/generate.ts'

/** Where the page's scripts cannot run its own HTML tells why. */

/** As `playwright.config.ts` has it built. */
const BUILT = pathToFileURL(resolve('test-results/site/index.html')).href

async function expectWords(page: Page): Promise<void> {
  for (const words of ['opened as a file', 'JavaScript as plain text', '本地文件', '纯文本']) {
    await expect(page.locator('.waiting').getByText(words)).toBeVisible()
  }
}

test.describe('a page whose scripts cannot run', () => {
  test.use({ expectedComplaints: [/MIME type|CORS policy|ERR_FAILED|Unsafe attempt|net::/] })

  test('since the server sends them as text, says so @phone', async ({ page }) => {
    await page.route('**/assets/*.js', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } })
    })
    await page.goto('./')
    await expectWords(page)
    await expectNoViolations(page, 'no script has run')
  })

  test('since it was opened as a file, says so', async ({ page }) => {
    await page.goto(BUILT)
    await expectWords(page)
  })

  test('and whose styles are missing as well, says so', async ({ page }) => {
    await page.route(/\/assets\/.*\.(js|css)$/, (route) => route.abort())
    await page.goto('./')
    await expectWords(page)
  })

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })

    test('says so at once', async ({ page }) => {
      await page.goto('./')
      await expectWords(page)
    })
  })
})

test('a page that loads as usual never shows what it would say otherwise', async ({ page }) => {
  await page.addInitScript(() => {
    const look = (): void => {
      const words = document.querySelector('body > .waiting')
      const { dataset } = document.documentElement
      if (words === null && document.querySelector('#root > *') !== null) return void (dataset['came'] ??= String(performance.now()))
      if (words !== null && getComputedStyle(words).visibility === 'visible') dataset['seen'] = ''
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await openPage(page)
  await expect(page.locator('.waiting')).toHaveCount(0)
  const html = page.locator('html')
  await expect(html).toHaveAttribute('data-came')
  // A machine so busy that it needs seconds may show them.
  if (Number(await html.getAttribute('data-came')) < 5500) await expect(html).not.toHaveAttribute('data-seen')
})

test.describe('a browser that gives noise for the pixels of a canvas', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
        const { getImageData } = prototype
        prototype.getImageData = function (...place: Parameters<typeof getImageData>) {
          const read = Reflect.apply(getImageData, this, place)
          crypto.getRandomValues(read.data)
          return read
        }
      }
    })
    await openPage(page, '?engine=cpu')
  })

  test('reads what is drawn all the same, and tells why it opens no picture', async ({ page }) => {
    await expectAnswer(page, 3)
    await padTool(page, 'Clear').click()
    await drawWithMouse(page, plainDigit(7))
    await expectAnswer(page, 7)
    await page.getByRole('button', { name: 'Choose…' }).click()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open a picture…' }).click()])
    await chooser.setFiles(resolve('public/icon.svg'))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('alert')).toContainText('noise in place of the picture’s pixels')
    await pad(page).press('4')
    await expectAnswer(page, 4)
  })
})
