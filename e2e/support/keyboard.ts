import type { Locator, Page } from '@playwright/test'

/** Presses Tab until something has the focus; everything must be within a few dozen. */
export async function tabTo(page: Page, name: string, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${name} cannot be reached by ${key}`)
}

/** A press as the device has it. */
export function press(target: Locator, isMobile: boolean): Promise<void> {
  return isMobile ? target.tap() : target.click()
}

/** Goes to something by Tab, and presses it by the keyboard. */
export async function pressByKey(page: Page, name: string, target: Locator, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, name, target, way)
  await page.keyboard.press('Enter')
}
