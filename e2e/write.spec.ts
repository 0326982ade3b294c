import type { Locator, Page } from '@playwright/test'
import { expectNoViolationsIn, inTheOtherLanguage, THEMES } from './support/axe.ts'
import { bringFile, fileOfHand, openHand } from './support/hand.ts'
import { press, pressByKey, tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithFinger, expectAnswer, pad, padTool, probabilities } from './support/pad.ts'
import { slide } from './support/slider.ts'

/** What the network that writes does at every point. */
const SIGNALS = ['Input gate i', 'Forget gate f', 'Output gate o', 'Candidate C̃', 'Cell state C', 'Hidden state h']

const NETWORK = /writers\/writer\.safetensors/

function paper(page: Page): Locator {
  return page.getByTestId('writing-paper')
}

function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('main').getByRole('button', { name, exact: true })
}

function point(page: Page): Locator {
  return page.getByRole('slider', { name: 'Point' })
}

/** What stands on the paper. */
function ink(page: Page): Promise<string> {
  return paper(page).evaluate((svg) => [...svg.querySelectorAll('path[stroke-width]')].map((path) => path.getAttribute('d')).join(' '))
}

async function openWrite(page: Page, isMobile = false): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await press(page.getByRole('tab', { name: 'Write' }), isMobile)
  await expect(page.getByRole('heading', { name: 'An LSTM writes' })).toBeVisible()
  await expect.poll(() => ink(page)).not.toBe('')
}

async function writeNumber(page: Page, number: string, isMobile = false): Promise<void> {
  const before = await ink(page)
  await page.getByRole('textbox', { name: 'Number' }).fill(number)
  await press(button(page, 'Write'), isMobile)
  await expect.poll(() => ink(page)).not.toBe(before)
}

/** What the reader holds each digit to be, and the digits that it has found. */
async function belief(page: Page): Promise<string> {
  const found = await page.getByRole('region', { name: 'Answer', exact: true }).getAttribute('data-number')
  return `${found ?? ''} ${(await probabilities(page)).join(' ')}`
}

/** Points of the digit that its maps have rows for, and that stand on the paper. */
async function pointsAhead(page: Page): Promise<{ readonly computed: number; readonly written: number }> {
  const computed = await signalMap(page, SIGNALS[0]!).getAttribute('height')
  return { computed: Number(computed), written: Number(await paper(page).getAttribute('data-points')) }
}

function signalMap(page: Page, signal: string): Locator {
  return page.getByRole('img', { name: new RegExp(`^${signal} of the writing LSTM: \\d+ points by 256 units$`) })
}

test('a digit is written while the reader follows; the same seed writes the same strokes @phone', async ({ page, isMobile }) => {
  await openWrite(page, isMobile)
  await expectAnswer(page, 3)
  const first = await ink(page)
  await writeNumber(page, '7', isMobile)
  await expectAnswer(page, 7)
  await writeNumber(page, '3', isMobile)
  expect(await ink(page)).toBe(first)
  await press(button(page, 'Another seed'), isMobile)
  await expect.poll(() => ink(page)).not.toBe(first)

  // Six signals, each with a picture of its own.
  for (const signal of SIGNALS) await expect(signalMap(page, signal)).toBeVisible()
  const pictures = SIGNALS.map((signal) => signalMap(page, signal).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()))
  expect(new Set(await Promise.all(pictures)).size).toBe(SIGNALS.length)

  // The belief is another in the middle, and comes back with the last point.
  const end = await belief(page)
  if (isMobile) await slide(page, point(page), 0.98, 0.5)
  else {
    await point(page).focus()
    for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowLeft')
  }
  await expect.poll(() => belief(page)).not.toBe(end)
  expect(Math.max(...(await probabilities(page))), 'a half is read as well').toBeGreaterThan(0)
  const { computed, written } = await pointsAhead(page)
  expect(written).toBeLessThan(computed)
  if (isMobile) await slide(page, point(page), 0.5, 1)
  else await page.keyboard.press('End')
  await expect.poll(() => belief(page)).toBe(end)

  await point(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(paper(page)).toHaveAttribute('data-points', '1')
  await expect.poll(() => paper(page).locator('ellipse').count()).toBeGreaterThan(1)

  await press(page.getByText('The pen, in numbers', { exact: true }), isMobile)
  await expect(page.getByTestId('writing-numbers').getByRole('row').last()).toContainText('is done')
  await press(page.getByText('What its gates do, in numbers', { exact: true }), isMobile)
  await expect(page.getByTestId('writing-signals').getByRole('columnheader').nth(2)).toHaveText('mean f')
  await expect(page.getByRole('main').getByRole('button', { name: 'Code: lstm/forward_step' })).toBeVisible()
})

