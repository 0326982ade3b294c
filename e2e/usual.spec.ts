import type { Locator, Page } from '@playwright/test'
import { drawStranger } from '../scripts/calibrate/strangers/index.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import type { Stroke } from '../src/data/strokes.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { control, limitData, openTraining } from './support/training.ts'
import { drawWithMouse, padTool, probabilities, waitUntilRead } from './support/pad.ts'

/** Places of the forms among the scribbles that were chosen by. */
const SMILEY = 0
const SPIRAL = 1

function usual(page: Page): Locator {
  return page.getByRole('region', { name: 'Answer', exact: true }).getByRole('button', { name: /How usual is this drawing/ })
}

async function draw(page: Page, strokes: readonly Stroke[]): Promise<void> {
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, strokes)
  await waitUntilRead(page)
}

test.describe('how usual a drawing is', () => {
  test('stands beside the answer: a digit, and drawings that are none @phone', async ({ page }) => {
    await openPage(page)
    await draw(page, plainDigit(7))
    await expect(usual(page)).toHaveText('Looks like a usual digit')

    for (const number of [SMILEY, SPIRAL]) {
      await draw(page, drawStranger('choosing-scribbles', number, 3))
      await expect(usual(page)).toHaveText('Unlike any digit it knows')
      // No answer is suppressed.
      expect(Math.max(...(await probabilities(page)))).toBeGreaterThan(0.1)
      await expect(page.getByRole('region', { name: 'Answer', exact: true }).getByRole('status')).toHaveText(
        /^The network reads \d, .*% sure\. Unlike any digit it knows$/,
      )
    }
  })

  test('is explained, and leads to why there is an answer at all', async ({ page }) => {
    await openPage(page)
    await draw(page, drawStranger('choosing-scribbles', SMILEY, 3))
    await usual(page).press('Enter')
    const sheet = page.getByRole('dialog', { name: 'How usual is this drawing?' })
    await expect(sheet).toContainText(/stranger than (9[0-9.]+|100\.0)%/)
    await expectNoViolationsIn(page, THEMES, 'the drawing is explained')
    await sheet.getByRole('button', { name: 'Why it must choose' }).click()
    await expect(page.getByRole('heading', { name: 'Why it always has an answer' })).toBeVisible()
    await expectNoViolationsIn(page, THEMES, 'Learn says why')
  })

  test('is said in Chinese', async ({ page }) => {
    await openPage(page)
    await padTool(page, 'Clear').click()
    await drawWithMouse(page, drawStranger('choosing-scribbles', SPIRAL, 3))
    await page.getByRole('button', { name: '中文' }).click()
    const word = page.getByRole('button', { name: /它像数字吗/ })
    await expect(word).toHaveText('不像它认识的任何数字')
    await word.click()
    await expect(page.getByRole('dialog', { name: '它像数字吗？' })).toContainText('必须选一个')
    await expectNoViolationsIn(page, THEMES, 'it is explained in Chinese')
  })

  test('is not claimed of weights that nobody compared with digits', async ({ page }) => {
    await limitData(page, 600)
    await openPage(page)
    await openTraining(page)
    await control(page, 'Start').click()
    await expect(usual(page)).toHaveText('How usual it looks: not known')
  })
})
