import type { Locator, Page } from '@playwright/test'
import { modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { chooseData, control, limitData, openTraining, panel } from './support/training.ts'

/** What a newcomer meets before anything was trained: a choice looks chosen, what is read stays in its place, and a list says that it goes on. */

const data = (page: Page, kind: string) => panel(page).getByRole('radio', { name: kind, exact: true })
const topOf = (found: Locator) => found.evaluate((element) => element.getBoundingClientRect().top + scrollY)

test('the digits that Start loads look chosen before they are, and are loaded by a press @phone', async ({ page }) => {
  await limitData(page, 100)
  await openPage(page)
  await page.getByRole('tab', { name: 'Judge' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Judge' }).getByRole('radio', { name: 'MNIST' })).toBeChecked()
  await openTraining(page)
  await expect(data(page, 'MNIST')).toBeChecked()
  await expect(page.getByTestId('training-data')).toContainText('None loaded yet')
  await chooseData(page, 'MNIST')
  await expect(page.getByTestId('training-data')).toContainText('100 to learn from')
})

test('built-in digits in place of MNIST, and why, move nothing @phone', async ({ page }) => {
  await page.route('**/mnist/*.gz', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Not here</title>' }))
  await limitData(page, 100)
  await openPage(page)
  await openTraining(page)
  // The panel comes in parts.
  await page.waitForLoadState('networkidle')
  const before = await topOf(control(page, 'Start'))
  expect(await chooseData(page, 'MNIST')).toContain('MNIST could not be loaded')
  await expect(data(page, 'Built-in')).toBeChecked()
  expect(await topOf(control(page, 'Start'))).toBe(before)
})

test('a list of models that goes on says so until its end @phone', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await modelStatus(page).click()
  const sheet = modelSheet(page)
  const hint = sheet.locator('[data-more]')
  await expect(hint).toBeVisible()
  const [edge, place] = await Promise.all([sheet, hint].map((found) => found.evaluate((element) => element.getBoundingClientRect().bottom)))
  expect(Math.abs(edge! - place!)).toBeLessThan(3)
  await sheet.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect(hint).toHaveCount(0)
})

test('numbers of the gradient lens are on the line of their formula', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
  const value = page.locator('dd[data-value]').first()
  await expect(value).toHaveText(/\d/)
  const lines = await value.evaluate((number) => {
    // What has no height is on the baseline of the text around it.
    const baselineOf = (element: Element): number => {
      const mark = element.appendChild(document.createElement('span'))
      mark.style.display = 'inline-block'
      const { bottom } = mark.getBoundingClientRect()
      mark.remove()
      return bottom
    }
    const formula = number.parentElement?.querySelector('dt > span') ?? number
    return [baselineOf(formula), baselineOf(number)]
  })
  expect(Math.abs(lines[0]! - lines[1]!)).toBeLessThan(1)
})
