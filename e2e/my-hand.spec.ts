import { readFile } from 'node:fs/promises'
import { parseHandFile } from '../src/data/hand/exchange.ts'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { asked, bringFile, drawings, fileOfHand, handView, openHand, writeAsked } from './support/hand.ts'
import { press, pressByKey, tabTo } from './support/keyboard.ts'
import { drawWithMouse, pad } from './support/pad.ts'
import { expect, openPage, test } from './support/page.ts'
import { limitData, openTraining } from './support/training.ts'
import { plainDigit } from '../src/data/digits/generate.ts'

/** The visitor's own handwriting: written, kept, taken elsewhere and taught to the network. */

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

test('digits are asked for, taken when the pen rests, kept, saved, deleted and brought back @phone', async ({ page, isMobile }) => {
  await openPage(page, '?engine=cpu')
  await openHand(page, isMobile)
  await expect(handView(page)).toContainText('No drawings are kept yet.')
  await expectNoViolations(page, 'nothing is kept')
  await press(handView(page).getByRole('button', { name: 'Start writing' }), isMobile)
  await expect(asked(page)).toContainText('0 of 100')
  const written = [await writeAsked(page, isMobile), await writeAsked(page, isMobile), await writeAsked(page, isMobile)]
  expect(new Set(written).size).toBe(3)
  if (isMobile) await expectNoViolations(page, 'digits are asked for, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'digits are asked for')
  await press(asked(page).getByRole('button', { name: 'Back' }), isMobile)
  await expect(asked(page)).toHaveAttribute('data-digit', String(written[2]))
  await expect(asked(page)).toContainText('2 of 100')
  await writeAsked(page, isMobile)
  await press(asked(page).getByRole('button', { name: 'Stop' }), isMobile)
  await expect(asked(page)).toHaveCount(0)

  await page.reload()
  await expect(drawings(page)).toHaveCount(3)
  await expect(handView(page)).toContainText('3 drawings are kept.')
  const downloading = page.waitForEvent('download')
  await press(page.getByRole('button', { name: 'Save as a file' }), isMobile)
  const download = await downloading
  expect(download.suggestedFilename()).toBe('my-handwriting.json')
  const saved = parseHandFile('saved', await readFile(await download.path(), 'utf8'))
  expect(saved.map(({ label }) => label).toSorted((a, b) => a - b)).toEqual(written.toSorted((a, b) => a - b))

  await press(page.getByRole('button', { name: 'Delete all', exact: true }), isMobile)
  await press(page.getByRole('button', { name: 'Delete all drawings?' }), isMobile)
  await expect(drawings(page)).toHaveCount(0)
  await expect(handView(page)).toContainText('3 drawings were deleted.')
  await page
    .getByTestId('hand-drawings')
    .locator('input[type=file]')
    .setInputFiles(await download.path())
  await expect(drawings(page)).toHaveCount(3)
  await expect(handView(page)).toContainText('3 drawings were added.')

  await press(drawings(page).first(), isMobile)
  const sheet = page.getByRole('dialog', { name: 'This drawing' })
  const other = [0, 1, 2, 3].find((digit) => !written.includes(digit))!
  await expectNoViolations(page, 'a drawing is chosen')
  await press(sheet.getByRole('button', { name: String(other), exact: true }), isMobile)
  await expect(page.getByRole('button', { name: `Drawing 1 of a ${other}` })).toBeVisible()
  await press(drawings(page).first(), isMobile)
  await press(sheet.getByRole('button', { name: 'Delete' }), isMobile)
  await expect(drawings(page)).toHaveCount(2)
  await press(page.getByRole('button', { name: 'Have back' }), isMobile)
  await expect(drawings(page)).toHaveCount(3)
})

test('a drawing on the pad is kept under its digit, told under What is kept, and deleted there', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await page.getByRole('region', { name: 'Draw a digit' }).getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Keep as…' }).click()
  await expect(page.getByRole('dialog', { name: 'Keep this drawing as' })).toContainText('Draw something first')
  await page.keyboard.press('Escape')
  await drawWithMouse(page, plainDigit(7))
  await page.getByRole('button', { name: 'Keep as…' }).click()
  await expectNoViolationsIn(page, THEMES, 'a drawing is to be kept')
  await page.getByRole('button', { name: 'Keep as a 7' }).click()
  await expect(page.getByText('Kept as a 7. You have one drawing, under Hand.')).toBeVisible()
  await page.getByRole('button', { name: 'What is kept' }).click()
  const sheet = page.getByRole('dialog', { name: 'Kept in this browser' })
  const count = sheet.getByRole('term').filter({ hasText: 'Own drawings' }).locator('xpath=following-sibling::dd[1]')
  await expect(count).toHaveText('1')
  await sheet.getByRole('button', { name: 'Delete own drawings' }).click()
  await sheet.getByRole('button', { name: 'Delete all own drawings?' }).click()
  await expect(count).toHaveText('0')
  await page.reload()
  await page.getByRole('tab', { name: 'Hand', exact: true }).click()
  await expect(handView(page)).toContainText('No drawings are kept yet.')
})

