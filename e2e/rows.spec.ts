import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { press } from './support/keyboard.ts'
import { drawWithFinger, drawWithMouse, padTool } from './support/pad.ts'
import { expect, openPage, test } from './support/page.ts'
import { slide } from './support/slider.ts'

const NETWORK = /writers\/rows\.safetensors/

function part(page: Page): Locator {
  return page.getByRole('region', { name: 'Row by row' })
}

function pictures(page: Page): Locator {
  return part(page).getByTestId('drawn-pictures').getByRole('button')
}

/** What the first picture shows. */
function firstPicture(page: Page): Promise<string> {
  return pictures(page)
    .first()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

test('an LSTM draws digits row by row, and finishes the visitor’s in eight ways @phone', async ({ page, isMobile }) => {
  const asked: string[] = []
  page.on('request', (request) => NETWORK.test(request.url()) && asked.push(request.url()))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await press(page.getByRole('tab', { name: 'Write' }), isMobile)
  await expect(part(page)).toBeVisible()
  expect(asked, 'it comes with the first picture').toEqual([])

  await press(part(page).getByRole('button', { name: 'Draw eight digits' }), isMobile)
  await expect(pictures(page)).toHaveCount(8)
  expect(asked).toHaveLength(1)
  await expect(part(page).getByText('Drawn at temperature 0.90 from seed 1.')).toBeVisible()
  const first = await firstPicture(page)
  await press(part(page).getByRole('button', { name: 'Eight others' }), isMobile)
  await expect.poll(() => firstPicture(page)).not.toBe(first)
  await part(page).getByRole('spinbutton', { name: 'Seed' }).fill('1')
  await press(part(page).getByRole('button', { name: 'Draw eight digits' }), isMobile)
  await expect.poll(() => firstPicture(page)).toBe(first)

  await press(pictures(page).nth(3), isMobile)
  await expect(pictures(page).nth(3)).toHaveAttribute('aria-pressed', 'true')
  await expect(part(page).getByRole('img', { name: 'Forget gate f of the drawing LSTM: 28 rows by 256 units' })).toBeVisible()
  const row = part(page).getByRole('slider', { name: 'Row', exact: true })
  await row.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(part(page).getByRole('img', { name: 'The picture as far as row 2', exact: true })).toBeVisible()

  await press(padTool(page, 'Clear'), isMobile)
  await expect(part(page).getByRole('button', { name: 'Finish mine' })).toHaveAttribute('aria-disabled', 'true')
  await (isMobile ? drawWithFinger : drawWithMouse)(page, plainDigit(7))
  const finish = part(page).getByRole('button', { name: 'Finish mine' })
  if (isMobile) await finish.tap()
  else {
    await finish.focus()
    await page.keyboard.press('Enter')
  }
  await expect(part(page).getByText(/^The upper 14 rows are those of the pad/)).toBeVisible()
  // Let go at another number of rows, it is drawn anew from them.
  const stay = part(page).getByRole('slider', { name: 'Rows that stay' })
  if (isMobile) await slide(page, stay, 0.55, 0.8)
  else {
    await stay.focus()
    await page.keyboard.press('ArrowRight')
  }
  await expect(
    part(page).getByText(isMobile ? /^The upper 2\d rows are those of the pad/ : /^The upper 15 rows are those of the pad/),
  ).toBeVisible()
  await expectNoViolationsIn(page, THEMES, 'a digit was finished row by row')
})
