import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { changeGpu, expectEngine } from './support/engine.ts'
import { press, pressByKey, tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
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
import { killWorker } from './support/worker.ts'

/** What a visitor can do with a run, and what becomes of one that loses its way or is cut off. */

test.use({ expectedComplaints: [/the test ends this worker/] })

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

const field = (page: Page, name: string) => panel(page).getByRole('spinbutton', { name })

async function type(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text)
  await field(page, name).press('Enter')
}

/** A training that goes on for as long as a test needs. */
async function startLongRun(page: Page, query = '?engine=cpu', digits = 2000): Promise<void> {
  await limitData(page, digits)
  await openPage(page, query)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 50, batchSize: 20, learningRate: 0.004 })
  await control(page, 'Start').click()
}

/** The last good weights came to the page. */
const goesOnFrom = async (page: Page): Promise<number> =>
  Number(/from step ([\d,]+)/.exec(await runStatus(page).innerText())?.[1]?.replaceAll(',', ''))

test.describe('a learning rate that is turned', () => {
  test('drives a run astray on purpose; one press goes back to before that, and it learns on @phone', async ({ page, isMobile }) => {
    const press = (name: RegExp | string) => {
      const button = panel(page).getByRole('button', { name })
      return isMobile ? button.tap() : button.click()
    }
    await startLongRun(page)
    await expect.poll(() => trainingAccuracy(page), { timeout: 120_000 }).toBeGreaterThan(0.6)
    await expect(field(page, 'Epochs')).toBeDisabled()
    await expect(panel(page)).toContainText('The other settings hold until the run is over; the learning rate can be changed at any time.')
    await type(page, 'Learning rate', '10')
    await expect(panel(page)).toContainText(/10 since step [\d,]+; it can be changed while the run goes on/)

    await expect(runStatus(page)).toContainText(/^Paused: the loss lost its way at step [\d,]+\.$/, { timeout: 60_000 })
    await expect(page.getByRole('alert')).toContainText(
      /The loss (exploded|became).*The run is paused, and the last good weights are back/s,
    )
    await expect(page).toHaveTitle(/^⚠ Halted at \d+% · Gatelight$/)
    const wayOut = panel(page).getByRole('region', { name: 'A way out' })
    await expect(wayOut).toContainText(/The network has its weights of step [\d,]+ again/)
    await expect(wayOut).toContainText('Try a smaller learning rate than 10.')
    if (isMobile) await expectNoViolations(page, 'the loss has lost its way, on a phone')
    else await expectNoViolationsIn(page, THEMES, 'the loss has lost its way')
    const from = Number(/of step ([\d,]+) again/.exec(await wayOut.innerText())?.[1]?.replaceAll(',', ''))
    expect(from).toBeGreaterThan(0)

    await press('Go on at 0.004')
    await expect(control(page, 'Pause')).toBeFocused()
    await expect(wayOut).toHaveCount(0)
    await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from + 20)
    await expect.poll(() => trainingAccuracy(page), { timeout: 60_000 }).toBeGreaterThan(0.6)
    await control(page, 'Pause').click()
    await expect(runStatus(page)).toHaveText(/^Paused in epoch/)
    // What led astray is not on the curve any more.
    await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', String(await stepsDone(page)))
    await expect(field(page, 'Learning rate')).toHaveValue('0.004')
  })

  test('by the keyboard alone: astray, another rate typed, Resume', async ({ page }) => {
    const { keyboard } = page
    await startLongRun(page)
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(20)
    await tabTo(page, 'the learning rate', field(page, 'Learning rate'), 'Shift+Tab')
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('10')
    await keyboard.press('Enter')
    await expect(runStatus(page)).toContainText('Paused: the loss lost its way', { timeout: 60_000 })
    await expect(field(page, 'Learning rate')).toBeFocused()
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('0,003')
    await keyboard.press('Enter')
    await expect(field(page, 'Learning rate')).toHaveValue('0.003')
    const before = await stepsDone(page)
    await tabTo(page, 'Resume', control(page, 'Resume'))
    await keyboard.press('Enter')
    await expect(runStatus(page)).toHaveText(/^Epoch/)
    await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(before)
    await expect(control(page, 'Pause')).toBeFocused()
  })
})