test('a hand is taught to the network, with most layers frozen; before and after are told of held-out drawings', async ({ page }) => {
  await limitData(page, 100)
  await openPage(page, '?engine=cpu')
  await openHand(page)
  await expect(page.getByTestId('hand-tuning')).toContainText('Needs at least 10 drawings.')
  await bringFile(page, fileOfHand(1))
  await expect(drawings(page)).toHaveCount(10)
  await page.getByRole('radio', { name: 'Only the output layer' }).click()
  await page.getByRole('button', { name: 'Fine-tune on my hand' }).click()
  await expect(page.getByTestId('hand-tuning').getByRole('status')).toContainText(/training 2 of \d+/, { timeout: 120_000 })
  await expectNoViolations(page, 'the hand is measured')
  const result = page.getByTestId('hand-result')
  await expect(result).toBeVisible({ timeout: 180_000 })
  const cells = (row: string) => result.locator(`tr[data-row=${row}] td`)
  await expect(cells('remembered').last()).toHaveAttribute('data-total', '100', { timeout: 120_000 })
  expect(await cells('hand').evaluateAll((all) => all.map((cell) => cell.getAttribute('data-total')))).toEqual(['10', '10'])
  await expect(result).toContainText(/left out once|in 5 groups/)
  await expectNoViolationsIn(page, THEMES, 'a hand was taught')

  await openTraining(page)
  await expect(page.getByText('all but lstm')).toBeVisible()
  await page.getByText('Which layers learn').first().click()
  await expect(page.getByRole('button', { name: 'lstm', exact: true })).toHaveAttribute('aria-pressed', 'false')
  await expectNoViolations(page, 'layers are frozen')
  await openHand(page)
  await page.getByRole('button', { name: 'Back to the network before' }).click()
  await expect(page.getByRole('button', { name: 'Back to the network before' })).toHaveCount(0)
  await expect(page.getByRole('banner').getByRole('button', { name: /^Model / })).toContainText('row-lstm')
})

test('the keyboard alone writes, keeps and deletes', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await openHand(page)
  const start = handView(page).getByRole('button', { name: 'Start writing' })
  // What is kept has been read.
  await expect(start).not.toHaveAttribute('aria-disabled', 'true')
  await pressByKey(page, 'Start writing', start)
  await expect(pad(page)).toBeFocused()
  await page.keyboard.press('Space')
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Space')
  // However long the pen is out, the drawing is not done.
  await page.waitForTimeout(1500)
  await expect(asked(page)).toContainText('0 of 100')
  await page.keyboard.press('Escape')
  await expect(asked(page)).toContainText('1 of 100')
  await pressByKey(page, 'Stop', asked(page).getByRole('button', { name: 'Stop' }), 'Shift+Tab')
  await expect(drawings(page)).toHaveCount(1)
  await pressByKey(page, 'the drawing', drawings(page).first())
  await pressByKey(page, 'Delete', page.getByRole('dialog', { name: 'This drawing' }).getByRole('button', { name: 'Delete' }))
  await expect(drawings(page)).toHaveCount(0)
  await tabTo(page, 'Have back', page.getByRole('button', { name: 'Have back' }))
  await page.keyboard.press('Enter')
  await expect(drawings(page)).toHaveCount(1)
})

test('a dropped file is known by its content, and a broken one is told', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  const drop = (name: string, content: string) =>
    page.evaluate(
      ([fileName = '', text = '']) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([text], fileName))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
      },
      [name, content],
    )
  await drop('notes.bin', fileOfHand(1).buffer.toString('utf8'))
  await expect(drawings(page)).toHaveCount(10)
  await drop('broken', '[{"label":3,"strokes":[[1,2,3]]}]')
  await expect(page.getByRole('alert')).toContainText('broken, drawing 1: its strokes must be lists of pairs')
  await expect(drawings(page)).toHaveCount(10)
})
