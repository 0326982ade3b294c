import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { openCompare, runNames, runRow } from './support/compare.ts'
import { press, pressByKey } from './support/keyboard.ts'
import { killAgainAndAgain, STEPS_OF_EPOCH } from './support/kills.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer } from './support/pad.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus, stepsDone } from './support/training.ts'

/** What a visit leaves, and the next one finds. */

const DIGITS = 400

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

const notice = (page: Page, text: string) => page.getByRole('region', { name: 'Messages' }).getByRole('status').filter({ hasText: text })

/** Steps of the epoch that a run is in, and of one that ended while it was being stored. */
const SAVED_BEHIND = 3 * STEPS_OF_EPOCH

const LEFT = 'was cut off when its page was closed'

/** A training that goes on for as long as a test needs; every tenth of a second there is something to keep. */
async function startRun(page: Page, query = '?engine=cpu'): Promise<void> {
  await limitData(page, DIGITS)
  await openPage(page, query)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 200, batchSize: 20, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect(panel(page).getByRole('table').getByRole('row')).not.toHaveCount(0, { timeout: 60_000 })
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(60)
}

/** Waits until the page was stored. @param since  of the clock, before what is to be stored was done */
async function untilStored(page: Page, since: number): Promise<void> {
  await expect.poll(() => savedAt(page)).toBeGreaterThan(since)
}

/** Waits until a visit has this model. When the page was stored tells nothing of it: a scan that plays is stored again and again. */
async function untilKept(page: Page, preset: string): Promise<void> {
  await expect.poll(async () => (await stored(page)).map(({ model }) => model?.name)).toContain(preset)
}

async function savedAt(page: Page): Promise<number> {
  return Math.max(0, ...(await stored(page)).map(({ saved = 0 }) => saved))
}

interface Stored {
  readonly saved?: number
  readonly hash?: string
  readonly run?: { readonly state: string } | null
  readonly model?: { readonly name: string } | null
}

/** Everything that is stored of visits. */
function stored(page: Page): Promise<readonly Stored[]> {
  return page.evaluate(async () => {
    // The page opens it when it has answered; looking must not make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'gatelight-visits')) return []
    return new Promise<readonly Stored[]>((resolve) => {
      const opening = indexedDB.open('gatelight-visits')
      opening.onsuccess = () => {
        const db = opening.result
        if (!db.objectStoreNames.contains('visits')) return resolve([])
        const all = db.transaction('visits').objectStore('visits').getAll()
        all.onsuccess = () => {
          db.close()
          resolve(
            all.result.map(({ saved, hash, run, model }: Stored) => ({
              ...(saved && { saved }),
              ...(hash && { hash }),
              ...(run && { run: { state: run.state } }),
              ...(model && { model: { name: model.name } }),
            })),
          )
        }
      }
    })
  })
}

test('drawing, model, view and place are there again @phone', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await pickPreset(page, 'row-gru')
  await drawWithMouse(page, plainDigit(4))
  await expectAnswer(page, 4)
  await page.getByRole('tab', { name: 'Learn' }).click()
  await expect.poll(async () => (await stored(page)).some(({ hash }) => hash?.includes('/learn'))).toBe(true)
  // As if the address had been typed anew.
  await page.goto('about:blank')
  await openPage(page, '?engine=cpu')
  await expect(page.getByRole('tab', { name: 'Learn' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('banner')).toContainText('row-gru')
  await page.getByRole('tab', { name: 'Gates' }).click()
  await expectAnswer(page, 4)
  await expect(page.getByRole('region', { name: 'Messages' }).getByRole('status')).toHaveCount(0)
})

test('a run that was cut off with its page goes on, by mouse, finger and keys @phone', async ({ page, isMobile }) => {
  await startRun(page)
  await untilStored(page, Date.now())
  const before = await stepsDone(page)
  await page.reload()
  await expect(notice(page, LEFT)).toBeVisible()
  if (!isMobile) await expectNoViolationsIn(page, THEMES, 'a run was left')
  await openTraining(page)
  await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step [\d,]+\.$/)
  const kept = await stepsDone(page)
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThanOrEqual(before + 100)
  const rows = await panel(page).getByRole('table').getByRole('row').count()
  const goOn = notice(page, LEFT).getByRole('button', { name: 'Go on' })
  await (isMobile ? press(goOn, true) : pressByKey(page, 'Go on', goOn, 'Shift+Tab'))
  await expect(notice(page, LEFT)).toHaveCount(0)
  await expect(runStatus(page)).toHaveText(/^(Epoch|Testing)/, { timeout: 60_000 })
  await expect(panel(page).getByRole('table').getByRole('row')).not.toHaveCount(rows, { timeout: 60_000 })
  await press(control(page, 'Pause'), isMobile)
  // No step is twice on the curve, and none is missing.
  await expect(runStatus(page)).toHaveText(/^Paused/)
  await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', String(await stepsDone(page)))
  await openCompare(page)
  await expect.poll(() => runNames(page)).toEqual(['row-lstm 1'])
  await expect(runRow(page, 'row-lstm 1')).toHaveAttribute('data-outcome', 'running')
})

