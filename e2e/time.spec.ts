import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import { answerAt, settleStep } from '../src/ui/network/answer.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { maps } from './support/reading.ts'
import { shippedModelOnCpu } from './support/shipped-model.ts'

const DIGIT = 5
const STEPS = 28

test.describe('the scan line', () => {
  test('marks the row where the mind was made up, as the float64 engine has it', async ({ page }) => {
    const { belief } = await beliefOnCpu(page)
    const settled = settleStep(belief)
    const place = `row ${settled + 1}`
    expect(settled, 'a digit that is not known from the first row').toBeGreaterThan(0)
    await openWithDigit(page, DIGIT)

    await expect(page.getByTestId('reading-summary')).toContainText(`made up its mind at ${place}`)
    const map = await page.getByRole('img', { name: /^Forget gate/ }).boundingBox()
    const line = await page.getByTestId('settled-line').first().boundingBox()
    expect(line!.y + line!.height / 2).toBeCloseTo(map!.y + ((settled + 1) / STEPS) * map!.height, 0)

    await page.getByRole('button', { name: `Go to ${place}`, exact: true }).click()
    await expectStep(page, settled)
    await expect(soFar(page)).toContainText('to the end')
    await expect(soFar(page)).toContainText(String(DIGIT))

    await maps(page).focus()
    await page.keyboard.press('ArrowUp')
    await expectStep(page, settled - 1)
    await expect(soFar(page)).toContainText('for now')
    // The mark on the axis brings the line back; the grip of the line itself covers it while they are one row apart.
    await page.keyboard.press('Home')
    await page.locator('[data-settled-step]').first().click()
    await expectStep(page, settled)
  })

  test('can be dragged; what is not read yet is faded, and the bars are the belief at that row', async ({ page }) => {
    const { belief } = await beliefOnCpu(page)
    await openWithDigit(page, DIGIT)
    const map = await page.getByRole('img', { name: /^Forget gate/ }).boundingBox()
    const handle = await page.locator('[data-scan-handle]').first().boundingBox()
    await page.mouse.move(handle!.x + 5, handle!.y + handle!.height / 2)
    await page.mouse.down()
    for (const step of [20, 9]) {
      await page.mouse.move(handle!.x + 5, map!.y + ((step + 0.5) / STEPS) * map!.height, { steps: 4 })
      await expectStep(page, step)
      const faded = await page
        .locator('[data-name=digit] svg path')
        .first()
        .evaluate((path) => {
          if (!(path instanceof SVGPathElement)) throw new Error('this is no path')
          const { x, y, width, height } = path.getBBox()
          return [x, y, width, height]
        })
      expect(faded).toEqual([0, step + 1, 28, STEPS - step - 1])
      const { digit, probability } = answerAt(belief, step)
      await expect(soFar(page)).toHaveAttribute('data-digit', String(digit))
      expect(Number(await soFar(page).getAttribute('data-probability'))).toBeCloseTo(probability, 4)
    }
    await page.mouse.up()
  })

  test('is played at half, full, double and four times the speed, and stops at the end', async ({ page }) => {
    await page.clock.install()
    await openWithDigit(page, DIGIT)
    const speed = page.getByRole('combobox', { name: 'Speed' })
    expect(await speed.locator('option').allInnerTexts()).toEqual(['0.5×', '1×', '2×', '4×'])
    const played: number[] = []
    for (const times of ['0.5', '1', '2', '4']) {
      await speed.selectOption(times)
      await maps(page).focus()
      await page.keyboard.press('Home')
      await expectStep(page, 0)
      await page.clock.pauseAt(new Date(Date.now() + 86_400_000 * (played.length + 1)))
      await page.getByRole('button', { name: 'Play the scan' }).click()
      await page.clock.runFor(500)
      played.push(await currentStep(page))
      await page.clock.runFor(12_000)
      await expectStep(page, STEPS - 1)
      await expect(page.getByRole('button', { name: 'Play the scan' })).toBeVisible()
      await page.clock.resume()
    }
    expect(
      played.map((steps, index) => steps / 2 ** index).every((steps) => Math.abs(steps - played[0]!) <= 1),
      String(played),
    ).toBe(true)
    expect(played[0]).toBeGreaterThan(1)
  })
})

function slider(page: Page) {
  return page.getByRole('slider', { name: 'Step: rows read' })
}

function soFar(page: Page) {
  return page.getByRole('group', { name: 'Answer so far' })
}

async function expectStep(page: Page, step: number): Promise<void> {
  await expect(slider(page)).toHaveAttribute('aria-valuetext', `Row ${step + 1} of ${STEPS}`)
}

async function currentStep(page: Page): Promise<number> {
  return Number(await slider(page).getAttribute('aria-valuenow')) - 1
}

async function beliefOnCpu(page: Page) {
  const model = await shippedModelOnCpu(page)
  return model.trace(pictureFromStrokes(plainDigit(DIGIT)))
}
