import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { comparePanel, openCompare, runDifferences, runFigure, runLines, runNames, runRow, seedTurn, trainOnce } from './support/compare.ts'
import { press, pressByKey, tabTo } from './support/keyboard.ts'
import { expect, openPage, test } from './support/page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'

/** Runs are kept from visit to visit, and compared. */

const DIGITS = 100
const BATCH = 10
const STEPS_OF_EPOCH = DIGITS / BATCH

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

/** The training panel, with digits to learn from. */
async function openWithDigits(page: Page): Promise<void> {
  await limitData(page, DIGITS)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
}

/** Two runs that differ in their learning rates. */
async function trainTwo(page: Page): Promise<void> {
  await trainOnce(page, { epochs: 2, batchSize: BATCH, learningRate: 0.004 })
  await trainOnce(page, { epochs: 2, batchSize: BATCH, learningRate: 0.001 })
}

async function isWiderThanThePage(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}

/** Presses a button of the list as the device does. */
function pressIn(page: Page, isMobile: boolean) {
  return (name: string) => press(comparePanel(page).getByRole('button', { name, exact: true }), isMobile)
}

test('two runs are compared, renamed, pinned and deleted, and are there on the next visit @phone', async ({ page, isMobile }) => {
  const press = pressIn(page, isMobile)
  await openPage(page)
  await openCompare(page)
  await expect(comparePanel(page)).toContainText('No run is kept yet.')
  await openWithDigits(page)
  await trainTwo(page)
  await openCompare(page)

  await test.step('both are in the list, the newest first, with what they came to', async () => {
    await expect.poll(() => runNames(page)).toEqual(['row-lstm 2', 'row-lstm 1'])
    for (const name of ['row-lstm 1', 'row-lstm 2']) {
      await expect(runRow(page, name)).toHaveAttribute('data-outcome', 'finished')
      await expect(runFigure(page, name, 'accuracy')).toHaveText(/^\d+\.\d\d%$/)
      await expect(runFigure(page, name, 'epochs')).toHaveText('2')
    }
  })

  await test.step('their curves lie over each other, every step of them', async () => {
    for (const quantity of ['loss', 'accuracy'] as const) {
      await expect(runLines(page, quantity)).toHaveCount(2)
      for (const line of await runLines(page, quantity).all()) {
        await expect(line).toHaveAttribute('data-points', String(2 * STEPS_OF_EPOCH))
      }
    }
    const dashes = await runLines(page, 'loss').evaluateAll((lines) => lines.map((line) => line.getAttribute('data-dashes')))
    expect(new Set(dashes).size, 'told apart without colours').toBe(2)
    await comparePanel(page).getByRole('radio', { name: 'Time' }).click()
    await expect(comparePanel(page).getByRole('img', { name: /^Loss by Time/ })).toContainText('seconds, pauses left out')
  })

  await test.step('what differs is said, and is in a table', async () => {
    const [newer, older] = ['row-lstm 2', 'row-lstm 1']
    await expect(runDifferences(page)).toContainText(`${newer}, compared with ${older}: learning rate 0.004 → 0.001.`)
    const row = runDifferences(page).getByRole('row').filter({ hasText: 'Learning rate' })
    await expect(row.getByRole('cell')).toHaveText(['0.004', '0.001'])
    await expect(runDifferences(page).getByRole('row')).toHaveCount(2)
  })

  await test.step('one gets another name, and is the baseline', async () => {
    await press('Rename row-lstm 2')
    const name = page.getByRole('textbox', { name: 'New name of row-lstm 2' })
    await name.fill('the slow one')
    await name.press('Enter')
    await expect(runRow(page, 'the slow one')).toBeVisible()
    await press('the slow one as baseline')
    await expect(runRow(page, 'the slow one')).toContainText('baseline')
    await expect(runDifferences(page)).toContainText('row-lstm 1, compared with the slow one: learning rate 0.001 → 0.004.')
    if (isMobile) await expectNoViolations(page, 'runs are compared, on a phone')
    else await expectNoViolationsIn(page, THEMES, 'runs are compared')
    expect(await isWiderThanThePage(page), 'nothing is wider than the page').toBe(false)
  })

  const accuracy = await runFigure(page, 'the slow one', 'accuracy').innerText()

  await test.step('all of it is there on the next visit', async () => {
    await page.reload()
    await openCompare(page)
    await expect.poll(() => runNames(page)).toEqual(['the slow one', 'row-lstm 1'])
    await expect(runFigure(page, 'the slow one', 'accuracy')).toHaveText(accuracy)
    await expect(comparePanel(page).getByRole('button', { name: 'the slow one as baseline' })).toHaveAttribute('aria-pressed', 'true')
    await expect(runLines(page, 'loss')).toHaveCount(2)
    await expect(runDifferences(page)).toContainText('learning rate 0.001 → 0.004')
  })

  await test.step('a run is deleted, had back, and deleted for good', async () => {
    await press('Delete row-lstm 1')
    await expect(comparePanel(page)).toContainText('row-lstm 1 was deleted.')
    await expect.poll(() => runNames(page)).toEqual(['the slow one'])
    await press('Undo')
    await expect(runRow(page, 'row-lstm 1')).toBeVisible()
    await press('Delete row-lstm 1')
    await expect(runRow(page, 'row-lstm 1')).toHaveCount(0)
    await expect(runDifferences(page)).toContainText('Choose two runs')
    await page.reload()
    await openCompare(page)
    await expect.poll(() => runNames(page)).toEqual(['the slow one'])
  })
})