test('the pen moves by itself while the belief forms, its points are there before it, and it stops on request', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await page.getByRole('tab', { name: 'Write' }).click()
  await expect.poll(() => ink(page)).not.toBe('')
  // Four digits take it some seconds.
  await page.getByRole('textbox', { name: 'Number' }).fill('2026')
  await button(page, 'Write').click()
  await expect(page.getByText(/^point [1-9]\d* of \d{2,}$/)).toBeVisible()
  const { computed, written } = await pointsAhead(page)
  expect(written).toBeLessThan(computed)
  const believed = new Set<string>()
  await expect.poll(async () => believed.add(await belief(page)).size, { message: 'beliefs while it writes' }).toBeGreaterThan(3)
  await button(page, 'Pause').click()
  const place = async (): Promise<number> => Number(await point(page).getAttribute('aria-valuenow'))
  const [at, most] = [await place(), Number(await point(page).getAttribute('aria-valuemax'))]
  expect(at).toBeLessThan(most)
  await page.waitForTimeout(400)
  expect(await place()).toBe(at)
  await button(page, 'Play').click()
  await expect.poll(place).toBe(most)
  await expect(page.locator('[data-number="2026"]').first()).toBeVisible()
})

test('a number is read digit by digit', async ({ page }) => {
  await openWrite(page)
  await writeNumber(page, '2026')
  await expect(
    page
      .getByRole('radiogroup', { name: /number/i })
      .or(page.locator('[data-number="2026"]'))
      .first(),
  ).toBeVisible()
  await expect(page.locator('[data-number]')).toHaveAttribute('data-number', '2026')
  await page.getByRole('textbox', { name: 'Number' }).fill('12a')
  await expect(page.getByText('Digits from 0 to 9, at most four of them.')).toBeVisible()
  await expect(button(page, 'Write')).toHaveAttribute('aria-disabled', 'true')
})

test('by keys alone a number is written, futures fan out, a gate is held, a begun digit is finished and a hand is learnt', async ({
  page,
}) => {
  const { keyboard } = page
  const keys = async (key: string, count: number): Promise<void> => {
    for (let time = 0; time < count; time++) await keyboard.press(key)
  }
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await tabTo(page, 'the views', page.getByRole('tab', { name: 'Gates' }))
  await keys('ArrowRight', 5)
  const view = page.getByRole('tab', { name: 'Write' })
  await expect(view).toBeFocused()
  await keyboard.press('Enter')
  await expect.poll(() => ink(page)).not.toBe('')

  const number = page.getByRole('textbox', { name: 'Number' })
  await tabTo(page, 'the number', number)
  await keyboard.press('Control+a')
  await keyboard.type('20')
  await keyboard.press('Enter')
  await expect(page.locator('[data-number]')).toHaveAttribute('data-number', '20')
  await tabTo(page, 'the point', point(page), 'Shift+Tab')
  await keys('ArrowLeft', 9)
  await pressByKey(page, 'the futures', button(page, 'Fifty futures'))
  await expect(page.getByText(/^50 ways on from point \d+$/)).toBeVisible()
  await expect(paper(page).locator('path:not([stroke-width])')).toHaveCount(50)

  // The head of a 7, which is kept as well.
  await tabTo(page, 'the pad', pad(page), 'Shift+Tab')
  await keyboard.press('Delete')
  await keys('Shift+ArrowUp', 3)
  await keys('Shift+ArrowLeft', 2)
  await keyboard.press('Space')
  await keys('Shift+ArrowRight', 4)
  await keyboard.press('Enter')
  await pressByKey(page, 'Keep as…', page.getByRole('button', { name: 'Keep as…' }))
  await pressByKey(page, 'Keep as a 7', page.getByRole('button', { name: 'Keep as a 7' }))
  await expect(page.getByText('Kept as a 7. You have one drawing, under Hand.')).toBeVisible()
  await tabTo(page, 'the number', number)
  await keyboard.press('Control+a')
  await keyboard.type('7')
  await pressByKey(page, 'Finish mine', button(page, 'Finish mine as a 7'))
  await expectAnswer(page, 7)

  const finished = await ink(page)
  await tabTo(page, 'gates', page.getByRole('radio', { name: 'nothing' }), 'Shift+Tab')
  await keys('ArrowRight', 2)
  await expect(page.getByRole('radio', { name: 'forget f' })).toBeFocused()
  await keyboard.press('Space')
  await pressByKey(page, 'Write', button(page, 'Write'))
  await expect.poll(() => ink(page)).not.toBe(finished)
  await pressByKey(page, 'Learn my hand', button(page, 'Learn my hand'))
  await expect(page.getByText(/^Your drawings cost it/)).toBeVisible()
})

