import type { Locator, Page } from '@playwright/test'
import { decodeQR } from 'qr/decode.js'
import { expect } from './page.ts'
import { pixelsOf } from './pixels.ts'

/** The header's popover with the link to what the page shows. */

export function linkButton(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: 'Link', exact: true })
}

export function linkSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Link to this page as it is' })
}

export function linkField(page: Page): Locator {
  return linkSheet(page).getByRole('textbox', { name: 'The link' })
}

/** By a finger where there is one. */
export async function press(button: Locator): Promise<void> {
  const isTouched = await button.page().evaluate(() => matchMedia('(pointer: coarse)').matches)
  await (isTouched ? button.tap() : button.click())
}

/** The link as its field shows it; the popover is left open. */
export async function openLink(page: Page): Promise<string> {
  await press(linkButton(page))
  await expect(linkField(page)).toHaveValue(/#v1\//)
  return linkField(page).inputValue()
}

/** What is selected in the field that has the focus. */
export function selectedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const field = document.activeElement
    return field instanceof HTMLInputElement ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) : ''
  })
}

/** What a camera reads of the code on the screen. */
export async function scannedCode(page: Page): Promise<string> {
  const code = linkSheet(page).getByRole('img', { name: /^QR code/ })
  const { width, height, data } = await pixelsOf(code)
  return decodeQR({ width, height, data: Uint8ClampedArray.from(data) })
}

/** Opens a link as somebody does who was never here. */
export async function openFresh(page: Page, link: string): Promise<void> {
  await page.evaluate(() => localStorage.clear())
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.locator('#root:not([aria-busy]) main').first()).toBeVisible()
}
