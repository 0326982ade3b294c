import { expectNoViolations } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad } from './support/pad.ts'

test.describe('a defect', () => {
  test.use({ expectedComplaints: [/a defect of the page/] })

  for (const { locale, view, title, reload, details } of [
    { locale: 'en-GB', view: 'Learn', title: 'The page ran into an error.', reload: 'Reload', details: 'What it says, for a report' },
    { locale: 'zh-CN', view: '学习', title: '页面出错了。', reload: '重新加载', details: '错误的原文（报告问题时可附上）' },
  ]) {
    test.describe(locale, () => {
      test.use({ locale })

      test('of the page itself is told in the visitor’s language, with a way on', async ({ page }) => {
        await page.route('**/assets/Learn-*.js', (route) =>
          route.fulfill({
            contentType: 'text/javascript',
            body: 'export const Learn = () => { throw new Error("a defect of the page") }',
          }),
        )
        await openPage(page, '?engine=cpu')
        await expectAnswerOf(page, locale)
        await page.getByRole('tab', { name: view }).click()
        const alert = page.getByRole('alert')
        await expect(alert).toContainText(title)
        const original = alert.locator('pre')
        await expect(original, 'what the browser said is for those who ask').toBeHidden()
        await alert.getByText(details).click()
        await expect(original).toContainText('a defect of the page')
        await expectNoViolations(page, 'the page has crashed')

        await page.unroute('**/assets/Learn-*.js')
        await alert.getByRole('button', { name: reload }).click()
        await expect(page.getByRole('alert')).toHaveCount(0)
        await page.getByRole('tab', { name: view }).click()
        await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible()
      })
    })
  }
})

test.describe('a file of the page that does not come', () => {
  test.use({ expectedComplaints: [/net::ERR_FAILED|dynamically imported module/] })

  test('is told in its place, the rest goes on, and it comes when it is asked for again', async ({ page }) => {
    await page.route('**/assets/Learn-*.js', (route) => route.abort())
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, 3)
    await page.getByRole('tab', { name: 'Learn' }).click()
    const alert = page.getByRole('tabpanel').getByRole('alert')
    await expect(alert).toContainText('This part of the page could not be loaded.')
    await expectNoViolations(page, 'a view is missing')
    await pad(page).press('7')
    await expectAnswer(page, 7)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(alert, 'it is still missing').toBeVisible()

    await page.unroute('**/assets/Learn-*.js')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible()
    await expect(alert).toHaveCount(0)
  })

  test('leaves the language as it is', async ({ page }) => {
    // The words of the page's own language come first.
    const own = new Map<string, string>()
    const words = /\/assets\/(first|rest)-[\w-]{8}\.js$/
    await page.route(words, (route) => {
      const url = route.request().url()
      const part = words.exec(url)?.[1] ?? ''
      if (!own.has(part)) own.set(part, url)
      return own.get(part) === url ? route.continue() : route.abort()
    })
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, 3)
    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('alert')).toContainText('could not be loaded')
    await expect(page.getByRole('tab', { name: 'Gates' })).toBeVisible()

    await page.unroute(words)
    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
  })

  test('is told even where nothing is there to tell it', async ({ page }) => {
    await page.route('**/assets/page-*.js', (route) => route.abort())
    await page.goto('./')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('The page could not be loaded completely.')
    await expectNoViolations(page, 'the page itself is missing')
    await page.unroute('**/assets/page-*.js')
    await alert.getByRole('button', { name: 'Reload' }).click()
    await expectAnswer(page, 3)
  })
})

test('a file of the page that never comes is told, and the page opens if it comes all the same', async ({ page }) => {
  let answer = () => {}
  const late = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/assets/page-*.js', async (route) => {
    await late
    await route.continue()
  })
  await page.clock.install()
  await page.goto('./')
  await page.clock.fastForward(21_000)
  await expect(page.getByRole('alert')).toContainText('The page could not be loaded completely.')
  await page.clock.resume()
  answer()
  await expectAnswer(page, 3)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

/** The sample is read, in whichever language. */
async function expectAnswerOf(page: Parameters<typeof expectAnswer>[0], locale: string): Promise<void> {
  if (locale === 'en-GB') return expectAnswer(page, 3)
  await expect(page.getByTestId('reading-summary')).toContainText('识别为 3')
}
