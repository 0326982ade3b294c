import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { linkButton, linkField, linkSheet, openFresh, openLink, press, scannedCode, selectedText } from './support/link.ts'
import { modelStatus, pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, inkOnPad, pad, padTool, probabilities, waitUntilRead } from './support/pad.ts'
import { maps, readout, walkToUnit } from './support/reading.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel } from './support/training.ts'

/** The link to what the page shows: made, passed on, opened where nobody has been. */

/** How far the answer may move because a link has the drawing on a grid. */
const SAME_ANSWER = 0.03

/** What somebody else is to see again. */
interface Seen {
  readonly answer: readonly number[]
  readonly ink: number
  readonly signal: string | null
  readonly unit: string | null
  readonly step: string | null
}

/** Of the Gates view. */
async function seen(page: Page): Promise<Seen> {
  await waitUntilRead(page)
  const at = (name: string) => readout(page).getAttribute(`data-${name}`)
  return {
    answer: await probabilities(page),
    ink: await inkOnPad(page),
    signal: await at('signal'),
    unit: await at('unit'),
    step: await at('step'),
  }
}

async function expectSeen(page: Page, { answer, ink, ...place }: Seen): Promise<void> {
  await expect(readout(page)).toHaveAttribute('data-step', place.step ?? '')
  const now = await seen(page)
  expect(now).toMatchObject(place)
  expect(Math.abs(now.ink - ink)).toBeLessThan(0.01)
  for (const [digit, probability] of answer.entries()) {
    expect(Math.abs((now.answer[digit] ?? 0) - probability), `probability of ${digit}`).toBeLessThan(SAME_ANSWER)
  }
}

test('a link gives a fresh page the same drawing, model, place, settings, data and view, and trains nothing @phone', async ({ page }) => {
  test.setTimeout(240_000)
  await limitData(page, 600)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(7))
  await expectAnswer(page, 7)
  await pickPreset(page, 'row-gru')
  await maps(page).focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 13; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('h')
  await walkToUnit(page, 'h', 5)
  const before = await seen(page)
  expect(before).toMatchObject({ signal: 'h', unit: '5', step: '13' })
  await openTraining(page)
  await chooseSettings(page, { epochs: 7, batchSize: 32, learningRate: 0.003 })
  await chooseData(page, 'Built-in')

  const link = await openLink(page)
  expect(link).not.toContain('engine')
  await expect(page.getByTestId('link-weights')).toHaveAttribute('data-weights', 'same')
  await openFresh(page, link)

  await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true')
  await expect(modelStatus(page)).toHaveText('Model row-gru')
  for (const [name, value] of [
    ['Epochs', '7'],
    ['Batch size', '32'],
    ['Learning rate', '0.003'],
  ] as const) {
    await expect(panel(page).getByRole('spinbutton', { name })).toHaveAttribute('aria-valuenow', value)
  }
  await expect(page.getByTestId('training-data')).toContainText('In use')
  await expect(panel(page).getByRole('radio', { name: 'Built-in', exact: true })).toBeChecked()
  await expect(control(page, 'Start')).toBeVisible()
  await press(page.getByRole('tab', { name: 'Gates' }))
  await expectAnswer(page, 7)
  await expectSeen(page, before)
  // The drawing goes on: a stroke joins it, and Undo takes that away again.
  await expect(padTool(page, 'Undo')).toBeDisabled()
})

test('by keyboard alone a link is copied, and stands in the address bar', async ({ page, context }) => {
  test.setTimeout(240_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await expectAnswer(page, 3)
  await linkButton(page).focus()
  await page.keyboard.press('Enter')
  await expect(linkSheet(page).getByRole('button', { name: 'Copy link' })).toBeFocused()
  await expect(linkField(page)).toHaveValue(/model=row-lstm$/)
  await page.keyboard.press('Enter')
  await expect(linkSheet(page).getByRole('status')).toHaveText(/^Copied/)
  const link = await linkField(page).inputValue()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  expect(page.url()).toBe(link)
  await page.keyboard.press('Tab')
  await expect(linkField(page)).toBeFocused()
  expect(await selectedText(page)).toBe(link)
  await page.keyboard.press('Escape')
  await expect(linkSheet(page)).toHaveCount(0)
  await expect(linkButton(page)).toBeFocused()

  await openFresh(page, link)
  await expectAnswer(page, 3)
  // A sample stays one: the visitor's first stroke takes its place.
  await pad(page).focus()
  for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Space')
  for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Space')
  await expectAnswer(page, 1)
})

test('a browser that forbids copying has the link selected @phone', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await openPage(page)
  await expectAnswer(page, 3)
  const link = await openLink(page)
  await press(linkSheet(page).getByRole('button', { name: 'Copy link' }))
  await expect(linkSheet(page).getByRole('status')).toContainText('The link is selected')
  expect(await selectedText(page)).toBe(link)
})

test('the code on the screen is the link @phone', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(4))
  await expectAnswer(page, 4)
  const link = await openLink(page)
  expect(await scannedCode(page)).toBe(link)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await scannedCode(page)).toBe(link)
  await openFresh(page, link)
  await expectAnswer(page, 4)
})

test('Back and Forward go from view to view, and leave the drawing alone', async ({ page }) => {
  const selected = (name: string) => expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
  await openPage(page)
  await expectAnswer(page, 3)
  await openTraining(page)
  await page.getByRole('tab', { name: 'Learn' }).click()
  await expect(page).toHaveURL(/#v1\/learn$/)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(1))
  await expectAnswer(page, 1)
  await page.goBack()
  await selected('Train')
  await expect(panel(page)).toBeVisible()
  await page.goBack()
  await selected('Gates')
  await page.goForward()
  await selected('Train')
  await expectAnswer(page, 1)
  await page.reload()
  await selected('Train')
})

test('a link that is followed in the open page changes it at once; Back to it changes the view alone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(4))
  await expectAnswer(page, 4)
  const link = await openLink(page)
  await page.keyboard.press('Escape')
  await padTool(page, 'Clear').click()
  await expectAnswer(page, null)
  await page.evaluate((address) => location.assign(address), link)
  await expectAnswer(page, 4)
  await padTool(page, 'Clear').click()
  await openTraining(page)
  await page.goBack()
  await expect(page.getByRole('tab', { name: 'Gates' })).toHaveAttribute('aria-selected', 'true')
  await expectAnswer(page, null)
})

test('what makes no sense in a link is said, and the rest is shown', async ({ page }) => {
  await openPage(page, '#v1/gates?ink=AAAA&step=99&model=row-rnn')
  await expect(page.getByRole('alert')).toContainText('Left out: the step, the drawing')
  await expect(modelStatus(page)).toHaveText('Model row-rnn')
  // A pad that the link says nothing of begins as it always does.
  await expectAnswer(page, 3)
})

test('an address of something else is said to be none', async ({ page }) => {
  await openPage(page, '#access_token=secret')
  await expect(page.getByRole('alert')).toContainText('This address is no link of this page')
  await expectAnswer(page, 3)
})

test('weights that were learnt here are not in the link, and that is said', async ({ page }) => {
  await limitData(page, 300)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await expectAnswer(page, 3)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 1 })
  await control(page, 'Start').click()
  await expect(panel(page)).toContainText('Finished')
  await openLink(page)
  await expect(page.getByTestId('link-weights')).toContainText('not with yours')
})
