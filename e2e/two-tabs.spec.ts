import type { Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus } from './support/training.ts'

/** Two tabs of the page in one browser. */

const OTHER_TAB = 'Another tab of this page is training too; both are slower.'

function told(page: Page) {
  return page.getByRole('region', { name: 'Messages' }).getByRole('status').filter({ hasText: OTHER_TAB })
}

async function startTraining(page: Page): Promise<void> {
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 50, batchSize: 10 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText(/^Epoch \d/)
}

test('are told of each other while both train, and no longer', async ({ page, context }) => {
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await limitData(tab, 1000)
    await openPage(tab, '?engine=cpu')
  }
  await startTraining(page)
  await expect(told(page)).toHaveCount(0)
  await startTraining(other)
  await expect(told(other)).toBeVisible()
  await expect(told(page)).toBeVisible()
  await control(other, 'Pause').click()
  await expect(told(other)).toHaveCount(0)
  await expect(told(page)).toHaveCount(0)
  await control(other, 'Resume').click()
  await expect(told(page)).toBeVisible()
  await other.close()
  await expect(told(page)).toHaveCount(0)
})

test('keep their preferences apart: what is chosen in one is not undone by the other', async ({ page, context }) => {
  const other = await context.newPage()
  for (const tab of [page, other]) await openPage(tab, '?engine=cpu')
  await page.getByRole('button', { name: 'Theme: As the system' }).click()
  await openTraining(other)
  await chooseSettings(other, { epochs: 9 })
  await openTraining(page)
  await chooseSettings(page, { batchSize: 40 })
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await openTraining(page)
  await expect(panel(page).getByRole('spinbutton', { name: 'Epochs' })).toHaveAttribute('aria-valuenow', '9')
  await expect(panel(page).getByRole('spinbutton', { name: 'Batch size' })).toHaveAttribute('aria-valuenow', '40')
})