test('five seeds are a mean with its band, and Stop ends a turn @phone', async ({ page, isMobile }) => {
  const pressInList = pressIn(page, isMobile)
  await openWithDigits(page)
  await chooseSettings(page, { epochs: 1, batchSize: BATCH, learningRate: 0.004 })
  await press(seedTurn(page).start, isMobile)
  await expect(seedTurn(page).status).toHaveText(/^Seed \d, run \d of 5\. Stop ends the turn\.$/)
  await openCompare(page)
  await expect(runRow(page, 'row-lstm 1')).toContainText('5 of 5 seeds finished', { timeout: 120_000 })

  await test.step('its figures are those of an independent count', async () => {
    await expect.poll(() => runNames(page)).toEqual(['row-lstm 1'])
    await pressInList('Runs of row-lstm 1: 5 of 5 seeds finished')
    const members = [1, 2, 3, 4, 5].map((place) => `row-lstm 1.${place}`)
    expect((await runNames(page)).toSorted()).toEqual(['row-lstm 1', ...members])
    const accuracies = await Promise.all(
      members.map(async (name) => Number.parseFloat(await runFigure(page, name, 'accuracy').innerText())),
    )
    const mean = accuracies.reduce((sum, value) => sum + value, 0) / members.length
    const deviation = Math.sqrt(accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (members.length - 1))
    const text = await runFigure(page, 'row-lstm 1', 'accuracy').innerText()
    const [told = NaN, spread = NaN] = [...text.matchAll(/([\d.]+)%/g)].map(([, number]) => Number(number))
    expect(told).toBeCloseTo(mean, 1)
    expect(spread).toBeCloseTo(deviation, 1)
    expect(text).toContain('n = 5')
  })

  await test.step('it is one line with a band, and its seeds are told', async () => {
    for (const quantity of ['loss', 'accuracy'] as const) {
      await expect(runLines(page, quantity)).toHaveCount(1)
      // Band, line, bars and dots.
      await expect(runLines(page, quantity).locator('path')).toHaveCount(4)
    }
    await expect(comparePanel(page)).toContainText('± one standard deviation')
    await pressInList('Curves of row-lstm 1.3')
    await expect(runDifferences(page)).toContainText('row-lstm 1.3, compared with row-lstm 1: seed 1, 2, 3, 4, 5 → 3.')
    expect(await isWiderThanThePage(page), 'nothing is wider than the page').toBe(false)
    if (!isMobile) await expectNoViolationsIn(page, THEMES, 'five seeds are compared')
  })

  await test.step('the next turn is ended with its first run', async () => {
    await openTraining(page)
    await chooseSettings(page, { epochs: 500 })
    if (isMobile) await seedTurn(page).start.tap()
    else await pressByKey(page, 'Five seeds', seedTurn(page).start)
    await expect(runStatus(page)).toHaveText(/^(Epoch|Testing)/)
    if (isMobile) await control(page, 'Stop').tap()
    else await pressByKey(page, 'Stop', control(page, 'Stop'), 'Shift+Tab')
    await expect(runStatus(page)).toContainText('Stopped.')
    await expect(seedTurn(page).status).toContainText('how much is chance?')
    await expect(seedTurn(page).start).not.toHaveAttribute('aria-disabled')
    await openCompare(page)
    await expect(runRow(page, 'row-lstm 2')).toContainText('0 of 1 seeds finished')
  })

  await test.step('a group is deleted as one', async () => {
    await pressInList('Delete row-lstm 1')
    await expect.poll(() => runNames(page)).toEqual(['row-lstm 2'])
  })
})

