import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { engineSheet, engineStatus, expectEngine } from './support/engine.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool, waitUntilRead } from './support/pad.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'

/** What can befall the parts of the CPU's engine, and what the page makes of it. */

/** The helper hears this many messages, and no more. */
const HEARD = 12

test.describe('a helper that answers no more', () => {
  test.beforeEach(async ({ page }) => {
    // The page counts cores; with one there would be no helper.
    await beginScripts(page, `Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });(${String(muffleHelpers)})(${HEARD});`)
    await limitData(page, 2000)
    await openPage(page, '?engine=cpu')
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 50 })
  })

  test('is noticed: training goes on without it, Engine says so, and Stop stops', async ({ page }) => {
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(HEARD + 2)
    await engineStatus(page).click()
    await expect(engineSheet(page)).toContainText(/Computes on ?WebAssembly SIMD, float32(?!, \d)/)
    await expect(engineSheet(page)).toContainText(/Missing ?One of the CPU engine’s threads stopped: it does not answer any more/)
    await expect(engineSheet(page)).not.toContainText('several cores')
    await page.keyboard.press('Escape')
    await control(page, 'Stop').click()
    await expect(runStatus(page)).toContainText('Stopped')
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('lets the run stop that waits for it', async ({ page }) => {
    await control(page, 'Start').click()
    // Two of its messages are the start and the model.
    await expect.poll(() => stepsDone(page)).toBe(HEARD - 2)
    await control(page, 'Stop').click()
    await expect(runStatus(page)).toContainText('Stopped')
    await expect(control(page, 'Start again')).toBeEnabled()
  })
})

test.describe('a part of the engine that does not come', () => {
  test.use({ expectedComplaints: [/net::ERR_FAILED|dynamically imported module/] })

  test('is done without where it is WebAssembly: plain JavaScript reads, and Engine says so', async ({ page }) => {
    await page.route('**/*.wasm', (route) => route.abort())
    await openPage(page, '?engine=cpu')
    await readDrawing(page)
    await engineStatus(page).click()
    const sheet = engineSheet(page)
    await expect(sheet).toContainText('in this project’s own JavaScript')
    await expect(sheet).toContainText(/Computes on ?JavaScript, float64/)
    await expect(sheet).toContainText(/Missing ?The CPU engine computes in plain JavaScript: WebAssembly with SIMD could not be loaded/)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('is asked for again where it is the GPU’s code, and the CPU computes meanwhile', async ({ page }) => {
    await page.route('**/assets/gpu-engine-*.js', (route) => route.abort())
    await openPage(page, '?engine=webgpu')
    await expectEngine(page, 'cpu')
    await expect(page.getByRole('alert')).toContainText('The WebGPU engine cannot run here: its code could not be loaded.')
    await readDrawing(page)
    await page.unroute('**/assets/gpu-engine-*.js')
    await engineStatus(page).click()
    await engineSheet(page).getByRole('radio', { name: 'WebGPU', exact: true }).click()
    await expectEngine(page, 'webgpu')
  })

  test('is named where it is the CPU’s code, with a way on', async ({ page }) => {
    await page.route('**/assets/cpu-engine-*.js', (route) => route.abort())
    await openPage(page, '?engine=cpu')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('The CPU engine cannot run here: its code could not be loaded.')
    await expect(alert).toContainText('Check the connection, then reload the page.')
    await page.unroute('**/assets/cpu-engine-*.js')
    await page.reload()
    await readDrawing(page)
  })
})

async function readDrawing(page: Page): Promise<void> {
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(7))
  await waitUntilRead(page)
  await expectAnswer(page, 7)
}

/** Puts something before every script of the page, for threads that no test can reach. Call it before the page is opened. */
async function beginScripts(page: Page, script: string): Promise<void> {
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: script + (await response.text()) })
  })
}

/**
 * Has the helpers of the page's worker hear so many messages and no more. No test reaches the scripts of a worker's workers, but those of the worker. Sent as
 * its source text: it sees its argument and the thread it runs in.
 */
function muffleHelpers(count: number): void {
  const scope: object & { isMuffled?: boolean; name?: string } = self
  if (scope.name !== 'gatelight' || scope.isMuffled) return
  scope.isMuffled = true
  const post = Worker.prototype.postMessage
  let posted = 0
  Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
    if (++posted <= count) Reflect.apply(post, this, message)
  }
}
