import type { Page } from '@playwright/test'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { openTour, tourSheet, tourStop } from './support/learn.ts'
import { openTraining, panel } from './support/training.ts'

/** The code behind names and formulas: kernels as they are compiled, and the CPU's arithmetic. */

const code = (page: Page, name: string) => page.getByRole('dialog', { name })
const listing = (page: Page) => page.getByRole('dialog').getByRole('region', { name: /^Code of|的代码$/ })

async function expectKernel(page: Page, path: string, first: string | RegExp): Promise<void> {
  await expect(listing(page).getByRole('heading', { name: path, exact: true })).toBeVisible()
  await expect(listing(page).locator('[data-line="1"]').first()).toHaveText(first)
}

test.describe('on the GPU', () => {
  test.beforeEach(async ({ page }) => {
    await openPage(page, '?engine=webgpu')
    await expectAnswer(page, 3)
  })

  test('a signal leads to the kernel that computes it, and back @phone', async ({ page }) => {
    await page.getByRole('button', { name: 'About Forget gate f' }).click()
    await page.getByRole('dialog', { name: 'Forget gate f' }).getByRole('button', { name: 'Code: lstm/forward_step' }).click()
    await expect(code(page, 'Code of lstm/forward_step')).toBeVisible()
    await expectKernel(page, 'shaders/lstm/forward_step.wgsl', '// LSTM cell, forward, one timestep.')
    await expect(listing(page).getByRole('heading')).toHaveText([
      'shaders/lstm/forward_step.wgsl',
      'shaders/lstm/forward_main.wgsl',
      'shaders/lstm/weights.wgsl',
      'shaders/common/activations.wgsl',
      'shaders/common/full.wgsl',
      'shaders/recurrent/state.wgsl',
    ])
    await expectNoViolationsIn(page, THEMES, 'code is read')

    await page.getByRole('dialog').getByRole('button', { name: 'common/activations.wgsl' }).click()
    await expect(listing(page)).toBeFocused()
    await expect(listing(page).getByRole('heading', { name: 'shaders/common/activations.wgsl' })).toBeInViewport()
    const scrolled = await listing(page).evaluate((element) => element.scrollTop)
    expect(scrolled).toBeGreaterThan(0)
    await page.keyboard.press('Home')
    await expect.poll(() => listing(page).evaluate((element) => element.scrollTop)).toBe(0)

    // Nothing of the dialog is beyond the screen, whatever the length of the lines.
    expect(await page.getByRole('dialog').evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'About Forget gate f' })).toBeFocused()
  })

  test('every kernel that was timed opens by its name', async ({ page }) => {
    await openTraining(page)
    await panel(page).getByText('Where the time goes', { exact: true }).click()
    const profile = panel(page).getByRole('group').filter({ hasText: 'Where the time goes' })
    await profile.getByRole('button', { name: 'Measure' }).click()
    await expect(profile.getByRole('status')).toHaveText(/^Measured/)
    const names = profile.locator('tbody').getByRole('rowheader').getByRole('button')
    for (const name of await names.allInnerTexts()) {
      await names.getByText(name, { exact: true }).click()
      await expectKernel(page, `shaders/${name.split(' ')[0]}.wgsl`, /^(enable subgroups; )?\/\/ \S/)
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
      await expect(names.getByText(name, { exact: true })).toBeFocused()
    }
  })
})

test('a formula opens the arithmetic of the engine in use, and the same for the other', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openPage(page, '?engine=cpu')
  await page.getByRole('tab', { name: 'Learn' }).click()
  await page.getByRole('button', { name: 'Code: lstm/forward_step' }).click()
  await expectKernel(page, 'src/nn/operations/cpu/simd/assembly/lstm.ts', /^\/\*\* The cells of an LSTM/)
  await page.getByRole('dialog').getByRole('radio', { name: 'GPU: WGSL' }).click()
  await expectKernel(page, 'shaders/lstm/forward_step.wgsl', '// LSTM cell, forward, one timestep.')

  await page.getByRole('dialog').getByRole('button', { name: 'Copy code' }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Copied.')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('fn finish(row: u32, quad: u32, from_state: mat4x4f) {')
  expect(copied).toContain('fn safe_tanh')

  // What is selected is the code alone: numbers are no part of it.
  const first = listing(page).locator('[data-line="10"]').first()
  expect(await first.evaluate((line) => line.textContent)).not.toMatch(/^10/)

  await page.getByRole('dialog').getByRole('combobox', { name: 'Kernel' }).selectOption('data/gather')
  await expectKernel(page, 'shaders/data/gather.wgsl', /^\/\/ \S/)
  await expect(page.getByRole('dialog').getByRole('radio'), 'it has no twin in AssemblyScript').toHaveCount(0)
})

test('the guided reading leads to the code of its equations, and stays open behind it', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await expectAnswer(page, 3)
  await openTour(page)
  await tourStop(page, 'Next')
  await tourStop(page, 'Next')
  await tourSheet(page).getByRole('button', { name: 'Code: lstm/forward_step' }).click()
  await expect(code(page, 'Code of lstm/forward_step')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(code(page, 'Code of lstm/forward_step')).toHaveCount(0)
  await expect(tourSheet(page)).toContainText('3 of 8')
  await page.keyboard.press('Escape')
  await expect(tourSheet(page)).toHaveCount(0)
})

test('in numbers and in Chinese too @phone', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByTestId('unit-equations').getByRole('button', { name: '代码：lstm/forward_step' }).click()
  await expect(code(page, 'lstm/forward_step 的代码')).toBeVisible()
  await expect(listing(page).locator('[data-line="1"]')).not.toHaveCount(0)
  await expectNoViolationsIn(page, THEMES, 'code is read in Chinese')
})

test.describe('a file that does not come', () => {
  test.use({ expectedComplaints: [/softmax|Failed to load resource|dynamically imported/] })

  test('is told in its place, and asked for again', async ({ page }) => {
    await page.route(/\/softmax-[^/]*\.js/, (route) => route.abort())
    await openPage(page, '?engine=webgpu')
    await expectAnswer(page, 3)
    await page.getByRole('tab', { name: 'Learn' }).click()
    await page.getByRole('button', { name: 'Code: loss/softmax' }).click()
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('could not be loaded')
    await page.unroute(/\/softmax-[^/]*\.js/)
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await expectKernel(page, 'shaders/loss/softmax.wgsl', /^\/\/ \S/)
  })
})
