import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { ENGINE_NAMES, ENGINES, expectEngine } from './support/engine.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, padTool, waitUntilRead } from './support/pad.ts'
import { chooseData, control, limitData, openTraining, stepsDone } from './support/training.ts'

/** Told, not asserted: what the page's own meter measures while somebody draws. */

for (const engine of ENGINES) {
  test(`the meter tells how fast the maps of keras follow the pen on ${ENGINE_NAMES[engine]}, idle and while training`, async ({
    page,
  }) => {
    // Where training leaves nothing of the machine, every move of the mouse waits its turn.
    test.setTimeout(300_000)
    await limitData(page, 2000)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, `?engine=${engine}&fps`)
    await expectEngine(page, engine)
    await waitUntilRead(page)
    await pickPreset(page, 'keras')
    await tell(page, `${ENGINE_NAMES[engine]}, idle`)

    await openTraining(page)
    await chooseData(page, 'Built-in')
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
    await page.getByRole('tab', { name: 'Gates' }).click()
    await tell(page, `${ENGINE_NAMES[engine]}, while training`)
    await openTraining(page)
    await control(page, 'Stop').click()
  })
}

test('the meter is opened by its button and by its keys, and closed', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await expect(meter(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Measure the page' }).click()
  await expect(meter(page)).toContainText('Draw on the pad')
  await page.keyboard.press('Alt+Shift+M')
  await expect(meter(page)).toHaveCount(0)
  await page.keyboard.press('Alt+Shift+M')
  await meter(page).getByRole('button', { name: 'Stop measuring' }).click()
  await expect(meter(page)).toHaveCount(0)
})

function meter(page: Page) {
  return page.getByRole('region', { name: 'Speed of the page' })
}

/** Draws a digit and says what was measured. */
async function tell(page: Page, where: string): Promise<void> {
  await padTool(page, 'Clear').click()
  await meter(page).getByRole('button', { name: 'Measure anew' }).click()
  await expect(meter(page)).toHaveAttribute('data-count', '0')
  await drawWithMouse(page, plainDigit(8), { movesPerFrame: 1 })
  await expect.poll(async () => Number(await meter(page).getAttribute('data-count')), { message: 'readings measured' }).toBeGreaterThan(3)
  const words = (await meter(page).locator('dd').allInnerTexts()).join(' · ')
  const count = await meter(page).getAttribute('data-count')
  test.info().annotations.push({ type: 'pen to maps', description: `${where}: ${words} (${count} readings)` })
  console.log(`keras, ${where}: pen to maps ${words} (${count} readings)`)
}
