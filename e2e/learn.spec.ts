import type { Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { answeredDigit, expectAnswer, pad } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { openTour, tourSheet, tourStop } from './support/learn.ts'

/** Of the maps as the page begins: an LSTM of 128 units. */
const LAST_ROW = '27'

test.describe('the guided reading', () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await expectAnswer(page, 3)
  })

  test('moves the page from stop to stop, and is taken up where it was left @phone', async ({ page }) => {
    await pad(page).press('7')
    await expectAnswer(page, 7)
    await expect(tourSheet(page), 'it never begins by itself').toHaveCount(0)

    await openTour(page)
    await expect(tourSheet(page)).toContainText('A picture becomes a sequence')
    await expectFramed(page, 'digit')
    await expectAnswer(page, 7)
    await expect(readout(page)).toHaveAttribute('data-step', /^1\d$/)

    await tourStop(page, 'Next')
    await expect(readout(page)).toHaveAttribute('data-step', LAST_ROW)
    await tourStop(page, 'Next')
    await expect(tourSheet(page)).toContainText(/the gates average 0\.\d\d/)
    await expect(readout(page)).toHaveAttribute('data-signal', 'f')
    await expectFramed(page, 'f')
    await tourStop(page, 'Back')
    await tourStop(page, 'Next')
    await tourStop(page, 'Next')
    await expectFramed(page, 'i')
    await expect(readout(page)).toHaveAttribute('data-signal', 'i')
    await tourSheet(page).getByRole('button', { name: 'Leave the guided reading' }).click()
    await expect(tourSheet(page)).toHaveCount(0)
    await expect(page.getByTestId('spotlight')).toHaveCount(0)

    await page.reload()
    await expectAnswer(page, 7)
    await page.getByRole('button', { name: 'Guided reading, resume at 4 of 8' }).click()
    await expect(tourSheet(page)).toContainText('What is written')
    await tourStop(page, 'Next')
    await expectFramed(page, 'c')
    await tourStop(page, 'Next')
    await expectFramed(page, 'belief')
    await tourStop(page, 'Next')
    const decided = await tourSheet(page)
      .getByText(/^From row \d+ on the answer is 7/)
      .innerText()
    const row = Number(/row (\d+)/.exec(decided)?.[1])
    await expect(readout(page)).toHaveAttribute('data-step', String(row - 1))
    await tourStop(page, 'Next')
    await tourSheet(page).getByRole('button', { name: 'Draw a digit' }).click()
    await expect(tourSheet(page)).toHaveCount(0)
    await expect(pad(page)).toBeFocused()
  })

  test('puts back what it found, and Escape leaves from wherever the focus is @phone', async ({ page }) => {
    await maps(page).focus()
    await page.keyboard.press('Home')
    for (let row = 0; row < 9; row++) await page.keyboard.press('ArrowDown')
    await expect(readout(page)).toHaveAttribute('data-step', '9')
    const found = await place(page)
    await openTour(page)
    for (let stop = 0; stop < 5; stop++) await tourStop(page, 'Next')
    await expect.poll(() => place(page)).not.toEqual(found)
    await pad(page).focus()
    await page.keyboard.press('Escape')
    await expect(tourSheet(page)).toHaveCount(0)
    await expect.poll(() => place(page)).toEqual(found)
  })

  test('writes a digit where there is none, and takes it away again', async ({ page }) => {
    await page.getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => answeredDigit(page)).toBeNull()
    await openTour(page)
    await expectAnswer(page, 3)
    await tourStop(page, 'Next')
    await page.keyboard.press('Escape')
    await expect.poll(() => answeredDigit(page)).toBeNull()
  })

  for (const [width, height] of [
    [1366, 768],
    [1024, 768],
    [390, 844],
    [320, 640],
  ] as const) {
    test(`keeps what it speaks of in sight at ${width}×${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height })
      await openTour(page)
      for (let stop = 1; stop <= 8; stop++) {
        await expect.poll(() => whatIsHidden(page), `stop ${stop}`).toEqual([])
        if (stop < 8) await tourStop(page, 'Next')
      }
    })
  }

  test('follows the pen: its numbers are those of the digit on the pad', async ({ page }) => {
    await openTour(page)
    for (let stop = 0; stop < 6; stop++) await page.keyboard.press('ArrowRight')
    await expect(tourSheet(page)).toContainText('the answer is 3')
    await pad(page).press('1')
    await expectAnswer(page, 1)
    await expect(tourSheet(page)).toContainText(/answer (?:is|was) 1/)
  })

  test('asks for the model that it speaks of, and brings it up', async ({ page }) => {
    await page.getByRole('tab', { name: 'Learn' }).click()
    await page.getByRole('button', { name: 'Load row-rnn' }).click()
    await expect(page.getByRole('banner').getByRole('button', { name: /^Model / })).toContainText('row-rnn')
    await page.getByRole('tab', { name: 'Gates' }).click()
    await openTour(page)
    await expect(tourSheet(page)).toContainText('It needs a trained LSTM')
    await tourSheet(page).getByRole('button', { name: 'Load the trained LSTM' }).click()
    await expect(tourSheet(page)).toContainText('A picture becomes a sequence')
    await expectFramed(page, 'digit')
  })
})

test.describe('an explanation', () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await expectAnswer(page, 3)
    await expect(readout(page)).toHaveAttribute('data-value', /./)
  })

  test('of every signal has an equation and something to try @phone', async ({ page }) => {
    for (const name of ['Input gate i', 'Forget gate f', 'Output gate o', 'Candidate C̃', 'Cell state C', 'Hidden state h', 'The belief']) {
      await page.getByRole('button', { name: `About ${name}` }).click()
      const sheet = page.getByRole('dialog', { name })
      await expect(sheet.locator('math')).toBeVisible()
      await expect(sheet).toContainText('Try it')
      await page.keyboard.press('Escape')
      await expect(sheet).toHaveCount(0)
    }
  })

  test('does what it proposes, and leads to the whole story', async ({ page }) => {
    await tryIt(page, 'Input gate i', 'Go to the first ink')
    await expect(readout(page)).toHaveAttribute('data-signal', 'i')
    // The readout follows with the next frame.
    await expect.poll(() => number(page, 'data-step')).toBeLessThan(14)
    const first = await number(page, 'data-step')
    expect(first).toBeGreaterThan(0)
    // The unit that was picked writes: its gate is wide open.
    await expect.poll(() => number(page, 'data-value')).toBeGreaterThan(0.7)

    await tryIt(page, 'Forget gate f', 'Pick the unit that keeps most')
    await expect(readout(page)).toHaveAttribute('data-signal', 'f')
    await expect(readout(page)).toHaveAttribute('data-step', LAST_ROW)

    await tryIt(page, 'The belief', 'Go to where it decided')
    await expect.poll(() => number(page, 'data-step')).toBeLessThan(Number(LAST_ROW))
    expect(await number(page, 'data-step')).toBeGreaterThan(first)
    expect(await answeredDigit(page)).toBe(3)

    await page.getByRole('button', { name: 'About Cell state C' }).click()
    await page.getByRole('dialog', { name: 'Cell state C' }).getByRole('button', { name: 'The whole story' }).click()
    await expect(page.getByRole('heading', { name: 'How it works' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 3 })).toHaveCount(8)
    // A lesson with charts says in a table what they show.
    const lesson = page.getByRole('region', { name: 'Why the writer has no adversary' })
    await expect(lesson.getByRole('img', { name: /^Chart: / })).toHaveCount(4)
    await lesson.getByText('The charts as a table').click()
    const starts = page
      .getByTestId('adversary-table')
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: '0', exact: true }) })
    await expect(starts).toHaveCount(3)
  })
})

async function number(page: Page, name: 'data-step' | 'data-value'): Promise<number> {
  return Number(await readout(page).getAttribute(name))
}

async function tryIt(page: Page, name: string, button: string): Promise<void> {
  await page.getByRole('button', { name: `About ${name}` }).click()
  await page.getByRole('dialog', { name }).getByRole('button', { name: button }).click()
  await expect(page.getByRole('dialog', { name })).toHaveCount(0)
}

/** The frame stands around a map, and the map is in view, clear of the sheet. */
async function expectFramed(page: Page, map: string): Promise<void> {
  await expect
    .poll(async () => {
      const frame = await page.getByTestId('spotlight').boundingBox()
      const target = await page.locator(`[data-kind][data-name='${map}']`).boundingBox()
      if (frame === null || target === null) return 'nothing to see'
      const isAround =
        frame.x <= target.x &&
        frame.y <= target.y &&
        frame.x + frame.width >= target.x + target.width &&
        frame.y + frame.height >= target.y + target.height
      return isAround ? 'framed' : 'elsewhere'
    }, `a frame around ${map}`)
    .toBe('framed')
}

/** Where the scan line is, and what is picked. */
function place(page: Page): Promise<(string | null)[]> {
  return readout(page).evaluate((element) => ['data-step', 'data-signal', 'data-unit'].map((name) => element.getAttribute(name)))
}

/** What of the framed maps and of the answer, at the stops that speak of it, is outside the window or under the sheet. A frame that is too high for the room shows its head. */
function whatIsHidden(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const sheet = document.querySelector('[role=dialog][aria-describedby=tour-keys]')!.getBoundingClientRect()
    const frame = document.querySelector('[data-testid=spotlight]')!.getBoundingClientRect()
    const isSeen = ({ top, bottom }: DOMRect): boolean => top >= -6 && bottom <= sheet.top + 6
    const hidden: string[] = []
    const room = sheet.top
    if (frame.height === 0) hidden.push('the frame: there is none')
    if (!isSeen(frame) && !(frame.height > room - 32 && frame.top >= -6 && frame.top < 0.3 * room))
      hidden.push(`the frame: ${frame.top} to ${frame.bottom}`)
    const [inSheet, inPage] = ['tour-so-far', 'reading-so-far'].map((name) =>
      document.querySelector(`[data-testid=${name}]`)?.getBoundingClientRect(),
    )
    const answerIsIn = inSheet !== undefined && (inSheet.height > 0 || isSeen(inPage!))
    if (inSheet !== undefined && !answerIsIn) hidden.push(`the answer: ${inPage?.top} to ${inPage?.bottom}`)
    return hidden
  })
}