test('a run that is over is shown as it was', async ({ page }) => {
  await limitData(page, DIGITS)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 2, batchSize: 20 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toHaveText('Finished: 2 epochs.', { timeout: 60_000 })
  const table = await panel(page).getByRole('table').first().innerText()
  await expect.poll(async () => (await stored(page)).some(({ run }) => run?.state === 'finished')).toBe(true)
  await page.reload()
  await openTraining(page)
  await expect(runStatus(page)).toHaveText('Finished: 2 epochs.')
  expect(await panel(page).getByRole('table').first().innerText()).toBe(table)
  await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', String((2 * DIGITS) / 20))
  await expect(control(page, 'Start again')).toBeEnabled()
})

test('leaving a run asks first, and leaving nothing does not', async ({ page }) => {
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.accept()
  })
  await openPage(page, '?engine=cpu')
  await drawWithMouse(page, plainDigit(4))
  await page.reload()
  expect(asked).toEqual([])
  await startRun(page)
  await page.reload()
  expect(asked).toEqual(['beforeunload'])
})

test('a second tab is told of the first, and neither overwrites the other', async ({ page, context }) => {
  await openPage(page, '?engine=cpu')
  await pickPreset(page, 'row-gru')
  await untilKept(page, 'row-gru')
  const other = await context.newPage()
  await openPage(other, '?engine=cpu')
  await expect(notice(other, 'Another tab has this page open.')).toBeVisible()
  await expect(other.getByRole('banner')).toContainText('row-lstm')
  await pickPreset(other, 'cnn')
  await untilKept(other, 'cnn')
  await page.reload()
  await expect(page.getByRole('banner')).toContainText('row-gru')
  await other.reload()
  await expect(other.getByRole('banner')).toContainText('cnn')
  // The visit that was stored last is gone on with: a page that is left may be stored once more.
  await page.goto('about:blank')
  await pickPreset(other, 'row-rnn')
  await untilKept(other, 'row-rnn')
  await other.close()
  const next = await context.newPage()
  await openPage(next, '?engine=cpu')
  await expect(next.getByRole('banner')).toContainText('row-rnn')
  await expect(notice(next, 'Another tab has this page open.')).toHaveCount(0)
})

test('what was left and is none is told, and the page begins anew', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await pickPreset(page, 'row-gru')
  await untilKept(page, 'row-gru')
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('gatelight-visits')
        opening.onsuccess = () => {
          const store = opening.result.transaction('visits', 'readwrite').objectStore('visits')
          const keys = store.getAllKeys()
          keys.onsuccess = () => {
            const key = keys.result.find((name) => typeof name === 'string' && name.endsWith(' work'))
            const put = store.put({ version: 1, model: { bytes: new Uint8Array(99), name: 'x' }, run: null }, key)
            put.onsuccess = () => resolve()
          }
        }
      }),
  )
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: 'The model of the last visit cannot be opened any more.' })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('row-lstm')
})

test('a browser that is killed in the middle of a run loses what came after the last save alone', async ({ baseURL }) => {
  for (const { done, saved, kept } of await killAgainAndAgain(baseURL ?? '', 2)) {
    expect(saved).toBeGreaterThan(0)
    expect(kept).toBeGreaterThanOrEqual(saved)
    expect(kept).toBeGreaterThanOrEqual(done - SAVED_BEHIND)
  }
})
