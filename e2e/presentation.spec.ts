import type { Page } from '@playwright/test'
import { expectNoViolations, inTheOtherLanguage } from './support/axe.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { maps } from './support/reading.ts'

const isPresenting = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.hasAttribute('data-presenting'))
const letters = (page: Page): Promise<number> => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

for (const [width, height, size] of [
  [1920, 1080, 24],
  [2560, 1440, 30],
] as const) {
  test(`a presentation has large type on a screen of ${width}, in both languages, and maps as large as before`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    // As in a frame that may not fill the screen: a browser without a screen of this size sometimes paints no further frame when it is asked to.
    await page.addInitScript(() => {
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('not allowed'))
    })
    await openWithDigit(page, 3)
    const map = maps(page).getByRole('img', { name: /^Forget gate/ })
    const before = (await map.boundingBox())!
    await page.getByRole('banner').getByRole('button', { name: 'Present', exact: true }).click()
    await expect(page.getByRole('banner').getByRole('button', { name: 'Leave the presentation' })).toHaveAttribute('aria-pressed', 'true')
    expect(await letters(page)).toBe(size)
    await expect(page.getByRole('contentinfo')).toHaveCount(0)
    await expect(page.getByText('The picture goes in row by row')).toBeHidden()
    await expect(page.getByRole('banner').getByRole('button', { name: /^Engine/ })).toHaveCount(0)
    await expect(page.getByRole('banner').getByRole('button', { name: /^Model/ })).toBeVisible()
    // Numbers of the axis and titles keep their place beside what is larger now.
    await expect
      .poll(async () => {
        const boxes = await page.locator('[data-tick="0"]').first().boundingBox()
        const digit = await maps(page).getByRole('img').first().boundingBox()
        return boxes && digit ? boxes.x + boxes.width <= digit.x + 1 : null
      })
      .toBe(true)
    const after = (await map.boundingBox())!
    expect(after.width * after.height).toBeGreaterThan(0.5 * before.width * before.height)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await expectNoViolations(page, 'presentation')
    await inTheOtherLanguage(page, async () => {
      await expect(page.getByRole('button', { name: '退出演示' })).toBeVisible()
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await expectNoViolations(page, 'presentation, in the other language')
    })
  })
}

test('a presentation is begun by a key and left by Escape, and the next visit has none', async ({ page }) => {
  await openWithDigit(page, 3)
  await page.keyboard.press('Alt+Shift+KeyP')
  await expect.poll(() => isPresenting(page)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => isPresenting(page)).toBe(false)
  expect(await letters(page)).toBe(16)
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true)

  await page.getByRole('button', { name: 'Present', exact: true }).click()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await page.evaluate(() => document.exitFullscreen())
  await expect.poll(() => isPresenting(page)).toBe(false)

  await page.keyboard.press('Alt+Shift+KeyP')
  await expect.poll(() => isPresenting(page)).toBe(true)
  await page.reload()
  await expect.poll(() => isPresenting(page)).toBe(false)
})
