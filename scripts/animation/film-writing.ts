import type { Page } from 'playwright'
import type { Frame } from '../../src/core/png/apng.ts'
import { Camera } from './camera.ts'

/** What is filmed of the network that writes, CSS pixels: paper, controls and gates together. */
export const WRITING_WINDOW = { width: 1180, height: 1090 }
/** Milliseconds that pictures stay: while the pen moves, and while there is something to look at. */
const TIMES = { pen: 110, look: 900, last: 2600 }
/** Points from picture to picture. */
const STEP = 3

/**
 * Films the network that writes: a number is written point by point, with what may come next and the gates beside it, and is read on the way; then fifty futures
 * are fanned out.
 *
 * @param page    as it is opened, with reduced motion
 * @param number  one to four digits
 */
export async function filmWriting(page: Page, number: string): Promise<Frame[]> {
  const camera = new Camera(page)
  const paper = page.getByTestId('writing-paper')
  const point = page.getByRole('slider', { name: 'Point' })
  const main = page.getByRole('main')
  await page.getByRole('tab', { name: 'Write' }).click()
  await paper.locator('path').first().waitFor()
  const field = main.getByRole('textbox', { name: 'Number' })
  await field.fill(number)
  await field.press('Enter')
  await page.getByRole('img', { name: new RegExp(`^${number}, written`) }).waitFor()
  await paper.evaluate((element) => scrollTo(0, scrollY + element.getBoundingClientRect().top - 16))
  const total = Number(await point.getAttribute('aria-valuemax'))
  await goTo(page, 1)
  for (let at = 1; at < total; at += STEP) {
    await goTo(page, at)
    await camera.take(TIMES.pen)
  }
  await goTo(page, total)
  await camera.take(TIMES.look)

  await goTo(page, Math.round(0.82 * total))
  await main.getByRole('button', { name: 'Fifty futures' }).click()
  await page.getByText(/^50 ways on/).waitFor()
  await camera.take(TIMES.last)
  return camera.frames
}

/** By the keys: Home, then step by step from where it is. */
async function goTo(page: Page, wanted: number): Promise<void> {
  const point = page.getByRole('slider', { name: 'Point' })
  const at = async (): Promise<number> => Number(await point.getAttribute('aria-valuenow'))
  const press = (key: string): Promise<void> =>
    point.evaluate((thumb, pressed) => {
      thumb.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }))
    }, key)
  if ((await at()) > wanted) await press('Home')
  while ((await at()) < wanted) await press('ArrowRight')
}
