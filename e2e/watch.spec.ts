import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { waitUntilRead } from './support/pad.ts'
import { mainColor, pixelsOf } from './support/pixels.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus } from './support/training.ts'
import { lookedInto, openWatch, watchSection } from './support/watch.ts'

/** The inside of a run: norms of gradients and steps, and where weights and gates are, over the steps. */

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

/** A short run that has come to its end. */
async function trainShortly(page: Page, query: string): Promise<void> {
  await limitData(page, 400)
  await openPage(page, query)
  await waitUntilRead(page)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 2, batchSize: 20, learningRate: 0.004 })
}

async function everythingIsKnown(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { known, kept } = await lookedInto(page)
        return kept > 5 && known === kept
      },
      { timeout: 120_000 },
    )
    .toBe(true)
}

test('shows gradients, steps, weights and gates of a run, and their numbers at any of its moments @phone', async ({ page, isMobile }) => {
  await trainShortly(page, '?engine=cpu')
  const section = watchSection(page)
  await openWatch(page)
  await expect(section).toContainText('Once a run has begun')
  await control(page, 'Start').click()
  await expect.poll(async () => (await lookedInto(page)).known, { timeout: 60_000 }).toBeGreaterThan(0)
  await expect(runStatus(page)).toHaveText(/^Finished/, { timeout: 120_000 })
  await everythingIsKnown(page)

  const { kept } = await lookedInto(page)
  for (const quantity of ['gradients', 'updates']) {
    const lines = section.locator(`[data-quantity=${quantity}] [data-points]`)
    await expect(lines).toHaveCount(3)
    expect(Number(await lines.first().getAttribute('data-points'))).toBeGreaterThan(quantity === 'gradients' ? kept - 1 : 5)
  }
  await expect(section.getByRole('img', { name: /^Norm of the gradient over the steps/ })).toBeVisible()
  const norms = page.getByTestId('watch-norms')
  await expect(norms.getByRole('row')).toHaveCount(4)
  await expect(norms.getByRole('row', { name: /^LSTM/ })).toContainText(/\d/)

  const slider = section.getByRole('slider', { name: 'Step to read values at' })
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(norms).toHaveAttribute('data-step', '0')
  await expect(page.getByTestId('watch-weights')).toContainText(/^After step 0 the median is .*, and nine values of ten lie between/)
  await page.keyboard.press('ArrowRight')
  await expect(norms).toHaveAttribute('data-step', '1')
  await expect(slider).toHaveAttribute('aria-valuetext', 'After step 1')

  const signals = section.locator('figure[data-kind=signals]')
  await signals.getByRole('combobox', { name: 'Signal' }).selectOption({ label: 'LSTM: Forget gate f' })
  const map = signals.getByRole('img', { name: /^How the values of LSTM: Forget gate f are spread/ })
  await expect(map).toBeVisible()
  // Of fresh weights the forget gate stands between closed and open: the ends of the map are as dark as nothing.
  const [top, middle] = [
    await pixelsOf(map.locator('canvas'), { bottom: 0.1 }),
    await pixelsOf(map.locator('canvas'), { top: 0.2, bottom: 0.4 }),
  ]
  const light = ([red, green, blue]: readonly [number, number, number]): number => red + green + blue
  expect(light(mainColor(top))).toBeLessThan(200)
  expect(middle.data.some((byte, place) => place % 4 === 0 && byte > 200)).toBe(true)

  await section.getByRole('radio', { name: 'Even steps' }).click()
  if (isMobile) await expectNoViolations(page, 'inside a run, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'inside a run')
})

test('marks the moment that the page looks back at, and reads its numbers', async ({ page }) => {
  await trainShortly(page, '?engine=cpu')
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText(/^Finished/, { timeout: 120_000 })
  await openWatch(page)
  await everythingIsKnown(page)
  const marks = watchSection(page).locator('g[data-kind=past]')
  await expect(marks).toHaveCount(0)
  await panel(page).getByRole('slider', { name: 'Moment of the run' }).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(marks).toHaveCount(4)
  await expect(page.getByTestId('watch-norms')).toHaveAttribute('data-step', '1')
  await page.keyboard.press('End')
  await expect(marks).toHaveCount(0)
})

test('opens by the keyboard, and of a run on the GPU too', async ({ page }) => {
  await trainShortly(page, '?engine=webgpu')
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText(/^Finished/, { timeout: 200_000 })
  await tabTo(page, 'the section', watchSection(page).getByRole('button', { name: 'Inside the run' }))
  await page.keyboard.press('Enter')
  await everythingIsKnown(page)
  await expect(watchSection(page).locator('[data-quantity=gradients] [data-points]')).toHaveCount(3)
})
