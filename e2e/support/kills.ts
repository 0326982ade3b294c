import type { Page } from '@playwright/test'
import { KillableBrowser } from './killed.ts'
import { expect, openPage } from './page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus, stepsDone } from './training.ts'

/** What a kill has cost. */
export interface Kill {
  /** Steps that were done. */
  readonly done: number
  /** Of those, the ones in the last save, and how old that was, in milliseconds. */
  readonly saved: number
  readonly age: number
  /** Those that the next browser goes on from. */
  readonly kept: number
}

/** Of an epoch, at whose end everything is stored. */
export const STEPS_OF_EPOCH = 20

/** Trains, kills the browser in the middle of an epoch, and lets the next one go on, again and again. */
export async function killAgainAndAgain(baseURL: string, times: number, stepsOfEpoch = STEPS_OF_EPOCH): Promise<readonly Kill[]> {
  const browser = new KillableBrowser(baseURL)
  const kills: Kill[] = []
  try {
    const openAnew = (): Promise<Page> =>
      browser.open(async (page) => {
        await page.emulateMedia({ reducedMotion: 'reduce' })
        await limitData(page, 20 * stepsOfEpoch)
        await openPage(page, '?engine=cpu')
      })
    let page = await openAnew()
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 1000, batchSize: 20, learningRate: 0.001 })
    await control(page, 'Start').click()
    while (kills.length < times) {
      const from = await stepsDone(page)
      await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from + 3 * stepsOfEpoch)
      // Well behind the end of an epoch: storing it takes a moment.
      await expect.poll(async () => (await stepsDone(page)) % stepsOfEpoch, { intervals: [20] }).toBeGreaterThan(stepsOfEpoch / 2)
      const { step, at } = await lastSave(page)
      const [done, age] = [await stepsDone(page), Date.now() - at]
      await browser.kill()
      page = await openAnew()
      await openTraining(page)
      await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step [\d,]+\.$/)
      kills.push({ done, saved: step, age, kept: await stepsDone(page) })
      await control(page, 'Start').click()
      await expect(runStatus(page)).toHaveText(/^(Epoch|Testing)/, { timeout: 60_000 })
    }
    await control(page, 'Pause').click()
    await expect(runStatus(page)).toHaveText(/^Paused/)
    // Every step of all browsers is on the curve, once.
    await expect(panel(page).getByRole('img', { name: /^Loss over/ })).toHaveAttribute('data-steps', String(await stepsDone(page)))
  } finally {
    await browser.end()
  }
  return kills
}

/** The run as the browser's storage has it, and when it was stored: of the newest visit, which is the one that is on the page. */
function lastSave(page: Page): Promise<{ readonly step: number; readonly at: number }> {
  return page.evaluate(
    () =>
      new Promise<{ step: number; at: number }>((resolve, reject) => {
        const opening = indexedDB.open('gatelight-visits')
        opening.onsuccess = () => {
          const db = opening.result
          const all = db.transaction('visits').objectStore('visits').getAll()
          all.onsuccess = () => {
            db.close()
            const records: readonly { saved?: number; run?: { keptStep: number | null } | null }[] = all.result
            resolve({
              step: Math.max(0, ...records.map(({ run }) => run?.keptStep ?? 0)),
              at: Math.max(...records.map(({ saved = 0 }) => saved)),
            })
          }
          all.onerror = () => reject(all.error ?? new Error('the store cannot be read'))
        }
        opening.onerror = () => reject(opening.error ?? new Error('the database does not open'))
      }),
  )
}
