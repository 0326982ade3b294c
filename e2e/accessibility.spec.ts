import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
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

test.describe('by keyboard alone', () => {
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
