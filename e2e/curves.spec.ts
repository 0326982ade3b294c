import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { comparePanel, openCompare, runLines, runRow, trainOnce } from './support/compare.ts'
import { curves, curveValue, feedLongRun, plotted, pngSize, saved, shownSteps, stepSlider, takeWorker } from './support/curves.ts'
import { tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { withSession } from './support/real-input.ts'
import { chooseData, limitData, openTraining, panel } from './support/training.ts'

/** The curves of a run: looked at closely, and taken along. */

const DIGITS = 100
const BATCH = 5
const EPOCHS = 3
const STEPS = (EPOCHS * DIGITS) / BATCH

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

async function trainAShortRun(page: Page): Promise<void> {
  await limitData(page, DIGITS)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await trainOnce(page, { epochs: EPOCHS, batchSize: BATCH, learningRate: 0.004 })
  await expect(curveValue(page, 'step')).toHaveText(String(STEPS))
}

async function isWiderThanThePage(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

/** The place of a share of what is plotted, once it is in view. */
async function placeIn(page: Page, quantity: 'loss' | 'accuracy' | 'rate', share: number) {
  const plot = plotted(page, quantity)
  await plot.scrollIntoViewIfNeeded()
  const box = await plot.boundingBox()
  if (box === null) throw new Error('the chart is not in view')
  return { x: box.x + share * box.width, y: box.y + box.height / 2 }
}

test('a run is looked at step by step, zoomed, smoothed and seen by its logarithm, with the mouse', async ({ page }) => {
  await trainAShortRun(page)

  await test.step('values are those under the pointer, in all charts', async () => {
    for (const quantity of ['loss', 'accuracy', 'rate'] as const) {
      const { x, y } = await placeIn(page, quantity, 0.5)
      await page.mouse.move(x, y)
      await expect(curveValue(page, 'step')).toHaveText(String(STEPS / 2))
    }
    await expect(curveValue(page, 'loss')).toHaveText(/^\d\.\d{3}$/)
    await expect(curveValue(page, 'accuracy')).toHaveText(/^\d+\.\d%$/)
    await expect(curveValue(page, 'rate')).toHaveText('0.004')
    await expect(curves(page)).toContainText(/batch: \d\.\d{3}; test after epoch 1: \d\.\d{3}/)
    await page.mouse.move(5, 5)
    await expect(curveValue(page, 'step')).toHaveText(String(STEPS))
  })

  await test.step('a drag shows a part, and a click on a button the whole', async () => {
    await expect(shownSteps(page)).toHaveText('All steps')
    const from = await placeIn(page, 'accuracy', 0.25)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    const to = await placeIn(page, 'accuracy', 0.75)
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
    await expect(shownSteps(page)).toHaveText('Steps 15 to 45')
    await curves(page).getByRole('button', { name: 'Whole run' }).click()
    await expect(shownSteps(page)).toHaveText('All steps')
  })

  await test.step('the wheel scrolls the page, and zooms only with Ctrl', async () => {
    const { x, y } = await placeIn(page, 'loss', 0.5)
    await page.mouse.move(x, y)
    const before = await page.evaluate(() => scrollY)
    await page.mouse.wheel(0, 120)
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(before)
    await expect(shownSteps(page)).toHaveText('All steps')
    const again = await placeIn(page, 'loss', 0.5)
    await page.mouse.move(again.x, again.y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await expect(shownSteps(page)).toHaveText(/^Steps \d+ to \d+$/)
  })

  await test.step('how they are drawn is kept', async () => {
    await curves(page).getByRole('radio', { name: 'Logarithmic' }).click()
    await curves(page).getByRole('radio', { name: '200 steps' }).click()
    await expect(curves(page).getByRole('listitem').filter({ hasText: 'over 200 steps' }).first()).toBeVisible()
    await expectNoViolationsIn(page, THEMES, 'curves are zoomed')
    await page.reload()
    await openTraining(page)
    await expect(curves(page).getByRole('radio', { name: 'Logarithmic' })).toHaveAttribute('aria-checked', 'true')
    await expect(curves(page).getByRole('radio', { name: '200 steps' })).toHaveAttribute('aria-checked', 'true')
  })
})

test('by the keyboard alone, and values and picture are saved', async ({ page }) => {
  await trainAShortRun(page)
  await tabTo(page, 'the curves', stepSlider(page))
  await page.keyboard.press('ArrowLeft')
  await expect(stepSlider(page)).toHaveAttribute('aria-valuetext', /^step 59, .+: loss \d\.\d{3}, accuracy \d+\.\d%, learning rate 0\.004$/)
  await page.keyboard.press('Home')
  await expect(curveValue(page, 'step')).toHaveText('1')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(stepSlider(page)).toHaveAttribute('aria-valuenow', '7')
  await page.keyboard.press('+')
  await expect(shownSteps(page)).toHaveText(/^Steps \d+ to \d+$/)
  await page.keyboard.press('End')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('0')
  await expect(shownSteps(page)).toHaveText('All steps')
  await page.keyboard.press('Escape')
  await expect(curveValue(page, 'step')).toHaveText(String(STEPS))

  await test.step('a moment that is looked back at is marked', async () => {
    await panel(page).getByRole('slider', { name: 'Moment of the run' }).focus()
    await page.keyboard.press('Home')
    await expect(curves(page).getByText('looked back at').first()).toBeVisible()
    await page.keyboard.press('End')
    await expect(curves(page).getByText('looked back at').first()).toBeHidden()
  })

  await test.step('the values are a table', async () => {
    const { name, bytes } = await saved(page, curves(page).getByRole('button', { name: 'Values (CSV)' }))
    expect(name).toBe('row-lstm-curves.csv')
    const [head, ...rows] = bytes.toString().trimEnd().split('\r\n')
    expect(head).toContain('kind,step,epoch,seconds,batches,loss')
    expect(rows.filter((row) => row.startsWith('batches,'))).toHaveLength(STEPS)
    expect(rows.filter((row) => row.startsWith('test,'))).toHaveLength(EPOCHS)
    expect(rows[0]).toMatch(/^batches,1,,[\d.]+,1,2\.\d+,.*,0\.004$/)
  })

  await test.step('the picture is what is seen, as large as on the page at least', async () => {
    const box = await curves(page).boundingBox()
    const { name, bytes } = await saved(page, curves(page).getByRole('button', { name: 'Picture (PNG)' }))
    expect(name).toBe('row-lstm-curves.png')
    expect(pngSize(bytes)[0]).toBeGreaterThanOrEqual(2 * (box?.width ?? Infinity))
    expect(bytes.length, 'it is not empty').toBeGreaterThan(20_000)
  })
})

test('by fingers: one looks, two zoom, and the page is not wider @phone-only', async ({ page }) => {
  await trainAShortRun(page)
  const { x, y } = await placeIn(page, 'loss', 0.5)
  await page.touchscreen.tap(x, y)
  await expect(curveValue(page, 'step')).toHaveText(String(STEPS / 2))
  await withSession(page, async (session) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...apart: readonly number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: apart.map((by, id) => ({ x: x + by, y, id })) })
    await touch('touchStart', -30, 30)
    for (const by of [40, 50, 60]) await touch('touchMove', -by, by)
    await touch('touchEnd')
  })
  await expect(shownSteps(page)).toHaveText(/^Steps 1[45] to 4[56]$/)
  await curves(page).getByRole('button', { name: 'Whole run' }).tap()
  await expect(shownSteps(page)).toHaveText('All steps')
  await expectNoViolations(page, 'curves on a phone')
  expect(await isWiderThanThePage(page)).toBe(false)
})

