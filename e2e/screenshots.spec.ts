import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { automaticEngine, expectEngine } from './support/engine.ts'
import { openLink } from './support/link.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool, waitUntilRead } from './support/pad.ts'
import { readout } from './support/reading.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'

const root = join(import.meta.dirname, '..')

/** Down to the curves of the unit. */
const README_PICTURE = { x: 0, y: 0, width: 1440, height: 990 }

const screens = [
  { width: 1440, height: 900, phone: false },
  { width: 1024, height: 768, phone: false },
  { width: 390, height: 844, phone: true },
]

for (const { width, height, phone } of screens) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} ${colorScheme}`, { tag: '@screenshots' }, () => {
      test.use({ viewport: { width, height }, colorScheme, hasTouch: phone, isMobile: phone, deviceScaleFactor: phone ? 2 : 1 })

      test('idle, drawing, training', async ({ page }) => {
        const take = (state: string) => page.screenshot({ path: look(`${width}-${colorScheme}-${state}`), fullPage: phone })
        await limitData(page, 1500)
        await page.emulateMedia({ reducedMotion: 'reduce' })
        await openPage(page)
        await readToTheEnd(page)
        await take('idle')
        if (width === 1440 && colorScheme === 'light')
          await page.screenshot({ path: join(root, 'docs/screenshot.png'), fullPage: true, clip: README_PICTURE })

        await openLink(page)
        await take('link')
        await page.keyboard.press('Escape')

        await padTool(page, 'Clear').click()
        await drawWithMouse(page, plainDigit(2).map(firstPart), { lift: false })
        await waitUntilRead(page)
        await take('drawing')
        await page.mouse.up()

        await openTraining(page)
        await chooseData(page, 'Built-in')
        await chooseSettings(page, { epochs: 3, batchSize: 25, learningRate: 0.002 })
        await control(page, 'Start').click()
        await expect(page.getByRole('table')).toBeVisible()
        await take('training')
        await control(page, 'Pause').click()
        await expect(runStatus(page)).toHaveText(/^Paused/)
        await take('paused')
      })
    })
  }
}

function look(name: string): string {
  return join(root, 'test-results/looks', `${name}.png`)
}

/** The first sample as it is when nothing moves any more. */
async function readToTheEnd(page: Page): Promise<void> {
  await expectAnswer(page, 3)
  await expectEngine(page, automaticEngine)
  await waitUntilRead(page)
  await expect(readout(page)).toHaveAttribute('data-value', /./)
  await expect(page.getByTestId('reading-summary')).toContainText('Read as 3')
}

/** A stroke whose pen is still on its way. */
function firstPart<S extends { readonly points: readonly unknown[] }>(stroke: S): S {
  return { ...stroke, points: stroke.points.slice(0, Math.ceil(0.7 * stroke.points.length)) }
}