test.describe('a run that is cut off goes on with Start', () => {
  test('when its device is lost in the middle, by mouse, finger and keys @phone', async ({ page, isMobile }) => {
    await changeGpu(
      page,
      `const { requestDevice } = GPUAdapter.prototype;
       GPUAdapter.prototype.requestDevice = async function (descriptor) {
         const device = await requestDevice.call(this, descriptor);
         globalThis.addEventListener('lose-device', () => device.destroy());
         return device;
       };`,
    )
    await startLongRun(page, '?engine=webgpu', 300)
    await expect(panel(page).getByRole('table').getByRole('row')).toHaveCount(3, { timeout: 120_000 })
    const loseDevice = async (): Promise<void> => {
      for (const worker of page.workers()) await worker.evaluate(() => void self.dispatchEvent(new Event('lose-device')))
      await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step [\d,]+\.$/, { timeout: 60_000 })
    }
    await loseDevice()
    await expect(page.getByRole('alert')).toContainText('Press Start to go on.')
    const from = await goesOnFrom(page)
    // An epoch has 15 steps.
    expect(from).toBeGreaterThanOrEqual(30)
    await expect(field(page, 'Epochs')).toBeDisabled()
    if (!isMobile) await expectNoViolationsIn(page, THEMES, 'the run was cut off')
    await expectEngine(page, 'webgpu')
    const rows = await panel(page).getByRole('table').getByRole('row').count()
    await press(control(page, 'Start'), isMobile)
    await expect(runStatus(page)).toHaveText(/^(Epoch|Testing)/, { timeout: 60_000 })
    await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from)
    await expect(panel(page).getByRole('table').getByRole('row')).toHaveCount(rows + 1, { timeout: 120_000 })
    // No step is twice on the curve, and none is missing.
    await press(control(page, 'Pause'), isMobile)
    await expect(runStatus(page)).toHaveText(/^Paused/)
    await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', String(await stepsDone(page)))
    if (isMobile) return
    await pressByKey(page, 'Resume', control(page, 'Resume'))
    await expect(runStatus(page)).toHaveText(/^Epoch/)
    await loseDevice()
    const again = await goesOnFrom(page)
    await pressByKey(page, 'Start', control(page, 'Start'))
    await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(again)
  })

  test('when its worker dies; Stop gives it up instead @phone', async ({ page }) => {
    await startLongRun(page, '?engine=cpu', 300)
    await expect(panel(page).getByRole('table').getByRole('row')).not.toHaveCount(0, { timeout: 60_000 })
    await killWorker(page)
    await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step/)
    await expect(page.getByTestId('training-data')).toContainText('In use:')
    const from = await goesOnFrom(page)
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from)
    await killWorker(page)
    await expect(runStatus(page)).toHaveText(/^The run was cut off/)
    await control(page, 'Stop').click()
    await expect(runStatus(page)).toContainText('Stopped.')
    await expect(control(page, 'Start again')).toBeEnabled()
    await expect(field(page, 'Epochs')).toBeEnabled()
  })
})

test.describe('a run that judges its epochs', () => {
  test('ends early and has its best weights again @phone', async ({ page }) => {
    await limitData(page, 100)
    await openPage(page)
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await panel(page).getByText('When the run ends').first().click()
    await panel(page).getByRole('radio', { name: 'Early' }).click()
    await type(page, 'Patience', '2')
    await panel(page).getByRole('radio', { name: 'Best epoch' }).click()
    await expect(panel(page)).toContainText('When the run endsearly, patience 2 · keeps the best epoch')
    await expect(panel(page)).toContainText('Epochs are compared on the test digits')
    await chooseSettings(page, { epochs: 200, batchSize: 10, learningRate: 0.02 })
    await control(page, 'Start').click()
    await expect(runStatus(page)).toHaveText(
      /^Finished early, after \d+ of 200 epochs\. The weights of epoch \d+, the best, are on the page\.$/,
      {
        timeout: 180_000,
      },
    )
    const [, epochs, best] = (/after (\d+) of 200 epochs\. The weights of epoch (\d+)/.exec(await runStatus(page).innerText()) ?? []).map(
      Number,
    )
    expect(best).toBe(epochs! - 2)
    await expect(page).toHaveTitle('Trained · Gatelight')
  })
})

