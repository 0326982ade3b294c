import type { Page } from '@playwright/test'
import { comparePanel, openCompare, trainOnce } from './support/compare.ts'
import { expectNoViolations } from './support/axe.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { maps } from './support/reading.ts'
import { chooseData, limitData, openTraining } from './support/training.ts'
import { openWatch } from './support/watch.ts'

/** What stands behind maps and charts: a text, and a table that opens by keyboard. */

/** Opens a table by its line. */
async function openTable(page: Page, name: string | RegExp, testId: string) {
  const line = page.locator('summary', { hasText: name })
  await line.focus()
  await page.keyboard.press('Enter')
  const table = page.getByTestId(testId)
  await expect(table).toBeVisible()
  return table
}

test('a reading is told in three sentences, and stands in a table row by row that follows the pad', async ({ page }) => {
  await openWithDigit(page, 3)
  await expect(maps(page)).toHaveAccessibleDescription(
    /^The answer is 3, with a probability of .*It was (decided at row \d+|there from the first row).*Gates, on average over all units and rows: .*f \d+% open, most at row \d+ \(\d+%\)/,
  )
  const table = await openTable(page, 'The reading in numbers', 'reading-numbers')
  await expect(table.getByRole('row')).toHaveCount(29)
  await expect(table.getByRole('columnheader')).toHaveText([
    'Row',
    'mean ink',
    'Answer so far',
    'Probability',
    'mean i',
    'mean f',
    'mean o',
    'mean |C̃|',
    'mean |C|',
    'mean |h|',
  ])
  await expect(table.getByRole('row').last().getByRole('cell').nth(1)).toHaveText('3')
  // The next stop of the Tab key is the table, which arrow keys scroll.
  await page.keyboard.press('Tab')
  await expect(page.locator(':focus')).toContainText('Answer so far')
  await page.getByRole('application').first().press('1')
  await expect(table.getByRole('row').last().getByRole('cell').nth(1)).toHaveText('1')
  await expect(table).toHaveAccessibleDescription(/^The answer is 1,/)
})

test('unit, its weights, lens, saliency and surgery have their numbers in tables', async ({ page }) => {
  await openWithDigit(page, 3)
  await maps(page).focus()
  await page.keyboard.press('f')
  const unit = await openTable(page, /^Unit \d+, in numbers/, 'unit-numbers')
  await expect(unit.getByRole('row')).toHaveCount(29)
  await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
  await expect(page.getByTestId('lens-sentence')).toContainText('The loss against')
  const lens = await openTable(page, 'Gradient lens, in numbers', 'lens-numbers')
  await expect(lens.getByRole('columnheader')).toHaveText(['Row', '‖∂L/∂h‖', '‖∂L/∂C‖', 'Left of the state'])
  await expect(lens.getByRole('row')).toHaveCount(29)
  await page.getByRole('button', { name: 'Saliency', exact: true }).click()
  const saliency = await openTable(page, 'Saliency, in numbers', 'saliency-numbers')
  await expect(saliency.getByRole('row')).toHaveCount(29)
  const weights = await openTable(page, /^Incoming weights of unit \d+, in numbers/, 'weight-numbers')
  await expect(weights.getByRole('columnheader')).toHaveText(['Number', 'x', 'i', 'f', 'o', 'C̃'])
  await expect(weights.getByRole('row')).toHaveCount(29)
  await page.getByRole('button', { name: 'Surgery', exact: true }).click()
  await page
    .getByRole('group', { name: 'Lessons' })
    .getByRole('button', { name: /^Never forget/ })
    .click()
  const surgery = await openTable(page, 'Surgery, in numbers', 'surgery-numbers')
  await expect(surgery.getByRole('row')).toHaveCount(29)
  await expectNoViolations(page, 'tables of the reading')
})

test('curves, the inside of a run and compared runs have their numbers in tables', async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await limitData(page, 300)
  await openWithDigit(page, 3)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await trainOnce(page, { epochs: 1, batchSize: 30 })
  const curves = await openTable(page, /^Curves, in numbers/, 'curves-numbers')
  expect(await curves.getByRole('row').count()).toBeGreaterThan(5)
  await openWatch(page)
  const norms = await openTable(page, /^Gradients and steps, in numbers/, 'watch-norms-all')
  await expect(norms.getByRole('row').nth(1)).toContainText('Whole network')
  await expectNoViolations(page, 'tables of a run')
  await openCompare(page)
  await expect(comparePanel(page)).toContainText('row-lstm 1')
  const runs = await openTable(page, /^Curves, in numbers/, 'runs-numbers')
  await expect(runs.getByRole('row').nth(1)).toContainText('row-lstm 1')
  await expect(runs.getByRole('row').last()).toContainText('test, after an epoch')
  await expectNoViolations(page, 'the table of runs')
})
