import type { Locator, Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { press, tabTo } from './support/keyboard.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'

/** Models that a visitor keeps. */

test.beforeEach(async ({ page }) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

const shelf = (page: Page) => page.getByRole('region', { name: 'Your models' })
const tool = (page: Page, name: string) => shelf(page).getByRole('button', { name, exact: true })
const names = (page: Page) =>
  shelf(page)
    .locator('li[data-model]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-model')))

async function openShelf(page: Page, isMobile = false): Promise<void> {
  await press(page.getByRole('banner').getByRole('button', { name: /^Model / }), isMobile)
  await expect(shelf(page)).toBeVisible()
}

/** What stands on a model's card: how it was trained and how good it is, when it was kept and how large it is, and its loss as a curve. */
async function expectFacts(card: Locator): Promise<void> {
  await expect(card).toContainText(/[\d,]{6,} parameters/)
  await expect(card).toContainText('2 epochs, trained on Built-in digits, training set')
  await expect(card).toContainText(/\d+(\.\d+)?% on Built-in digits, test set/)
  await expect(card).toContainText(new RegExp(`\\p{L}+ ${new Date().getDate()}, \\d+:\\d+.*, [\\d.,]+ [kM]B`, 'u'))
  const curve = card.locator('svg:has(> path)').first()
  const { width = 0, height = 0 } = (await curve.boundingBox()) ?? {}
  expect(Math.min(width, height), 'the size of the curve').toBeGreaterThan(5)
  const points = /^M?[\d.e,\sML-]+$/.exec((await curve.locator('path').getAttribute('d')) ?? '')
  expect(points?.[0].split(/[ML]/).length, 'points of the curve').toBeGreaterThan(5)
}

async function trainShortly(page: Page): Promise<void> {
  await limitData(page, 100)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 2, batchSize: 20 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText('Finished: 2 epochs.', { timeout: 60_000 })
}

test('the model of a run is kept by itself, renamed, duplicated, downloaded, deleted, had back, and opened on the next visit @phone', async ({
  page,
  isMobile,
}) => {
  await trainShortly(page)
  await openShelf(page, isMobile)
  await expect.poll(() => names(page)).toEqual(['row-lstm'])
  await expectFacts(shelf(page).locator('li').first())
  if (isMobile) await expectNoViolations(page, 'models are kept, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'models are kept')

  await press(tool(page, 'Rename row-lstm'), isMobile)
  await shelf(page).getByRole('textbox', { name: 'New name of row-lstm' }).fill('mine')
  await page.keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['mine'])
  await press(tool(page, 'Duplicate mine'), isMobile)
  await expect.poll(() => names(page)).toEqual(['mine 2', 'mine'])
  const downloading = page.waitForEvent('download')
  await press(tool(page, 'Download mine'), isMobile)
  expect((await downloading).suggestedFilename()).toBe('mine.safetensors')
  await press(tool(page, 'Delete mine'), isMobile)
  await expect(shelf(page)).toContainText('mine was deleted.')
  await press(tool(page, 'Undo'), isMobile)
  await expect.poll(() => names(page)).toEqual(['mine 2', 'mine'])
  await press(tool(page, 'Delete mine 2'), isMobile)
  await expect.poll(() => names(page)).toEqual(['mine'])
  await page.keyboard.press('Escape')

  await press(page.getByRole('tab', { name: 'Gates' }), isMobile)
  await pickPreset(page, 'cnn')
  await page.reload()
  await openShelf(page, isMobile)
  await expect.poll(() => names(page)).toEqual(['mine'])
  await press(shelf(page).getByRole('button', { name: /^mine/ }), isMobile)
  await expect(page.getByRole('banner').getByRole('button', { name: /^Model / })).toContainText('mine')
})

test('what was deleted stays deleted, on the next visit too, which shows the run that it came from', async ({ page }) => {
  await trainShortly(page)
  await openShelf(page)
  await tool(page, 'Delete row-lstm').click()
  await expect.poll(() => names(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.reload()
  await openTraining(page)
  await expect(runStatus(page)).toHaveText('Finished: 2 epochs.')
  await openShelf(page)
  await expect(shelf(page)).toContainText('None yet.')
})

test('by the keyboard alone a model is kept, renamed, deleted and had back', async ({ page }) => {
  const { keyboard } = page
  await openPage(page, '?engine=cpu')
  await tabTo(page, 'the model', page.getByRole('banner').getByRole('button', { name: /^Model / }))
  await keyboard.press('Enter')
  await expect(shelf(page)).toContainText('None yet.')
  await tabTo(page, 'Keep', tool(page, 'Keep this model'))
  await keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['row-lstm'])
  await tabTo(page, 'Rename', tool(page, 'Rename row-lstm'))
  await keyboard.press('Enter')
  await keyboard.type('nobody’s')
  await keyboard.press('Escape')
  await expect(tool(page, 'Rename row-lstm')).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.type('the first')
  await keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['the first'])
  await tabTo(page, 'Delete', tool(page, 'Delete the first'))
  await keyboard.press('Enter')
  await expect(tool(page, 'Undo')).toBeFocused()
  await keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['the first'])
})

test('a shelf that is full says so, and what is there stays', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await openShelf(page)
  await tool(page, 'Keep this model').click()
  await expect.poll(() => names(page)).toEqual(['row-lstm'])
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError')
    }
  })
  await tool(page, 'Keep this model').click()
  await expect(shelf(page)).toContainText('The model could not be kept: there is no room left in this browser’s storage.')
  await expect.poll(() => names(page)).toEqual(['row-lstm'])
})