test('numbers are taken as people type them, and nothing is changed in silence @phone', async ({ page }) => {
  await openPage(page)
  await openTraining(page)
  await type(page, 'Batch size', '1,024')
  await expect(field(page, 'Batch size')).toHaveValue('1024')
  await type(page, 'Batch size', '５１２')
  await expect(field(page, 'Batch size')).toHaveValue('512')
  await type(page, 'Learning rate', '0。002')
  await expect(field(page, 'Learning rate')).toHaveValue('0.002')
  await type(page, 'Learning rate', '0,003')
  await expect(field(page, 'Learning rate')).toHaveValue('0.003')

  for (const [name, typed, sentence] of [
    ['Learning rate', 'abc', '“abc” is not a number. 0.003 stays.'],
    ['Batch size', '5000', '5000 is too large: 4,096 is the most. 512 stays.'],
    ['Epochs', '0', '0 is too small: 1 is the least. 3 stays.'],
    ['Epochs', '2.5', '2.5 is not a whole number. 3 stays.'],
    ['Seed', '', 'A number is needed. 1 stays.'],
  ] as const) {
    await type(page, name, typed)
    await expect(panel(page).getByRole('alert').filter({ hasText: sentence })).toBeVisible()
    await expect(field(page, name)).toHaveValue(typed)
    await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page, name)).toHaveAccessibleDescription(new RegExp(sentence.replaceAll('.', '\\.')))
  }
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.locator('[role=alert]').filter({ hasText: '5000 太大，最大为 4,096，仍用 512。' })).toBeVisible()
  await expectNoViolations(page, 'numbers that are not taken, in Chinese')
  await page.getByRole('spinbutton', { name: '批大小' }).press('Escape')
  await expect(page.getByRole('spinbutton', { name: '批大小' })).toHaveValue('512')
})

test('a tab that is hidden trains on, and its title tells how far', async ({ page }) => {
  // As a hidden tab has it: no frames, and timers that ring once a minute.
  await page.addInitScript(() => {
    const { setTimeout: after, setInterval: every, requestAnimationFrame: frame } = window
    let isHidden = false
    const SELDOM = 60_000
    Object.assign(window, {
      setTimeout: (work: TimerHandler, delay = 0, ...rest: unknown[]) => after(work, isHidden ? Math.max(delay, SELDOM) : delay, ...rest),
      setInterval: (work: TimerHandler, delay = 0, ...rest: unknown[]) => every(work, isHidden ? Math.max(delay, SELDOM) : delay, ...rest),
      requestAnimationFrame: (work: FrameRequestCallback) => (isHidden ? 0 : frame(work)),
    })
    window.addEventListener('hide-tab', () => {
      isHidden = true
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
      Object.defineProperty(document, 'hidden', { value: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
  })
  await limitData(page, 300)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 8, batchSize: 10, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect(page).toHaveTitle(/^\d+% trained · Gatelight$/)
  await page.evaluate(() => void window.dispatchEvent(new Event('hide-tab')))
  const seen = new Set<string>()
  await expect
    .poll(
      async () => {
        const title = await page.title()
        seen.add(title)
        return title
      },
      { timeout: 120_000 },
    )
    .toBe('Trained · Gatelight')
  // It was seen to grow on the way, and not only at the end.
  expect(seen.size).toBeGreaterThan(5)
})

test('axe finds nothing in Chinese while a run is paused, astray and over', async ({ page }) => {
  await startLongRun(page)
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(20)
  await page.getByRole('button', { name: '中文' }).click()
  const button = (name: string) => page.getByRole('group', { name: '训练过程' }).getByRole('button', { name, exact: true })
  await button('暂停').click()
  await expect(page.getByRole('status').filter({ hasText: '暂停' }).first()).toBeVisible()
  await expect(page.getByText('其他设置在本次训练结束前固定不变；学习率可随时更改。').first()).toBeVisible()
  await expectNoViolationsIn(page, THEMES, 'a run is paused, in Chinese')
  await page.getByRole('spinbutton', { name: '学习率' }).fill('１０')
  await page.getByRole('spinbutton', { name: '学习率' }).press('Enter')
  await button('继续').click()
  await expect(page.getByRole('region', { name: '补救办法' })).toBeVisible({ timeout: 60_000 })
  await expectNoViolationsIn(page, THEMES, 'a run has lost its way, in Chinese')
  await page.getByRole('region', { name: '补救办法' }).getByRole('button', { name: '以 0.004 继续' }).click()
  await expect(button('暂停')).toBeFocused()
  await button('停止').click()
  await expectNoViolationsIn(page, THEMES, 'a run was stopped, in Chinese')
})