test('by the keyboard alone: chosen, renamed, sorted, deleted and had back', async ({ page }) => {
  const { keyboard } = page
  const button = (name: string) => comparePanel(page).getByRole('button', { name, exact: true })
  await openWithDigits(page)
  await trainTwo(page)
  await tabTo(page, 'the way to the runs', page.getByRole('button', { name: 'Compare runs' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(runLines(page, 'loss')).toHaveCount(2)

  await tabTo(page, 'the curves of a run', button('Curves of row-lstm 1'))
  await keyboard.press('Space')
  await expect(button('Curves of row-lstm 1')).toHaveAttribute('aria-pressed', 'false')
  await expect(runLines(page, 'loss')).toHaveCount(1)
  await keyboard.press('Space')
  await expect(runLines(page, 'loss')).toHaveCount(2)

  await tabTo(page, 'its name', button('Rename row-lstm 1'))
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'New name of row-lstm 1' })).toBeFocused()
  await keyboard.type('quick')
  await keyboard.press('Enter')
  await expect(button('Rename quick'), 'the focus comes back').toBeFocused()

  await tabTo(page, 'a head', button('Loss'), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Loss' })).toHaveAttribute('aria-sort', 'ascending')
  const sorted = await runNames(page)
  await keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Loss' })).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => runNames(page)).toEqual(sorted.toReversed())

  await tabTo(page, 'the end of a run', button('Delete quick'))
  await keyboard.press('Enter')
  await expect(button('Undo'), 'the way back has the focus').toBeFocused()
  await keyboard.press('Enter')
  await expect(runRow(page, 'quick')).toBeVisible()
  await expect(comparePanel(page).getByRole('group', { name: 'Kept runs' })).toBeFocused()

  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('region', { name: '对比训练' })).toContainText('学习率 0.001 → 0.004')
  await expectNoViolations(page, 'runs are compared, in Chinese')
})

test.describe('a storage that does not keep', () => {
  test('is absent: runs are kept for this visit, which is said @phone', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
    await openWithDigits(page)
    await trainOnce(page, { epochs: 1, batchSize: BATCH })
    await openCompare(page)
    await expect(comparePanel(page)).toContainText(
      'Runs are kept only until this page is closed: this browser stores nothing for this page.',
    )
    await expect(runRow(page, 'row-lstm 1')).toHaveAttribute('data-outcome', 'finished')
    await page.reload()
    await openCompare(page)
    await expect(comparePanel(page)).toContainText('Runs of earlier visits could not be read')
    await expect(comparePanel(page)).toContainText('No run is kept yet.')
  })

  test('is full: runs are kept for this visit, which is said', async ({ page }) => {
    await page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
        if (this.name === 'runs') throw new DOMException('', 'QuotaExceededError')
        return Reflect.apply(put, this, given)
      }
    })
    await openWithDigits(page)
    await trainOnce(page, { epochs: 1, batchSize: BATCH })
    await openCompare(page)
    await expect(comparePanel(page)).toContainText('there is no room left in this browser’s storage')
    await expect(runRow(page, 'row-lstm 1')).toHaveAttribute('data-outcome', 'finished')
  })

  test('holds nonsense, which is left out', async ({ page }) => {
    await openWithDigits(page)
    await trainOnce(page, { epochs: 1, batchSize: BATCH })
    await openCompare(page)
    await expect(runRow(page, 'row-lstm 1')).toHaveAttribute('data-outcome', 'finished')
    await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open('gatelight-runs')
        asked.addEventListener('success', () => resolve(asked.result))
        asked.addEventListener('error', () => reject(asked.error ?? new Error('no database')))
      })
      const transaction = db.transaction('runs', 'readwrite')
      transaction.objectStore('runs').put({ version: 1, id: 'broken', spec: { layers: 'none' } }, 'broken')
      await new Promise((resolve) => transaction.addEventListener('complete', resolve))
      db.close()
    })
    await page.reload()
    await openCompare(page)
    await expect(comparePanel(page)).toContainText('One stored run could not be read and is left out.')
    await expect.poll(() => runNames(page)).toEqual(['row-lstm 1'])
  })
})

test('a run whose page was closed has ended, and its curve is there as far as it came', async ({ page }) => {
  await openWithDigits(page)
  await chooseSettings(page, { epochs: 500, batchSize: BATCH })
  await control(page, 'Start').click()
  await openCompare(page)
  await expect(runRow(page, 'row-lstm 1')).toContainText('going on')
  await expect.poll(async () => Number(await runFigure(page, 'row-lstm 1', 'epochs').innerText()), { timeout: 60_000 }).toBeGreaterThan(1)
  await page.reload()
  await openCompare(page)
  await expect(runRow(page, 'row-lstm 1')).toContainText('ended when the page was closed')
  expect(Number(await runLines(page, 'loss').first().getAttribute('data-points'))).toBeGreaterThanOrEqual(STEPS_OF_EPOCH)
})
