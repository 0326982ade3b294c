import type { Locator } from '@playwright/test'
import { modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, padTool, waitUntilRead } from './support/pad.ts'
import { type Color, contrast, groundOf, mainColor, type Part, pixelsOf, shareOf, upperEdgeOf } from './support/pixels.ts'
import { maps } from './support/reading.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, stepsDone } from './support/training.ts'

/** A visitor's own few colours (Windows' high contrast): backgrounds and shadows of the page are gone. What it tells is still seen. */

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in forced colours, ${colorScheme}`, () => {
    let ground: Color

    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme, reducedMotion: 'reduce' })
      await limitData(page, 400)
      await openPage(page, '?engine=cpu')
      await pad(page).press('7')
      await expectAnswer(page, 7)
      await waitUntilRead(page)
      ground = await groundOf(page)
    })

    const seen = async (locator: Locator, part?: Partial<Part>): Promise<number> => shareOf(await pixelsOf(locator, part), ground)

    const edge = async (locator: Locator): Promise<number> => {
      await locator.page().mouse.move(0, 0)
      return shareOf(await upperEdgeOf(locator), ground)
    }

    test('the answer is seen: ink, bars, and which is the first @phone', async ({ page }) => {
      expect(await seen(pad(page).locator('canvas')), 'ink and edge of the pad').toBeGreaterThan(0.03)
      const bar = (digit: number): Locator => page.getByRole('region', { name: 'Answer', exact: true }).getByRole('meter').nth(digit)
      expect(await seen(bar(7)), 'a bar of nearly 100 %').toBeGreaterThan(0.9)
      expect(await seen(bar(0)), 'the frame of a bar of 0 %').toBeGreaterThan(0.02)
      expect(await seen(bar(0))).toBeLessThan(0.5)
      const soFar = page.getByTestId('reading-so-far').getByRole('list', { includeHidden: true }).locator('li')
      expect(await seen(soFar.nth(7), { bottom: 0.6 })).toBeGreaterThan((await seen(soFar.nth(0), { bottom: 0.6 })) + 0.3)

      await padTool(page, 'Clear').click()
      await expectAnswer(page, null)
      expect(await seen(bar(7)), 'no answer, no bar').toBeLessThan(0.5)
    })

    test('what is chosen, pressed, on its way and focused is told apart @phone', async ({ page }) => {
      const tab = (name: string): Locator => page.getByRole('tab', { name })
      expect(await seen(tab('Gates'), { top: 0.92 }), 'the line under the active tab').toBeGreaterThan(0.5)
      expect(await seen(tab('Learn'), { top: 0.92, bottom: 0.97 })).toBeLessThan(0.2)

      await expectToldApart(page.getByRole('radio', { name: 'by number' }), page.getByRole('radio', { name: 'alike together' }))
      await expectToldApart(page.getByRole('radio', { name: 'Pen', exact: true }), page.getByRole('radio', { name: 'Eraser' }))

      const slider = page.getByRole('slider', { name: 'Step: rows read' })
      expect(await seen(slider), 'the thumb').toBeGreaterThan(0.5)
      await slider.press('Home')
      await slider.press('PageDown')
      const track = page.locator('span[data-orientation=horizontal]').filter({ has: slider })
      expect(await seen(track), 'the track').toBeGreaterThan(0.05)
      expect(await seen(track, { right: 0.1 }), 'the part before the thumb is thicker').toBeGreaterThan(
        (await seen(track, { left: 0.9 })) + 0.05,
      )

      await page.getByRole('button', { name: 'Surgery', exact: true }).click()
      const lesson = (name: string): Locator => page.getByRole('group', { name: 'Lessons' }).getByRole('button', { name })
      await lesson('Never forget').click()
      await expectToldApart(lesson('Never forget'), lesson('Forget everything'))
      await lesson('Forget everything').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Shift+Tab')
      const ringed = await edge(lesson('Forget everything'))
      await page.keyboard.press('Tab')
      expect(ringed, 'the focus ring').toBeGreaterThan((await edge(lesson('Forget everything'))) + 0.05)

      expect(await seen(page.getByRole('button', { name: 'Redo' })), 'a button that is off').toBeGreaterThan(0.02)
    })

    test('maps, their scales and what lies on them keep their colours @phone', async ({ page }) => {
      const map = page.getByRole('img', { name: /^Forget gate f/ })
      const strip = { left: 0.05, right: 0.45, top: 0.1, bottom: 0.9 }
      const before = mainColor(await pixelsOf(map, strip))
      expect(contrast(before, [12, 13, 17]), 'an open gate is bright').toBeGreaterThan(2)
      for (const ramp of await page.locator('dl dd > span[style*=gradient]').all()) {
        const ends = [mainColor(await pixelsOf(ramp, { right: 0.1 })), mainColor(await pixelsOf(ramp, { left: 0.9 }))]
        expect(ends[0], 'the two ends of a scale').not.toEqual(ends[1])
      }
      await maps(page).focus()
      await page.keyboard.press('f')
      // The unit's own line of the equations.
      const lines = page.getByRole('region', { name: /^The equations at/ }).locator('[data-current]')
      await expect(lines).toHaveCount(1)
      expect(await edge(lines), 'the frame of the picked equation').toBeGreaterThan(0.2)
      for (const swatch of await page.locator('table th > span:first-child').all()) {
        expect(await seen(swatch), 'a curve’s mark').toBeGreaterThan(0.1)
      }
    })

    test('sheets end somewhere, and say which model is there and how data and engine are', async ({ page }) => {
      await modelStatus(page).click()
      expect(await edge(modelSheet(page)), 'the edge of a sheet').toBeGreaterThan(0.1)
      const current = modelSheet(page).locator('button[aria-current]')
      expect(await edge(current), 'the frame of the model in use').toBeGreaterThan(
        (await edge(modelSheet(page).getByRole('button', { name: /^row-rnn / }))) + 0.2,
      )
      await page.keyboard.press('Escape')
      const dot = page.getByRole('banner').locator('span[data-level]').first()
      expect(await seen(dot), 'a dot of the header').toBeGreaterThan(0.2)
      await padTool(page, 'Clear').hover()
      const tooltip = page.locator('[data-radix-popper-content-wrapper] > div')
      await expect(tooltip).toBeVisible()
      expect(shareOf(await upperEdgeOf(tooltip), ground), 'the edge of a tooltip').toBeGreaterThan(0.1)
    })

    test('a run shows how far it is', async ({ page }) => {
      await openTraining(page)
      await chooseData(page, 'Built-in')
      await expectToldApart(page.getByRole('radio', { name: 'Built-in' }), page.getByRole('radio', { name: 'MNIST' }))
      await chooseSettings(page, { epochs: 20, batchSize: 16 })
      await control(page, 'Start').click()
      await expect.poll(() => stepsDone(page)).toBeGreaterThan(60)
      await control(page, 'Pause').click()
      const bar = page.getByRole('region', { name: 'Progress of the run' }).getByRole('progressbar')
      const [done, left] = [await seen(bar, { left: 0.01, right: 0.1 }), await seen(bar, { left: 0.97, right: 0.995 })]
      expect(done, 'what is done').toBeGreaterThan(0.9)
      expect(left, 'the frame of what is left').toBeGreaterThan(0.1)
      expect(left).toBeLessThan(0.6)
      for (const mark of ['raw', 'smooth', 'test']) {
        expect(await seen(page.locator(`[data-mark=${mark}]`).first(), { right: 0.2 }), mark).toBeGreaterThan(0.01)
      }
      expect(await seen(page.getByRole('img', { name: /Loss/ }).first()), 'the curves').toBeGreaterThan(0.005)
    })

    /** That one of two is chosen is seen, and so are the words of both. */
    async function expectToldApart(chosen: Locator, other: Locator): Promise<void> {
      await chosen.page().mouse.move(0, 0)
      const [on, off] = [await pixelsOf(chosen), await pixelsOf(other)]
      expect(contrast(mainColor(on), mainColor(off)), 'chosen and not').toBeGreaterThanOrEqual(3)
      expect(shareOf(on, mainColor(on)), 'words on what is chosen').toBeGreaterThan(0.01)
      expect(shareOf(off, mainColor(off)), 'words on what is not').toBeGreaterThan(0.01)
    }
  })
}
