import type { Locator, Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, padTool, type Place, swipe } from './support/pad.ts'
import { openTwoDigits } from './support/picture.ts'

/** A picture of a 7 and a 4, apart from each other: the page cannot know which one is meant, and has it marked. */

const [SEVEN, FOUR] = [
  [0.02, 0.04, 0.46, 0.96],
  [0.54, 0.04, 0.98, 0.96],
] as const

function panel(page: Page): Locator {
  return page.getByRole('region', { name: 'Mark the digit in the picture' })
}

function picture(page: Page): Locator {
  return panel(page).getByRole('application')
}

/** Two corners of a part of the picture, in the window. */
async function cornersOf(page: Page, [left, top, right, bottom]: readonly [number, number, number, number]): Promise<[Place, Place]> {
  await picture(page).scrollIntoViewIfNeeded()
  const box = await picture(page).boundingBox()
  if (box === null) throw new Error('the picture is not in view')
  const at = (x: number, y: number): Place => ({ x: box.x + x * box.width, y: box.y + y * box.height })
  return [at(left, top), at(right, bottom)]
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await openTwoDigits(page)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('two.png: several things in it stand out, and any of them could be the digit.')
  await expect(panel(page)).toBeVisible()
})

test('a picture of two digits is marked with the mouse, then by keys', async ({ page }) => {
  const [from, to] = await cornersOf(page, SEVEN)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
  await expectAnswer(page, 7)
  await expect(page.getByRole('alert'), 'what was said of the picture is over').toHaveCount(0)
  const place = panel(page).getByRole('status')
  await expect(place).toHaveText(/^Rectangle: [12]% from the left, 4% from the top, 4[345]% wide, 9[123]% high$/)
  await page.mouse.click(from.x, from.y)
  await expect(place, 'a press without a drag marks nothing').toHaveText(/4[345]% wide/)

  await picture(page).focus()
  for (let step = 0; step < 26; step++) await page.keyboard.press('ArrowRight')
  await expect(place).toHaveText(/^Rectangle: 5[345]% from the left/)
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Enter')
  await expectAnswer(page, 4)
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  const open = page.getByRole('button', { name: 'Mark the digit…' })
  await expect(open).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(picture(page)).toBeFocused()

  await padTool(page, 'Undo').click()
  await expectAnswer(page, 7)
  await padTool(page, 'Undo').click()
  await expectAnswer(page, 3)
})

test('a picture of two digits is marked with a finger @phone-only', async ({ page }) => {
  const [from, to] = await cornersOf(page, FOUR)
  const before = await page.evaluate(() => scrollY)
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  await swipe(page, [from, half, to])
  await expectAnswer(page, 4)
  expect(await page.evaluate(() => scrollY), 'the page does not scroll meanwhile').toBe(before)
  // A browser may take the first tap behind a swipe for the end of the swipe.
  await expect(async () => {
    await panel(page).getByRole('button', { name: 'Close' }).tap({ timeout: 1_000 })
    await expect(panel(page)).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
})
