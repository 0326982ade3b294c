import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { press, pressByKey } from './support/keyboard.ts'
import { openCompare, runNames, trainOnce } from './support/compare.ts'
import { expect, openPage, test } from './support/page.ts'
import { chooseData, limitData, openTraining } from './support/training.ts'

/** What the browser keeps of the page, told and deleted. */

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Kept in this browser' })
const fact = (page: Page, name: string) =>
  sheet(page)
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]')

const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).flatMap(({ name = '' }) => (name === 'gatelight-visits' ? [] : [name])))

test('what is kept is told, deleted by kind, and all at once @phone', async ({ page, isMobile }) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, 100)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await trainOnce(page, { epochs: 1, batchSize: 20 })
  const open = page.getByRole('button', { name: 'What is kept' })
  await (isMobile ? open.tap() : pressByKey(page, 'What is kept', open))
  await expect(fact(page, 'Runs')).toHaveText('1')
  await expect(fact(page, 'Models')).toHaveText('1')
  await expect(fact(page, 'In use')).toHaveText(/^[\d.]+ [kM]?B$/)
  if (isMobile) await expectNoViolations(page, 'storage is told, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'storage is told')

  await press(sheet(page).getByRole('button', { name: 'Delete models' }), isMobile)
  await expect(fact(page, 'Models')).toHaveText('1')
  await press(sheet(page).getByRole('button', { name: 'Delete all models?' }), isMobile)
  await expect(fact(page, 'Models')).toHaveText('0')
  await expect(fact(page, 'Runs')).toHaveText('1')

  await press(sheet(page).getByRole('button', { name: 'Delete everything' }), isMobile)
  await press(sheet(page).getByRole('button', { name: 'Delete everything and begin anew?' }), isMobile)
  await expect(sheet(page)).toHaveCount(0)
  await openCompare(page)
  expect(await runNames(page)).toEqual([])
  await expect.poll(() => databases(page)).not.toContain('gatelight-models')
})
