import type { Page } from '@playwright/test'
import { expectNoViolations } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { openTraining, panel } from './support/training.ts'

/** Where the time goes: the training panel's measurement of GPU kernels. */

const disclosure = (page: Page) => panel(page).getByRole('group').filter({ hasText: 'Where the time goes' })

async function openDisclosure(page: Page): Promise<void> {
  await openTraining(page)
  await panel(page).getByText('Where the time goes', { exact: true }).click()
}

test(
  'one click names every kernel of a training step with its time and leaves the model as it was',
  { tag: '@phone' },
  async ({ page }) => {
    await openPage(page, '?engine=webgpu')
    await expectAnswer(page, 3)
    await openDisclosure(page)
    await disclosure(page).getByRole('button', { name: 'Measure' }).click()
    await expect(disclosure(page).getByRole('status')).toHaveText(/^Measured: [\d.,]+ ms per step\.$/)

    const table = disclosure(page).getByRole('table')
    const names = await table.locator('tbody').getByRole('rowheader').allInnerTexts()
    for (const topic of ['data/', 'gemm/', 'lstm/forward', 'lstm/backward', 'loss/', 'optimizer/adam']) {
      expect(
        names.some((name) => name.startsWith(topic)),
        `${topic} in ${names.join(', ')}`,
      ).toBe(true)
    }
    const shares = await table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => parseFloat(row.children[3]?.textContent ?? '')))
    expect(shares.every((share) => share >= 0)).toBe(true)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0)
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    await expect(disclosure(page)).toContainText(/at most [\d.,]+ GFLOP\/s/)
    await expect(disclosure(page)).toContainText(/take [\d.,]+ MB of GPU memory/)
    await expectNoViolations(page, 'the kernels are timed')

    await page.getByRole('tab', { name: 'Gates' }).click()
    await expectAnswer(page, 3)
  },
)

test('an engine without a GPU says so instead of offering it', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await openDisclosure(page)
  await expect(disclosure(page)).toContainText('there is no GPU to time')
  await expect(disclosure(page).getByRole('button')).toHaveCount(0)
})