test('100,000 steps are drawn as fluently as few', async ({ page }) => {
  await takeWorker(page)
  await trainAShortRun(page)
  const { updates, moves } = await feedLongRun(page, 100_000)
  await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', '100000')
  const report = `an update of all charts ${updates.median.toFixed(1)} ms, a move of the pointer ${moves.median.toFixed(1)} ms (medians)`
  test.info().annotations.push({ type: 'curves of 100,000 steps', description: report })
  console.log(`curves of 100,000 steps: ${report}`)
})

test('runs are compared at any place, by their logarithm, and are saved', async ({ page }) => {
  await trainAShortRun(page)
  await trainOnce(page, { epochs: EPOCHS, batchSize: BATCH, learningRate: 0.001 })
  await openCompare(page)
  await expect(runRow(page, 'row-lstm 2')).toHaveAttribute('data-outcome', 'finished')
  await expect(runLines(page, 'loss')).toHaveCount(2)
  const values = comparePanel(page).getByTestId('run-values')
  await expect(values).toContainText('At the end of every line')
  await expect(values.locator('[data-run="row-lstm 1"]')).toContainText(/\d\.\d{3} · \d+\.\d%/)

  const over = comparePanel(page).locator('[data-quantity=accuracy] [data-over]')
  await over.scrollIntoViewIfNeeded()
  const box = await over.boundingBox()
  if (box === null) throw new Error('the chart is not in view')
  await page.mouse.move(box.x + box.width / 2, box.y + 20)
  await expect(values).toContainText(`At step ${STEPS / 2}`)
  await page.mouse.move(5, 5)

  const slider = comparePanel(page).getByRole('slider', { name: 'Place that the curves are looked at' })
  await tabTo(page, 'the charts', slider)
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', /^At step 59: row-lstm \d \d\.\d{3} · \d+\.\d%; row-lstm \d /)

  const line = runLines(page, 'loss').first().locator('path').first()
  const before = await line.getAttribute('d')
  await comparePanel(page).getByRole('radio', { name: 'Logarithmic' }).click()
  await expect.poll(() => line.getAttribute('d')).not.toBe(before)
  await expectNoViolationsIn(page, THEMES, 'curves are compared')

  const table = await saved(page, comparePanel(page).getByRole('button', { name: 'Values (CSV)' }))
  expect(table.name).toBe('runs.csv')
  expect(
    table.bytes
      .toString()
      .split('\r\n')
      .filter((row) => row.startsWith('row-lstm 1,training,')),
  ).toHaveLength(STEPS)
  const picture = await saved(page, comparePanel(page).getByRole('button', { name: 'Picture (PNG)' }))
  expect(picture.name).toBe('runs.png')
  expect(pngSize(picture.bytes)[1]).toBeGreaterThan(400)
})
