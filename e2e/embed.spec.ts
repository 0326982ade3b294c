import { AxeBuilder } from '@axe-core/playwright'
import type { Frame } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { outside } from './support/layout.ts'
import { forbidStorage, test } from './support/lecture.ts'
import { linkSheet, openLink } from './support/link.ts'
import { expect, openPage } from './support/page.ts'
import { drawWithMouse, expectAnswer } from './support/pad.ts'

/** The page in a frame of somebody else's. */

const WIDTHS = [320, 390, 800, 1440]

/** What the frame has reached for, and what it and its workers have left. */
async function traces(frame: Frame): Promise<{ readonly touched: unknown; readonly databases: unknown; readonly caches: unknown }> {
  return frame.evaluate(async () => {
    const of = (owner: unknown, name: string): unknown => Reflect.get(Object(owner), name)
    const real = of(window, 'real')
    const [indexed, kept] = [of(real, 'indexedDB'), of(real, 'caches')]
    return {
      touched: of(window, 'touched'),
      databases: indexed instanceof IDBFactory ? await indexed.databases() : null,
      caches: kept instanceof CacheStorage ? await kept.keys() : null,
    }
  })
}

test('the pad in a lecture reads, tells the page around it, keeps nothing, and leads to the whole page', async ({
  page,
  lecture,
  context,
  baseURL,
}) => {
  await forbidStorage(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // The engine on the GPU is the one whose worker would keep something.
  const src = `${baseURL}?embed&engine=webgpu&lang=en#v1/gates?model=row-gru`
  const frame = await lecture.open(
    `<iframe src="${src}" title="Gatelight" width="700" height="200" style="border: 0"></iframe>`,
    '127.0.0.1',
  )
  const answer = frame.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toHaveAttribute('data-digit', '3')
  await frame.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(answer).toHaveAttribute('data-digit', '')
  await drawWithMouse(page, plainDigit(7), { on: frame.getByRole('application') })
  await expect(answer).toHaveAttribute('data-digit', '7')
  await expect(frame.getByTestId('who-answers')).toContainText('row-gru')

  // What the page around it heard.
  const lastTold = async () => (await lecture.told()).findLast(({ type }) => type === 'answer')
  await expect.poll(lastTold).toMatchObject({ source: 'gatelight', version: 1, model: 'row-gru', digits: [{ label: '7' }] })
  const told = await lecture.told()
  const ready = told.filter(({ type }) => type === 'ready').at(-1)
  expect(ready).toMatchObject({ form: 'pad', model: 'row-gru', classes: Array.from({ length: 10 }, (_, digit) => String(digit)) })
  expect(told.some(({ type, digits }) => type === 'answer' && Array.isArray(digits) && digits.length === 0)).toBe(true)
  // It has made the frame as high as it was told, and nothing in it scrolls.
  await expect.poll(() => frame.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
  expect(await frame.getByRole('banner').count()).toBe(0)
  expect(await traces(frame)).toEqual({ touched: [], databases: [], caches: [] })

  const opening = context.waitForEvent('page')
  await frame.getByRole('link', { name: 'Open in Gatelight' }).click()
  const whole = await opening
  await expectAnswer(whole, 7)
  await expect(whole.getByRole('banner').getByRole('button', { name: 'Model row-gru', exact: true })).toBeVisible()
  expect(whole.url()).not.toContain('embed')
  await whole.close()
})

test('the reading alone is in the language, theme and digit that its address asks for, and is gone through', async ({
  page,
  lecture,
  baseURL,
}) => {
  await forbidStorage(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const src = `${baseURL}?embed=reading&engine=cpu&lang=zh&theme=dark&digit=4`
  const frame = await lecture.open(
    `<iframe src="${src}" title="Gatelight" width="1100" height="200" style="border: 0"></iframe>`,
    'localhost',
  )
  const html = frame.locator('html')
  await expect(html).toHaveAttribute('lang', 'zh-Hans')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  const soFar = frame.getByTestId('reading-so-far')
  await expect(soFar).toHaveAttribute('data-digit', '4')
  expect(await frame.getByRole('application').count()).toBe(0)
  await expect(frame.getByTestId('reading-summary')).toContainText('4')
  await frame.getByRole('group', { name: '阅读过程的各图' }).or(frame.locator('[data-printed]')).first().focus()
  await page.keyboard.press('Home')
  await expect(frame.getByRole('slider').first()).toHaveAttribute('aria-valuenow', '1')
  await page.keyboard.press('End')
  await expect(soFar).toHaveAttribute('data-digit', '4')
  await expect.poll(async () => (await lecture.told()).at(-1)?.['type']).not.toBe('failed')
  const heights = (await lecture.told()).filter(({ type }) => type === 'size')
  // A frame that fits what is in it does not make it grow.
  expect(heights.length).toBeLessThan(6)
  // Here the browser itself would refuse to say what is kept.
  expect(await frame.evaluate((): unknown => Reflect.get(window, 'touched'))).toEqual([])
})

for (const form of ['pad', 'reading'] as const) {
  test(`nothing of the form ${form} stands out or breaks a rule, from ${WIDTHS[0]} to ${WIDTHS.at(-1)} pixels`, async ({ page }) => {
    for (const [place, width] of WIDTHS.entries()) {
      await page.setViewportSize({ width, height: 700 })
      const look = `lang=${place % 2 === 0 ? 'en' : 'zh'}&theme=${place < 2 ? 'light' : 'dark'}`
      await page.goto(`./?embed=${form}&engine=cpu&${look}&digit=8`)
      await expect(page.locator(form === 'pad' ? '[data-digit="8"]' : '[data-testid=reading-so-far][data-digit]').first()).toBeVisible()
      await expect(page.getByRole('link', { name: /Gatelight/ })).toHaveAttribute('href', /ink=/)
      expect(await outside(page.mainFrame()), `${form}, ${width}`).toEqual([])
      const { violations } = await new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .setLegacyMode(true)
        .analyze()
      expect(
        violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`)),
        `axe, ${form}, ${width}, ${look}`,
      ).toEqual([])
    }
  })
}

test('before any script has run a frame has its own form, and nothing of the whole page', async ({ page }) => {
  await page.route(/\/assets\/(?!first-words-)[^/]+\.js$/, () => {})
  await page.goto('./?embed&lang=zh', { waitUntil: 'commit' })
  await expect(page.getByRole('region', { name: '手写一个数字' }).or(page.getByRole('application')).first()).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(0)
  await page.goto('./?embed=reading&lang=en', { waitUntil: 'commit' })
  await expect(page.getByRole('link', { name: 'Open in Gatelight' })).toBeVisible()
  await expect(page.getByRole('banner')).toHaveCount(0)
  await expect(page.getByRole('application')).toHaveCount(0)
})

test('what a frame asks for in vain is told, and the sheet of links gives HTML that works @phone', async ({ page, lecture }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('./?embed=maps&theme=pink&engine=cpu')
  await expect(page.getByText('The address says “embed=maps”, which this page does not know.')).toBeVisible()
  await expect(page.getByText(/can choose pad, reading/)).toBeVisible()
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await openLink(page)
  await linkSheet(page).getByText('Put it into a page of yours').click()
  await linkSheet(page).getByRole('radio', { name: 'Reading alone' }).click()
  const html = await linkSheet(page).getByRole('textbox', { name: 'HTML of the frame' }).inputValue()
  expect(html).toMatch(/^<iframe src="[^"]+embed=reading&amp;lang=en#v1\/gates[^"]+" title="/)
  const frame = await lecture.open(html, 'localhost')
  await expect(frame.getByTestId('reading-so-far')).toHaveAttribute('data-digit', '3')
})
