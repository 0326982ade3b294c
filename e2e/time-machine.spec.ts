import type { Locator, Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { judgeButton, judgePanel, judgeStatus, openJudge } from './support/judge.ts'
import { tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { waitUntilRead } from './support/pad.ts'
import {
  chooseData,
  chooseSettings,
  control,
  limitData,
  openTraining,
  panel,
  runStatus,
  stepsDone,
  trainingAccuracy,
} from './support/training.ts'

/** Back through a run: the drawing is read by the network of an earlier step, and a new run begins there. */

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

const timeMachine = (page: Page): Locator => panel(page).getByRole('region', { name: 'Back through the run' })
const slider = (page: Page): Locator => timeMachine(page).getByRole('slider', { name: 'Moment of the run' })
const banner = (page: Page): Locator => page.getByRole('region', { name: 'Looking back' })

/** A finger on the line, at a share of its length. */
async function tapSlider(page: Page, share: 0 | 1): Promise<void> {
  const line = slider(page).locator('xpath=ancestor::*[@data-orientation]')
  await line.scrollIntoViewIfNeeded()
  const box = await line.boundingBox()
  if (box === null) throw new Error('the slider is not in view')
  await page.touchscreen.tap(box.x + (share === 0 ? 1 : box.width - 1), box.y + box.height / 2)
}

/** Of every class, as the bars beside the pad have them. */
async function probabilities(page: Page): Promise<readonly (string | null)[]> {
  const meters = await page
    .getByRole('list', { name: /^Probabilit/ })
    .getByRole('meter')
    .all()
  return Promise.all(meters.map((meter) => meter.getAttribute('aria-valuenow')))
}

/** A run that has learnt something and rests. */
async function trainAWhile(page: Page): Promise<void> {
  await limitData(page, 2000)
  await openPage(page, '?engine=cpu')
  await waitUntilRead(page)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 50, batchSize: 20, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect.poll(() => trainingAccuracy(page), { timeout: 120_000 }).toBeGreaterThan(0.8)
  await control(page, 'Pause').click()
  await expect(runStatus(page)).toHaveText(/^Paused in epoch/)
}

test('the drawing is read as it was, in every view; then a new run begins from there @phone', async ({ page, isMobile }) => {
  await trainAWhile(page)
  const press = (button: Locator) => (isMobile ? button.tap() : button.click())
  const done = await stepsDone(page)
  const before = await probabilities(page)
  await expect(timeMachine(page)).toContainText('The network as it is now')
  if (isMobile) await tapSlider(page, 0)
  else {
    await slider(page).focus()
    await page.keyboard.press('Home')
  }
  await expect(timeMachine(page)).toContainText('As after step 0, epoch 0')
  await expect(banner(page)).toContainText('The network after step 0')
  await expect.poll(() => probabilities(page)).not.toEqual(before)
  const then = await probabilities(page)
  if (isMobile) await tapSlider(page, 1)
  else await page.keyboard.press('End')
  await expect(banner(page)).toHaveCount(0)
  await expect.poll(() => probabilities(page)).not.toEqual(then)
  const now = await probabilities(page)
  await page.keyboard.press('Home')
  await expect.poll(() => probabilities(page)).toEqual(then)
  await page.keyboard.press('End')
  await expect(banner(page)).toHaveCount(0)
  await expect.poll(() => probabilities(page)).toEqual(now)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(timeMachine(page)).toContainText(/As after step [\d,]+, epoch 0\.\d\d: loss \d\.\d+, accuracy \d/)
  if (isMobile) await expectNoViolations(page, 'looking back, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'looking back')

  if (!isMobile) {
    await page.keyboard.press('Home')
    await openJudge(page)
    await expect(banner(page)).toBeVisible()
    await judgeButton(page, 'Judge').click()
    await expect(judgeStatus(page)).toContainText('answered all', { timeout: 60_000 })
    // Fresh weights guess.
    const share = Number(/(\d+\.\d+)\s*%/.exec(await judgePanel(page).innerText())?.[1])
    expect(share).toBeLessThan(40)
    await openTraining(page)
    await slider(page).focus()
    await page.keyboard.press('ArrowRight')
  }
  await press(timeMachine(page).getByRole('button', { name: 'Train on from here' }))
  await expect(runStatus(page)).toHaveText(/^Epoch 1 of/, { timeout: 60_000 })
  await expect(banner(page)).toHaveCount(0)
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
  expect(await stepsDone(page)).toBeLessThan(done + 1000)
  await expect(control(page, 'Pause')).toBeFocused()
})

test('the film of a run goes from its first step to now while the run goes on, and the pad follows', async ({ page }) => {
  await trainAWhile(page)
  await control(page, 'Resume').click()
  await timeMachine(page).getByRole('button', { name: 'Play the run' }).click()
  await expect(banner(page)).toContainText(/after step \d/)
  const seen = async () => Number(/step ([\d,]+)/.exec(await banner(page).innerText())?.[1]?.replaceAll(',', ''))
  const first = await seen()
  await expect.poll(seen, { timeout: 60_000 }).toBeGreaterThan(first + 5)
  await timeMachine(page).getByRole('button', { name: 'Pause the film' }).click()
  const before = await stepsDone(page)
  await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(before)
  await banner(page).getByRole('button', { name: 'Back to now' }).click()
  await expect(banner(page)).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
})

test('by the keyboard alone, on the GPU: back, and on from there', async ({ page }) => {
  await limitData(page, 400)
  await openPage(page, '?engine=webgpu')
  await waitUntilRead(page)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 1, batchSize: 40, learningRate: 0.004 })
  await control(page, 'Start').focus()
  await page.keyboard.press('Enter')
  await expect(runStatus(page)).toHaveText(/^Finished/, { timeout: 120_000 })
  await tabTo(page, 'the slider', slider(page))
  await page.keyboard.press('Home')
  await expect(banner(page)).toContainText('after step 0')
  await tabTo(page, 'the button', timeMachine(page).getByRole('button', { name: 'Train on from here' }))
  await page.keyboard.press('Enter')
  await expect(runStatus(page)).toHaveText(/^Finished/, { timeout: 120_000 })
  await expect(banner(page)).toHaveCount(0)
})
