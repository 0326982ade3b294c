import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { expect, openPage, test } from './support/page.ts'
import {
  answeredDigit,
  digitInRow,
  drawWithMouse,
  expectAnswer,
  pad,
  padTool,
  placesOnPad,
  probabilities,
  waitUntilRead,
} from './support/pad.ts'

const NUMBER = [2, 0, 4, 6] as const

function digits(page: Page): Locator {
  return page.getByRole('radiogroup', { name: /^Digits of the row/ }).getByRole('radio')
}

/** Writes the number with the mouse, digit by digit. */
async function writeNumber(page: Page): Promise<void> {
  await padTool(page, 'Clear').click()
  for (const [place, label] of NUMBER.entries()) await drawWithMouse(page, digitInRow(label, place))
  await expect(digits(page)).toHaveCount(4)
  await waitUntilRead(page)
}

/** The frame on the pad is around this digit, as it was written, and around no other. */
async function expectFramed(page: Page, place: number): Promise<void> {
  const frame = page.getByTestId('chosen-digit')
  const label = NUMBER[place]
  if (label === undefined) throw new Error('there is no such digit')
  const points = (await placesOnPad(page, digitInRow(label, place))).flat()
  const sides = async () => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await frame.boundingBox()) ?? {}
    const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)]
    return [Math.min(...xs) - x, x + width - Math.max(...xs), Math.min(...ys) - y, y + height - Math.max(...ys)]
  }
  // Half a pen and a little room on every side, CSS pixels.
  await expect
    .poll(async () => (await sides()).every((side) => side > 4 && side < 20), { message: `digit ${place + 1} is framed` })
    .toBe(true)
  await expect(pad(page)).toHaveAccessibleDescription(new RegExp(`^The frame is around digit ${place + 1} of 4, whose maps are shown\\.`))
}

async function expectNumber(page: Page, number: readonly number[]): Promise<void> {
  await expect(digits(page)).toHaveText(number.map((digit) => new RegExp(`^${digit}>?[0-9.]+%$`)))
}

test.describe('a number on the pad', () => {
  test('is read digit by digit, and each can be looked at @phone', async ({ page }) => {
    await openPage(page)
    await writeNumber(page)
    await expectNumber(page, NUMBER)
    const spoken = page.getByRole('region', { name: 'Answer', exact: true }).getByRole('status')
    await expect(spoken).toHaveText(/^The network reads 2 0 4 6\. 2: .*%, 0: .*%, 4: .*%, 6: .*%$/)

    const chosen = page.getByRole('radio', { checked: true, name: /^Digit/ })
    await expect(chosen).toHaveAccessibleName(/^Digit 4 of 4: 6, .*% sure$/)
    await expectAnswer(page, 6)
    await expectFramed(page, 3)

    await digits(page).nth(1).click()
    await expect(chosen).toHaveAccessibleName(/^Digit 2 of 4: 0, /)
    await waitUntilRead(page)
    await expectAnswer(page, 0)
    await expectFramed(page, 1)
    await expect(page.getByTestId('reading-summary')).toContainText(/Read as 0|always 0/)
    await page.keyboard.press('ArrowRight')
    await waitUntilRead(page)
    await expectAnswer(page, 4)
    await expectFramed(page, 2)

    // The four was written in two lines, the six in one.
    await padTool(page, 'Undo').click()
    await expectNumber(page, [2, 0, 4])
    await expectAnswer(page, 4)
    await padTool(page, 'Redo').click()
    await expectNumber(page, NUMBER)

    await padTool(page, 'Clear').click()
    await expect(digits(page)).toHaveCount(0)
    await expect(page.getByTestId('chosen-digit')).toHaveCount(0)
    expect(await probabilities(page)).toEqual(Array.from({ length: 10 }, () => 0))
    await expect(spoken).toHaveText('Draw a digit to be read.')
  })

  test('is one digit as long as one is written', async ({ page }) => {
    await openPage(page)
    for (const label of [4, 5, 7]) {
      await padTool(page, 'Clear').click()
      for (const stroke of plainDigit(label, 1)) {
        await drawWithMouse(page, [stroke])
        await expect(digits(page)).toHaveCount(0)
      }
      await waitUntilRead(page)
      expect(await answeredDigit(page)).toBe(label)
    }
  })

  test('is gone when a sample takes its place', async ({ page }) => {
    await openPage(page)
    await writeNumber(page)
    await padTool(page, 'Sample').click()
    await expect(digits(page)).toHaveCount(0)
    await padTool(page, 'Undo').click()
    await expectNumber(page, NUMBER)
  })
})
