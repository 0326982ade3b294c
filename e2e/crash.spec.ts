import { AxeBuilder } from '@axe-core/playwright'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'

/** A part of the page that cannot be had is the defect that a test can bring about. */
test.use({ expectedComplaints: [/Learn-.*\.js|dynamically imported module/] })

for (const { locale, view, title, reload, details } of [
  { locale: 'en-GB', view: 'Learn', title: 'The page ran into an error.', reload: 'Reload', details: 'What it says, for a report' },
  { locale: 'zh-CN', view: '学习', title: '页面出错了。', reload: '重新加载', details: '错误的原文（报告问题时可附上）' },
]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a defect of the page itself is told in the visitor’s language, with a way on', async ({ page }) => {
      await page.route('**/assets/Learn-*.js', (route) => route.abort())
      await openPage(page, '?engine=cpu')
      await expectAnswerOf(page, locale)
      await page.getByRole('tab', { name: view }).click()
      const alert = page.getByRole('alert')
      await expect(alert).toContainText(title)
      const original = alert.locator('pre')
      await expect(original, 'what the browser said is for those who ask').toBeHidden()
      await alert.getByText(details).click()
      await expect(original).toContainText('dynamically imported module')
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])

      await page.unroute('**/assets/Learn-*.js')
      await alert.getByRole('button', { name: reload }).click()
      await expect(page.getByRole('alert')).toHaveCount(0)
      await page.getByRole('tab', { name: view }).click()
      await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible()
    })
  })
}

/** The sample is read, in whichever language. */
async function expectAnswerOf(page: Parameters<typeof expectAnswer>[0], locale: string): Promise<void> {
  if (locale === 'en-GB') return expectAnswer(page, 3)
  await expect(page.getByTestId('reading-summary')).toContainText('识别为 3')
}
