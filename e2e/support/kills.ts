import type { Page } from '@playwright/test'
import { KillableBrowser } from './killed.ts'
import { expect, openPage } from './page.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus, stepsDone } from './training.ts'

/** What a kill has cost: steps that were done, and of those the ones that the next browser still had. */
export interface Kill {
  readonly done: number
  readonly kept: number
}

/** Of an epoch, at whose end everything is stored. */
export const STEPS_OF_EPOCH = 20

/** Trains, kills the browser in the middle of an epoch, and lets the next one go on, again and again. */
export async function killAgainAndAgain(baseURL: string, times: number): Promise<readonly Kill[]> {
  const browser = new KillableBrowser(baseURL)
  const kills: Kill[] = []
  try {
    const openAnew = (): Promise<Page> =>
      browser.open(async (page) => {
        await page.emulateMedia({ reducedMotion: 'reduce' })
        await limitData(page, 20 * STEPS_OF_EPOCH)
        await openPage(page, '?engine=cpu')
      })
    let page = await openAnew()
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 1000, batchSize: 20, learningRate: 0.001 })
    await control(page, 'Start').click()
    while (kills.length < times) {
      const from = await stepsDone(page)
      await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(from + 3 * STEPS_OF_EPOCH)
      const done = await stepsDone(page)
      await browser.kill()
      page = await openAnew()
      await openTraining(page)
      await expect(runStatus(page)).toHaveText(/^The run was cut off\. Start goes on from step [\d,]+\.$/)
      kills.push({ done, kept: await stepsDone(page) })
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
