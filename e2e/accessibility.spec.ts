import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openTour, tourSheet, tourStop } from './support/learn.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, padTool } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'

test.describe('axe', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours are the same on a phone: once is enough there.
    const tag = colorScheme === 'light' ? ['@phone'] : []
    test(`finds nothing in ${colorScheme}: read, empty, training, menus`, { tag }, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await limitData(page, 300)
      await openPage(page)
      await expectAnswer(page, 3)
      await expect(readout(page)).toHaveAttribute('data-value', /./)
      await expectNoViolations(page, 'a digit is read')

      for (const menu of ['Model', 'Data', 'Engine']) {
        await page
          .getByRole('banner')
          .getByRole('button', { name: new RegExp(`^${menu} `) })
          .click()
        await expect(page.getByRole('dialog', { name: menu })).toBeVisible()
        await expectNoViolations(page, `the menu ${menu} is open`)
        await page.keyboard.press('Escape')
      }

      await page.getByRole('button', { name: 'About Forget gate f' }).click()
      await expect(page.getByRole('dialog', { name: 'Forget gate f' })).toBeVisible()
      await expectNoViolations(page, 'an explanation is open')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'About The belief' }).click()
      await expect(page.getByRole('dialog', { name: 'The belief' })).toBeVisible()
      await expectNoViolations(page, 'the belief is explained')
      await page.keyboard.press('Escape')

      await padTool(page, 'Clear').click()
      await expectAnswer(page, null)
      await expectNoViolations(page, 'the pad is empty')

      await openTraining(page)
      await expectNoViolations(page, 'before a training')
      await page.getByRole('radio', { name: 'Built-in', exact: true }).click()
      await expect(page.getByTestId('training-data')).toContainText('In use')
      await control(page, 'Start').click()
      await expect(page.getByRole('table')).toBeVisible()
      await expectNoViolations(page, 'a training with its first epoch')
      // A run this short may be over by now; either way nothing is left running.
      await control(page, 'Reset').click()
      await expect(runStatus(page)).toHaveText('Not training.')
    })
  }
})

test.describe('axe', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const tag = colorScheme === 'light' ? ['@phone'] : []
    test(`finds nothing in ${colorScheme}: the guided reading, the Learn view`, { tag }, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await openPage(page)
      await expectAnswer(page, 3)
      await openTour(page)
      await expectNoViolations(page, 'the guided reading begins')
      await tourStop(page, 'Next')
      await tourStop(page, 'Next')
      await expectNoViolations(page, 'the guided reading shows an equation')
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: 'Learn' }).click()
      await expect(page.getByRole('heading', { name: 'Where it comes from' })).toBeVisible()
      await expectNoViolations(page, 'the Learn view is open')
    })
  }
})

test.describe('by keyboard alone', () => {
  test('the guided reading is walked to its end, and left from any stop', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await expectAnswer(page, 3)
    const button = page.getByRole('button', { name: /^Guided reading/ })
    await tabTo(page, 'the guided reading', button)
    await page.keyboard.press('Enter')
    await expect(tourSheet(page).getByRole('heading')).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(tourSheet(page)).toContainText('2 of 8')
    await expect(tourSheet(page).getByRole('heading')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(tourSheet(page)).toHaveCount(0)
    await expect(button, 'the focus goes back to where it came from').toBeFocused()

    await page.keyboard.press('Enter')
    for (let stop = 3; stop <= 8; stop++) {
      await page.keyboard.press('ArrowRight')
      await expect(tourSheet(page)).toContainText(`${stop} of 8`)
    }
    await tabTo(page, 'Train a network', tourSheet(page).getByRole('button', { name: 'Train a network' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('main')).toBeFocused()
  })

  test('a digit is written, its reading walked through, and a training run, paused and stopped', async ({ page }) => {
    await limitData(page, 2000)
    await openPage(page)
    await expectAnswer(page, 3)

    await tabTo(page, 'the pad', pad(page))
    await page.keyboard.press('7')
    await expectAnswer(page, 7)
    await page.keyboard.press('Delete')
    await expectAnswer(page, null)
    await page.keyboard.press('Control+z')
    await expectAnswer(page, 7)

    await tabTo(page, 'the maps', maps(page))
    await page.keyboard.press('f')
    await expect(readout(page)).toHaveAttribute('data-signal', 'f')
    await page.keyboard.press('Home')
    await expect(readout(page)).toHaveAttribute('data-step', '0')
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Pause the scan' })).toBeVisible()
    await expect(readout(page)).toHaveAttribute('data-step', '27')

    await tabTo(page, 'the views', page.getByRole('tab', { name: 'Gates' }), 'Shift+Tab')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true')

    await tabTo(page, 'the data', page.getByRole('radio', { name: 'MNIST', exact: true }))
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'Built-in', exact: true })).toBeFocused()
    await page.keyboard.press('Space')
    await expect(page.getByTestId('training-data')).toContainText('2,000 to learn from')
    await tabTo(page, 'Start', control(page, 'Start'))
    await page.keyboard.press('Enter')
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
    // The same button is Pause now.
    await expect(control(page, 'Pause')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(runStatus(page)).toHaveText(/^Paused/)
    const paused = await stepsDone(page)
    await tabTo(page, 'One step', control(page, 'One step'))
    await page.keyboard.press('Enter')
    await expect.poll(() => stepsDone(page)).toBe(paused + 1)
    await tabTo(page, 'Stop', control(page, 'Stop'))
    await page.keyboard.press('Enter')
    await expect(runStatus(page)).toContainText('Stopped')
    await expect(control(page, 'Stop'), 'a button keeps the focus when its own press makes it useless').toBeFocused()
  })

  test('the first stop leads past the header to the reading', async ({ page }) => {
    await openPage(page)
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the reading' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })
})

test.describe('by touch', () => {
  test('a signal is explained, a unit picked, the guided reading walked and a training run @phone-only', async ({ page }) => {
    await limitData(page, 1000)
    await openPage(page)
    await expectAnswer(page, 3)
    await expect(readout(page)).toHaveAttribute('data-value', /./)
    await page.getByRole('button', { name: 'About Forget gate f' }).tap()
    await page.getByRole('dialog', { name: 'Forget gate f' }).getByRole('button', { name: 'Pick the unit that keeps most' }).tap()
    await expect(readout(page)).toHaveAttribute('data-signal', 'f')
    await page.getByRole('img', { name: /^Cell state C/ }).tap()
    await expect(readout(page)).toHaveAttribute('data-signal', 'c')

    await page.getByRole('button', { name: /^Guided reading/ }).tap()
    for (let stop = 2; stop <= 8; stop++) {
      await tourSheet(page).getByRole('button', { name: 'Next', exact: true }).tap()
      await expect(tourSheet(page)).toContainText(`${stop} of 8`)
    }
    await tourSheet(page).getByRole('button', { name: 'Train a network' }).tap()
    await page.getByRole('radio', { name: 'Built-in', exact: true }).tap()
    await expect(page.getByTestId('training-data')).toContainText('In use')
    await control(page, 'Start').tap()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
    await control(page, 'Stop').tap()
    await expect(runStatus(page)).toContainText('Stopped')
  })
})

async function expectNoViolations(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary ?? ''}`),
  )
  expect(found, `axe, when ${state}`).toEqual([])
}

/** Presses Tab until something has the focus; everything must be within a few dozen stops. */
async function tabTo(page: Page, name: string, target: ReturnType<typeof pad>, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < 40; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${name} cannot be reached by ${key}`)
}
