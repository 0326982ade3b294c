import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import { readSafetensors } from '../src/train/safetensors.ts'
import { expect, openPage, test } from './support/page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'

/** The browser's own storage gets full, or is emptied, while a run trains and is stored: nothing that was stored is lost, and the run goes on. */

const FULL = 'Model and run are kept only until this page is closed: there is no room left in this browser’s storage.'
const STEPS_OF_EPOCH = 20

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

async function startRun(page: Page): Promise<void> {
  await limitData(page, 20 * STEPS_OF_EPOCH)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 1000, batchSize: 20, learningRate: 0.001 })
  await control(page, 'Start').click()
  await expect.poll(() => storedStep(page)).toBeGreaterThan(2 * STEPS_OF_EPOCH)
}

/** The step that the stored run would go on from; 0 where nothing is stored. */
function storedStep(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('gatelight-visits')
        opening.onerror = () => resolve(0)
        opening.onsuccess = () => {
          const db = opening.result
          const end = (step: number): void => {
            db.close()
            resolve(step)
          }
          if (!db.objectStoreNames.contains('visits')) return end(0)
          const all = db.transaction('visits').objectStore('visits').getAll()
          all.onsuccess = () => end(Math.max(0, ...all.result.map(({ run }: { run?: { keptStep?: number } }) => run?.keptStep ?? 0)))
          all.onerror = () => end(0)
        }
      }),
  )
}

async function browserOf(page: Page): Promise<{ readonly session: CDPSession; readonly origin: string }> {
  return { session: await page.context().newCDPSession(page), origin: new URL(page.url()).origin }
}

async function goOnTraining(page: Page): Promise<void> {
  const from = await stepsDone(page)
  await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from + 2 * STEPS_OF_EPOCH)
}

test('full in mid-save: told once, with a download; the run goes on, and what was stored is whole', async ({ page }) => {
  await startRun(page)
  const { session, origin } = await browserOf(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await expect(messages(page).getByText(FULL)).toBeVisible({ timeout: 60_000 })
  const stored = await storedStep(page)
  expect(stored).toBeGreaterThan(0)
  await goOnTraining(page)
  // Every epoch fails anew, and says nothing more.
  await expect(messages(page).getByText(FULL)).toHaveCount(1)
  expect(await storedStep(page)).toBe(stored)
  await expect(runStatus(page)).toHaveText(/^(Epoch|Testing)/)

  const downloading = page.waitForEvent('download')
  await messages(page).getByRole('button', { name: 'Save model' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.safetensors$/)
  expect(readSafetensors(new Uint8Array(readFileSync(await download.path()))).tensors.size).toBeGreaterThan(0)

  await page.reload()
  await openTraining(page)
  await expect(runStatus(page)).toHaveText(`The run was cut off. Start goes on from step ${stored.toLocaleString('en-GB')}.`)
  // There is room again.
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await control(page, 'Start').click()
  await expect.poll(() => storedStep(page), { timeout: 60_000 }).toBeGreaterThan(stored)
  await expect(messages(page).getByText(FULL)).toHaveCount(0)
})

test('emptied in mid-session: the run goes on, and the next save is whole', async ({ page }) => {
  await startRun(page)
  const { session, origin } = await browserOf(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  const from = await stepsDone(page)
  await goOnTraining(page)
  await expect.poll(() => storedStep(page), { timeout: 60_000 }).toBeGreaterThan(from)
  await expect(messages(page).getByRole('alert')).toHaveCount(0)
  await control(page, 'Pause').click()
  await expect(runStatus(page)).toHaveText(/^Paused/)
  const stored = await storedStep(page)
  await page.reload()
  await openTraining(page)
  await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step [\d,]+\.$/)
  expect(await stepsDone(page)).toBeGreaterThanOrEqual(stored)
})
