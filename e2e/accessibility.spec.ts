import { plainDigit } from '../src/data/digits/generate.ts'
import { tourSheet } from './support/learn.ts'
import { tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, padTool, placesOnPad, swipe } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { control, limitData, runStatus, stepsDone } from './support/training.ts'

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

  test('the whole page is walked through: drawing, maps, surgery, lens, guided reading, training, lessons', async ({ page }) => {
    test.setTimeout(240_000)
    const { keyboard } = page
    await limitData(page, 2000)
    await openPage(page)
    await expectAnswer(page, 3)

    await test.step('a 7 is drawn', async () => {
      await tabTo(page, 'the pad', pad(page))
      await keyboard.press('Delete')
      await expectAnswer(page, null)
      for (let step = 0; step < 3; step++) await keyboard.press('Shift+ArrowUp')
      for (let step = 0; step < 2; step++) await keyboard.press('Shift+ArrowLeft')
      await keyboard.press('Space')
      for (let step = 0; step < 4; step++) await keyboard.press('Shift+ArrowRight')
      await keyboard.down('ArrowLeft')
      for (let step = 0; step < 27; step++) await keyboard.press('ArrowDown')
      await keyboard.up('ArrowLeft')
      await keyboard.press('Enter')
      await expectAnswer(page, 7)
      await keyboard.press('Escape')
      await keyboard.press('Control+z')
      await expectAnswer(page, null)
      await keyboard.press('Control+y')
      await expectAnswer(page, 7)
    })

    await test.step('the maps are walked through, and the scan played', async () => {
      await tabTo(page, 'the maps', maps(page))
      await keyboard.press('f')
      await expect(readout(page)).toHaveAttribute('data-signal', 'f')
      await keyboard.press('Home')
      await expect(readout(page)).toHaveAttribute('data-step', '0')
      await keyboard.press('Space')
      await expect(page.getByRole('button', { name: 'Pause the scan' })).toBeVisible()
      await expect(readout(page)).toHaveAttribute('data-step', '27')
    })

    await test.step('a unit is picked, and its equations follow', async () => {
      await keyboard.press('ArrowUp')
      const before = await readout(page).getAttribute('data-unit')
      await keyboard.press('ArrowRight')
      await expect(readout(page)).not.toHaveAttribute('data-unit', before ?? '')
      const unit = (await readout(page).getAttribute('data-unit')) ?? ''
      await expect(page.getByTestId('unit-equations')).toHaveAttribute('data-unit', unit)
      await expect(page.getByTestId('unit-equations')).toHaveAttribute('data-step', '26')
    })

    await test.step('a gate is held, and let go', async () => {
      await tabTo(page, 'surgery', page.getByRole('button', { name: 'Surgery', exact: true }))
      await keyboard.press('Enter')
      const lesson = page.getByRole('group', { name: 'Lessons' }).getByRole('button', { name: /^Forget everything/ })
      await tabTo(page, 'a lesson', lesson)
      await keyboard.press('Space')
      await expect(page.getByTestId('surgery-outcome')).toHaveText(/^(Would|Changes)/)
      await tabTo(page, 'the way back', page.getByRole('button', { name: 'Reset', exact: true }))
      await keyboard.press('Enter')
      await expect(page.getByTestId('surgery-outcome')).toHaveText(/^Nothing is held/)
    })

    await test.step('the lens looks from another label', async () => {
      await tabTo(page, 'the lens', page.getByRole('button', { name: 'Gradient lens', exact: true }))
      await keyboard.press('Enter')
      await expect(page.getByTestId('lens-sentence')).toContainText('The loss against 7 is')
      await tabTo(page, 'the label', page.getByLabel('Against'))
      await keyboard.press('3')
      await expect(page.getByTestId('lens-sentence')).toContainText('The loss against 3 is')
      await tabTo(page, 'saliency', page.getByRole('button', { name: 'Saliency', exact: true }))
      await keyboard.press('Space')
      await expect(page.getByRole('img', { name: /^Saliency: / })).toBeVisible()
    })

    await test.step('the guided reading leads to training', async () => {
      await tabTo(page, 'the guided reading', page.getByRole('button', { name: /^Guided reading/ }), 'Shift+Tab')
      await keyboard.press('Enter')
      for (let stop = 2; stop <= 8; stop++) {
        await keyboard.press('ArrowRight')
        await expect(tourSheet(page)).toContainText(`${stop} of 8`)
      }
      await tabTo(page, 'Train a network', tourSheet(page).getByRole('button', { name: 'Train a network' }))
      await keyboard.press('Enter')
      await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true')
      await expect(page.getByRole('main')).toBeFocused()
    })

    await test.step('a model is trained, stopped for a moment, and stopped', async () => {
      await tabTo(page, 'the data', page.getByRole('radio', { name: 'MNIST', exact: true }))
      await keyboard.press('ArrowRight')
      await expect(page.getByRole('radio', { name: 'Built-in', exact: true })).toBeFocused()
      await keyboard.press('Space')
      await expect(page.getByTestId('training-data')).toContainText('2,000 to learn from')
      await tabTo(page, 'Start', control(page, 'Start'))
      await keyboard.press('Enter')
      await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
      // The same button is Pause now.
      await expect(control(page, 'Pause')).toBeFocused()
      await keyboard.press('Enter')
      await expect(runStatus(page)).toHaveText(/^Paused/)
      const paused = await stepsDone(page)
      await tabTo(page, 'One step', control(page, 'One step'))
      await keyboard.press('Enter')
      await expect.poll(() => stepsDone(page)).toBe(paused + 1)
      await tabTo(page, 'Stop', control(page, 'Stop'))
      await keyboard.press('Enter')
      await expect(runStatus(page)).toContainText('Stopped')
      await expect(control(page, 'Stop'), 'a button keeps the focus when its own press makes it useless').toBeFocused()
    })

    await test.step('the lessons are opened', async () => {
      await tabTo(page, 'the views', page.getByRole('tab', { name: 'Train' }), 'Shift+Tab')
      await keyboard.press('ArrowRight')
      for (const view of ['Judge', 'Compare', 'Write', 'Hand']) {
        await expect(page.getByRole('tab', { name: view })).toBeFocused()
        await keyboard.press('ArrowRight')
      }
      await expect(page.getByRole('tab', { name: 'Learn' })).toHaveAttribute('aria-selected', 'true')
      const lesson = page.getByRole('tabpanel', { name: 'Learn' }).getByRole('button').first()
      await expect(lesson).toBeVisible()
      await tabTo(page, 'what a lesson offers', lesson)
    })
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
  test('the whole page is walked through: drawing, maps, surgery, lens, guided reading, training, lessons @phone-only', async ({
    page,
  }) => {
    test.setTimeout(240_000)
    await limitData(page, 1000)
    await openPage(page)
    await expectAnswer(page, 3)
    await expect(readout(page)).toHaveAttribute('data-value', /./)

    await test.step('a 1 is drawn, taken back and brought back', async () => {
      await padTool(page, 'Clear').tap()
      await expectAnswer(page, null)
      const [stroke] = await placesOnPad(page, plainDigit(1))
      await swipe(page, stroke ?? [])
      await expectAnswer(page, 1)
      await padTool(page, 'Undo').tap()
      await expectAnswer(page, null)
      await padTool(page, 'Redo').tap()
      await expectAnswer(page, 1)
    })

    await test.step('a signal is explained, and a unit picked', async () => {
      await page.getByRole('button', { name: 'About Forget gate f' }).tap()
      await page.getByRole('dialog', { name: 'Forget gate f' }).getByRole('button', { name: 'Pick the unit that keeps most' }).tap()
      await expect(readout(page)).toHaveAttribute('data-signal', 'f')
      await page.getByRole('img', { name: /^Cell state C/ }).tap()
      await expect(readout(page)).toHaveAttribute('data-signal', 'c')
      const unit = (await readout(page).getAttribute('data-unit')) ?? ''
      await expect(page.getByTestId('unit-equations')).toHaveAttribute('data-unit', unit)
    })

    await test.step('a gate is held, and let go', async () => {
      await page.getByRole('button', { name: 'Surgery', exact: true }).tap()
      await page
        .getByRole('group', { name: 'Lessons' })
        .getByRole('button', { name: /^Forget everything/ })
        .tap()
      await expect(page.getByTestId('surgery-outcome')).toHaveText(/^(Would|Changes)/)
      await page.getByRole('button', { name: 'Reset', exact: true }).tap()
      await expect(page.getByTestId('surgery-outcome')).toHaveText(/^Nothing is held/)
    })

    await test.step('the lens looks from another label', async () => {
      await page.getByRole('button', { name: 'Gradient lens', exact: true }).tap()
      await expect(page.getByTestId('lens-sentence')).toContainText('The loss against 1 is')
      await page.getByLabel('Against').selectOption('3')
      await expect(page.getByTestId('lens-sentence')).toContainText('The loss against 3 is')
      await page.getByRole('button', { name: 'Saliency', exact: true }).tap()
      await expect(page.getByRole('img', { name: /^Saliency: / })).toBeVisible()
    })

    await test.step('the guided reading leads to training', async () => {
      await page.getByRole('button', { name: /^Guided reading/ }).tap()
      for (let stop = 2; stop <= 8; stop++) {
        await tourSheet(page).getByRole('button', { name: 'Next', exact: true }).tap()
        await expect(tourSheet(page)).toContainText(`${stop} of 8`)
      }
      await tourSheet(page).getByRole('button', { name: 'Train a network' }).tap()
    })

    await test.step('a model is trained, and stopped', async () => {
      await page.getByRole('radio', { name: 'Built-in', exact: true }).tap()
      await expect(page.getByTestId('training-data')).toContainText('In use')
      await control(page, 'Start').tap()
      await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
      await control(page, 'Stop').tap()
      await expect(runStatus(page)).toContainText('Stopped')
    })

    await test.step('the lessons are opened', async () => {
      await page.getByRole('tab', { name: 'Learn' }).tap()
      await expect(page.getByRole('heading', { name: 'Where it comes from' })).toBeVisible()
    })
  })
})
