import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { expectNoViolations, expectNoViolationsIn, inTheOtherLanguage, THEMES } from './support/axe.ts'
import { beginWith, composeView, layerCard, openCompose } from './support/compose.ts'
import { comparePanel, openCompare, runRow, seedTurn, trainOnce } from './support/compare.ts'
import { openWithDigit } from './support/digit.ts'
import { gallery, judgeBuiltIn, judgePanel, matrixCell, openJudge } from './support/judge.ts'
import { openTour, tourSheet, tourStop } from './support/learn.ts'
import { linkSheet, openLink } from './support/link.ts'
import { pickPreset } from './support/model.ts'
import { expect, test } from './support/page.ts'
import { maps, pickLayer, readout } from './support/reading.ts'
import { digitInRow, drawWithMouse, expectAnswer, pad, padTool } from './support/pad.ts'
import { openTwoDigits } from './support/picture.ts'
import { chooseData, control, limitData, openTraining, runStatus } from './support/training.ts'

/** axe in every state of the page, in both themes and languages. */

/** One state after another, each reached from the one before. */
type States = Readonly<Record<string, (page: Page) => Promise<unknown>>>

const JOURNEYS: Readonly<Record<string, States>> = {
  'the pad': {
    'a digit is read': (page) => expect(readout(page)).toHaveAttribute('data-value', /./),
    'several digits stand in a row': async (page) => {
      await padTool(page, 'Clear').click()
      for (const [place, label] of [2, 0, 4].entries()) await drawWithMouse(page, digitInRow(label, place))
      await expect(page.getByRole('radiogroup', { name: /^Digits of the row/ }).getByRole('radio')).toHaveCount(3)
      await expect(page.getByTestId('chosen-digit')).toBeVisible()
    },
    'the pen is down': async (page) => {
      await padTool(page, 'Clear').click()
      await drawWithMouse(page, plainDigit(1), { lift: false })
      await expectAnswer(page, 1)
    },
    'the pad is empty': async (page) => {
      await page.mouse.up()
      await padTool(page, 'Clear').click()
      await expectAnswer(page, null)
    },
    'the keys draw': async (page) => {
      await pad(page).focus()
      await page.keyboard.press('Space')
      for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowDown')
      await expect(page.getByTestId('pad-cursor')).toHaveAttribute('data-down', 'true')
    },
    'the eraser is chosen': async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('radio', { name: 'Eraser' }).click()
    },
    'a picture asks for a mark': async (page) => {
      await openTwoDigits(page)
      await expect(page.getByRole('application', { name: 'The picture with a rectangle for the digit' })).toBeVisible()
    },
    'the making of the picture is shown': async (page) => {
      await page.getByRole('button', { name: 'How this picture is made' }).click()
      await expect(page.getByTestId('making')).toContainText('pixels')
    },
    'the shelf is open': async (page) => {
      // A model that knows nothing gets digits wrong for certain.
      await pickPreset(page, 'row-rnn', 'fresh')
      await page.getByRole('button', { name: 'Choose…' }).click()
      await expect(page.getByRole('dialog', { name: 'Put on the pad' })).toBeVisible()
    },
    'the shelf has hard ones': async (page) => {
      const shelf = page.getByRole('dialog', { name: 'Put on the pad' })
      await shelf.getByRole('button', { name: 'Look for them' }).click()
      await expect(shelf.getByRole('list', { name: 'Hard ones' }).getByRole('button').first()).toBeVisible({ timeout: 90_000 })
    },
    'something went wrong': async (page) => {
      await page.keyboard.press('Escape')
      await page.evaluate(() => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([new Uint8Array(9)], 'broken.png', { type: 'image/png' }))
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
      })
      await expect(page.getByRole('alert').filter({ hasText: 'broken.png' })).toBeVisible()
    },
  },
  'the reading': {
    'a unit is picked': async (page) => {
      await maps(page).focus()
      await page.keyboard.press('f')
      await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('unit-equations')).toHaveAttribute('data-unit', /\d/)
    },
    'its equations have more digits': (page) => page.getByRole('button', { name: 'More digits' }).click(),
    'units stand alike together': async (page) => {
      await page.getByTestId('unit-order').getByRole('radio', { name: 'alike together' }).click()
      await expect(page.getByTestId('unit-order').getByRole('status')).toContainText('pictures')
    },
    'the scan line is half way': async (page) => {
      await maps(page).focus()
      await page.keyboard.press('Home')
      for (let leap = 0; leap < 3; leap++) await page.keyboard.press('Shift+ArrowDown')
    },
    'surgery is open': (page) => page.getByRole('button', { name: 'Surgery', exact: true }).click(),
    'a gate is held': async (page) => {
      await page
        .getByRole('group', { name: 'Lessons' })
        .getByRole('button', { name: /^Never forget/ })
        .click()
      await expect(page.getByRole('group', { name: 'Reading with signals held' })).toBeVisible()
    },
    'the lens is open': async (page) => {
      await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
      await expect(page.getByTestId('lens-sentence')).toContainText('The loss against')
    },
    'the lens shows saliency and a kept curve': async (page) => {
      await page.getByRole('button', { name: 'Keep this curve' }).click()
      await page.getByRole('button', { name: 'Saliency', exact: true }).click()
    },
  },
  'a network is composed': {
    'it is the one on the page': (page) => openCompose(page),
    'something does not fit': (page) => beginWith(page, 'nothing: only the output layer'),
    'a layer is chosen': async (page) => {
      await composeView(page).getByRole('button', { name: 'Add a layer' }).click()
      await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible()
    },
    'first weights are shown': async (page) => {
      await page.keyboard.press('Escape')
      await beginWith(page, 'keras')
      await layerCard(page, 'conv1d').getByText('First weights', { exact: true }).click()
    },
    'a step was timed': async (page) => {
      await beginWith(page, 'row-rnn')
      await composeView(page).getByRole('button', { name: 'Time a step' }).click()
      await expect(composeView(page).getByText(/\d ms$/)).toBeVisible({ timeout: 60_000 })
    },
  },
  'other models': {
    'features of a convolution are shown': async (page) => {
      await pickPreset(page, 'keras')
      await pickLayer(page, 'Conv1D')
      await expect(readout(page)).toHaveAttribute('data-value', /./)
    },
    'maps of a picture are shown': (page) => pickPreset(page, 'cnn'),
    'the pixels of a picture are read one by one': (page) => pickPreset(page, 'pixel-lstm'),
    'a model knows nothing yet': (page) => pickPreset(page, 'row-rnn', 'fresh'),
  },
  'menus and dialogs': {
    ...Object.fromEntries(
      ['Model', 'Data', 'Engine'].map((menu) => [
        `the menu ${menu} is open`,
        async (page: Page) => {
          await page.keyboard.press('Escape')
          await page
            .getByRole('banner')
            .getByRole('button', { name: new RegExp(`^${menu} `) })
            .click()
          await expect(page.getByRole('dialog', { name: menu })).toBeVisible()
        },
      ]),
    ),
    ...Object.fromEntries(
      ['Forget gate f', 'Cell state C', 'The belief'].map((term) => [
        `${term} is explained`,
        async (page: Page) => {
          await page.keyboard.press('Escape')
          await page.getByRole('button', { name: `About ${term}` }).click()
          await expect(page.getByRole('dialog', { name: term })).toBeVisible()
        },
      ]),
    ),
    'the page measures itself': async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Measure the page' }).click()
      await expect(page.getByRole('region', { name: 'Speed of the page' })).toBeVisible()
    },
  },
  'the link': {
    'it is open': openLink,
    'it was copied or selected': async (page) => {
      await linkSheet(page).getByRole('button', { name: 'Copy link' }).click()
      await expect(linkSheet(page).getByRole('status')).not.toBeEmpty()
    },
    'it is open in Chinese': async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '中文' }).click()
      await page.getByRole('banner').getByRole('button', { name: '链接', exact: true }).click()
      const sheet = page.getByRole('dialog', { name: '当前页面的链接' })
      await expect(sheet.getByRole('img')).toBeVisible()
      await sheet.getByText('嵌入你的网页').click()
      await expect(sheet.getByRole('textbox', { name: '嵌入用的 HTML' })).toBeVisible()
    },
    'a damaged one was opened': async (page) => {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { name: '当前页面的链接' })).toHaveCount(0)
      // The button that gets the focus back shows its hint for as long as it has it, or the pointer is on it.
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
      await page.mouse.move(0, 0)
      await expect(page.locator('[data-radix-popper-content-wrapper]')).toHaveCount(0)
      await page.evaluate(() => location.assign('#v1/gates?ink=AAAA'))
      await expect(page.getByRole('alert')).toContainText('链接已损坏')
    },
  },
  'the guided reading': {
    'it begins': openTour,
    ...Object.fromEntries(Array.from({ length: 7 }, (_, stop) => [`it is at stop ${stop + 2}`, (page: Page) => tourStop(page, 'Next')])),
    'it asks for another model': async (page) => {
      await page.keyboard.press('Escape')
      await pickPreset(page, 'row-rnn')
      await page.getByRole('button', { name: /^Guided reading/ }).click()
      await expect(tourSheet(page)).toContainText('It needs a trained LSTM')
    },
  },
  training: {
    'nothing was trained': openTraining,
    'augmentation is set': async (page) => {
      await page.getByText('Deform and disturb the digits').first().click()
      await page.getByRole('button', { name: 'Typical' }).click()
    },
    'the end of the run is set': async (page) => {
      await page.getByText('When the run ends').first().click()
      await page.getByRole('radio', { name: 'Early' }).click()
    },
    'a number is not taken': async (page) => {
      const field = page.getByRole('spinbutton', { name: 'Batch size' })
      await field.fill('5000')
      await field.press('Enter')
      await expect(field).toHaveAttribute('aria-invalid', 'true')
    },
    'data are there': async (page) => {
      await page.getByRole('radio', { name: 'Built-in', exact: true }).click()
      await expect(page.getByTestId('training-data')).toContainText('In use')
    },
    'a run takes steps': async (page) => {
      await control(page, 'Start').click()
      await expect(page.getByRole('table').first()).toBeVisible()
    },
    'a run is over': async (page) => {
      const stop = control(page, 'Stop')
      if (await stop.isEnabled()) await stop.click()
      await expect(runStatus(page)).toHaveText(/^(Stopped|Finished)/)
    },
  },
  'the Judge view': {
    'nothing was judged': async (page) => {
      await pickPreset(page, 'row-rnn')
      await openJudge(page)
    },
    'all is judged': async (page) => {
      await judgeBuiltIn(page, 300)
    },
    'a cell is chosen': async (page) => {
      await matrixCell(page, 0, 0).click()
      await expect(gallery(page)).toHaveAttribute('data-cell', '0 0')
      await expect(gallery(page).locator('canvas').first()).toBeVisible()
    },
    'rates and numbers are shown': async (page) => {
      await judgePanel(page).getByRole('radio', { name: 'Rates in %' }).click()
      await judgePanel(page).getByText('In numbers').click()
      await expect(page.getByTestId('judge-calibration')).toBeVisible()
    },
    'limits are measured': async (page) => {
      const limits = page.getByTestId('judge-limits')
      await limits.getByRole('button', { name: 'row-lstm', exact: true }).click()
      await limits.getByRole('button', { name: 'Measure' }).click()
      await expect(limits.getByRole('status')).toHaveText('Everything is measured.', { timeout: 60_000 })
    },
    'in Chinese': async (page) => {
      await page.getByRole('banner').getByRole('button', { name: '中文' }).click()
      await expect(page.getByRole('tab', { name: '评判' })).toBeVisible()
    },
  },
  'the Compare view': {
    'no run is kept': openCompare,
    'a run is kept': async (page) => {
      await openTraining(page)
      await chooseData(page, 'Built-in')
      await trainOnce(page, { epochs: 1, batchSize: 30 })
      await openCompare(page)
      await expect(runRow(page, 'row-lstm 1')).toBeVisible()
    },
    'five seeds are beside it': async (page) => {
      await openTraining(page)
      await seedTurn(page).start.click()
      await openCompare(page)
      await expect(runRow(page, 'row-lstm 2')).toContainText('5 of 5 seeds finished', { timeout: 120_000 })
      await comparePanel(page).getByRole('button', { name: 'Runs of row-lstm 2: 5 of 5 seeds finished' }).click()
    },
    'a name is changed': async (page) => {
      await comparePanel(page).getByRole('button', { name: 'Rename row-lstm 1', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Rename row-lstm 1' })).toBeVisible()
    },
    'there is a baseline': async (page) => {
      await page.keyboard.press('Escape')
      await comparePanel(page).getByRole('button', { name: 'row-lstm 1 as baseline', exact: true }).click()
    },
    'a run was deleted': async (page) => {
      await comparePanel(page).getByRole('button', { name: 'Delete row-lstm 2', exact: true }).click()
      await expect(comparePanel(page)).toContainText('row-lstm 2 was deleted.')
    },
  },
  'the Learn view': {
    'it is open': async (page) => {
      await page.getByRole('tab', { name: 'Learn' }).click()
      await expect(page.getByRole('heading', { name: 'Where it comes from' })).toBeVisible()
    },
  },
}

for (const [journey, states] of Object.entries(JOURNEYS)) {
  test(`axe finds nothing: ${journey} @phone`, async ({ page, isMobile }) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await limitData(page, 300)
    await openWithDigit(page, 3)
    for (const [state, reach] of Object.entries(states)) {
      await test.step(state, async () => {
        await reach(page)
        if (!isMobile) return expectNoViolationsIn(page, THEMES, state)
        // Colours are the same on a phone.
        await expectNoViolations(page, state, 'all but colours')
        await inTheOtherLanguage(page, () => expectNoViolations(page, `${state}, in the other language`, 'all but colours'))
      })
    }
  })
}