test('a digit that a finger began is finished; a gate that is held shut changes it @phone-only', async ({ page }) => {
  await openWrite(page, true)
  const finish = button(page, 'Finish mine as a 3')
  await expect(finish).toHaveAttribute('aria-disabled', 'true')
  // The head of a 7.
  await padTool(page, 'Clear').tap()
  await drawWithFinger(page, [{ points: [0.3, 0.4, 0.5, 0.6, 0.68].map((x) => [x, 0.22] as const), width: 0.07 }])
  await page.getByRole('textbox', { name: 'Number' }).fill('7')
  await button(page, 'Finish mine as a 7').tap()
  await expectAnswer(page, 7)

  await writeNumber(page, '3', true)
  const free = await ink(page)
  await page.getByRole('radio', { name: 'forget f' }).tap()
  await button(page, 'Write').tap()
  await expect.poll(() => ink(page)).not.toBe(free)

  const temperature = page.getByRole('main').getByRole('slider', { name: 'Temperature' }).first()
  await slide(page, temperature, 0.3, 0.9)
  await expect(temperature).toHaveAttribute('aria-valuenow', /^1\.[34]/)
})

/** Width and height of a window of each kind, CSS pixels. */
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

test('it learns a hand, and goes back to what it was; axe finds nothing, whatever is shown', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await openHand(page)
  await bringFile(page, fileOfHand(2))
  await page.getByRole('tab', { name: 'Write' }).click()
  await expect.poll(() => ink(page)).not.toBe('')
  const before = await ink(page)
  await button(page, 'Learn my hand').click()
  const told = page.getByText(/^Your drawings cost it (−?[\d.]+) nats per point before, and (−?[\d.]+) now/)
  await expect(told).toBeVisible({ timeout: 60_000 })
  const [was = 0, is = 0] = [...(await told.innerText()).matchAll(/[−-]?\d+\.\d+/g)].map(([number]) => Number(number.replace('−', '-')))
  expect(is).toBeLessThan(was)
  await expect.poll(() => ink(page)).not.toBe(before)

  // All at once: a hand is learnt, a gate held, futures fanned out, a picture drawn row by row, a file refused.
  const learnt = await ink(page)
  await page.getByRole('radio', { name: 'forget f' }).click()
  await button(page, 'Write').click()
  await expect.poll(() => ink(page)).not.toBe(learnt)
  await point(page).focus()
  for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowLeft')
  await button(page, 'Fifty futures').click()
  await expect(page.getByText(/^50 ways on/)).toBeVisible()
  await button(page, 'Draw eight digits').click()
  await expect(page.getByTestId('drawn-pictures').getByRole('button')).toHaveCount(8)
  const held = await ink(page)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Open a file…').click()])
  await chooser.setFiles('public/models/row-rnn.safetensors')
  await expect(page.getByText('This file is a network that reads digits, but one that writes is expected.')).toBeVisible()
  expect(await ink(page)).toBe(held)
  for (const size of WINDOWS) {
    await page.setViewportSize(size)
    const state = `${size.width} pixels: hand, gate, futures, rows, refused file`
    await expectNoViolationsIn(page, THEMES, state)
    await inTheOtherLanguage(page, () => expectNoViolationsIn(page, THEMES, state))
  }

  await page.getByRole('radio', { name: 'nothing' }).click()
  await button(page, 'Back to the network as it came').click()
  await expect.poll(() => ink(page)).toBe(before)
})

test('a network learns to write, every epoch of it writes once more, and its file is opened again', async ({ page }) => {
  await openWrite(page)
  const shipped = await ink(page)
  const section = page.getByTestId('writer-training')
  const source = page.getByTestId('writer-source')
  const status = section.getByRole('status')
  const press = (name: string | RegExp): Promise<void> => section.getByRole('button', { name, exact: true }).click()
  for (const [label, value] of Object.entries({ Units: '16', Drawings: '120', Epochs: '50', 'Batch size': '20' })) {
    await section.getByLabel(label, { exact: true }).fill(value)
    await section.getByLabel(label, { exact: true }).press('Enter')
  }
  await press('Train it')
  await expect(section.getByTestId('writer-epoch')).toHaveText(/^after epoch [2-9]\d* of 50: −?\d\.\d\d nats per point$/)
  await press('Pause training')
  await expect(status).toHaveText('Paused.')
  await expectNoViolationsIn(page, THEMES, 'a network that learns to write rests')
  await press('Resume training')
  await press('Stop training')
  await expect(status).toHaveText('Stopped.')
  await expect(section.getByRole('button', { name: /^Go on from epoch \d+$/ })).toBeVisible()
  await section.getByText('Nats per point after every epoch').click()
  await expect(section.getByTestId('writer-epochs').getByRole('row').nth(1)).toContainText('–')

  // The time machine: the grid and the pen of any epoch, by keys.
  const rested = (): Promise<void> => expect(paper(page)).toHaveAttribute('aria-busy', 'false')
  await expect(source).toHaveText(/as it was after epoch \d+ of 50\.$/)
  await rested()
  const last = await ink(page)
  expect(last).not.toBe(shipped)
  await section.getByRole('slider', { name: 'Epoch' }).focus()
  await page.keyboard.press('Home')
  await expect(section.getByRole('img', { name: 'The digits 0 to 9, written before the first epoch' })).toBeVisible()
  await expect(source).toHaveText(/as it was before the first epoch\.$/)
  await rested()
  expect(await ink(page)).not.toBe(last)
  await page.keyboard.press('End')
  await expect(source).toHaveText(/as it was after epoch \d+ of 50\.$/)
  await rested()
  expect(await ink(page)).toBe(last)
  // Surgery works on it as well.
  await page.getByRole('radio', { name: 'forget f' }).click()
  await button(page, 'Write').click()
  await expect.poll(() => ink(page)).not.toBe(last)
  await page.getByRole('radio', { name: 'nothing' }).click()

  const downloading = page.waitForEvent('download')
  await button(page, 'Download').click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('writer-16.safetensors')
  await button(page, 'Back to the page’s network').click()
  await expect.poll(() => ink(page)).toBe(shipped)

  // Opened where models are opened, it writes; what reads is told where it belongs.
  await page.getByRole('tab', { name: 'Gates' }).click()
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Model / })
    .click()
  await page
    .getByRole('dialog', { name: 'Model' })
    .locator('input[type=file]')
    .setInputFiles(await download.path())
  await expect(page.getByRole('tab', { name: 'Write' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(source).toHaveText('Your network writer-16 is writing, from a file.')
  await expect.poll(() => ink(page)).toBe(last)
})

test.describe('a network that does not come', () => {
  test.use({ expectedComplaints: [/writers.writer.safetensors|Failed to load resource/] })
  test('is told in place, and asked for again', async ({ page }) => {
    let isDown = true
    await page.route(NETWORK, (route) => (isDown ? route.abort() : route.continue()))
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=cpu')
    await page.getByRole('tab', { name: 'Write' }).click()
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText('could not be loaded')
    isDown = false
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => ink(page)).not.toBe('')
  })
})
