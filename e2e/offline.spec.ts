import { basename, join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { findTestData } from '../scripts/test-data.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import { sampleDrawing } from '../src/ui/pad/samples.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool } from './support/pad.ts'
import { chooseData, chooseSettings, control, dataSheet, dataStatus, limitData, openTraining, runStatus } from './support/training.ts'
import { CHANGED_MODEL, NEWER_MARK, test as withTwoVersions } from './support/two-versions.ts'

/** The page without a network: everything that it came with once is there again. */

const { mnist } = findTestData()
const firstSample = sampleDrawing(0, 0).label ?? -1

test.use({ serviceWorkers: 'allow' })

/** A first visit with a network, until everything is kept. */
async function visitOnce(page: Page): Promise<void> {
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, firstSample)
  await expect(page.getByRole('contentinfo').getByText('Ready to work offline.')).toBeVisible({ timeout: 60_000 })
}

async function goOffline(context: BrowserContext): Promise<void> {
  // The page's guard against other hosts would answer for the network.
  await context.unrouteAll({ behavior: 'ignoreErrors' })
  await context.setOffline(true)
}

test.describe('without a network', () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED|Failed to load resource/] })

  test('the page opens, reads, draws, trains and speaks both languages', async ({ page, context }) => {
    await limitData(page, 600)
    await visitOnce(page)
    await goOffline(context)
    await openPage(page, '?engine=cpu')
    expect(await page.evaluate(() => crossOriginIsolated), 'threads share memory as before').toBe(true)
    await expectAnswer(page, firstSample)
    await padTool(page, 'Clear').click()
    await drawWithMouse(page, plainDigit(7))
    await expectAnswer(page, 7)

    // A model that this visitor has never opened.
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Model / })
      .click()
    await page
      .getByRole('dialog', { name: 'Model' })
      .getByRole('button', { name: /^row-gru / })
      .click()
    await expect(page.getByRole('banner').getByRole('button', { name: 'Model row-gru', exact: true })).toBeVisible()
    await expectAnswer(page, 7)

    for (const view of ['Compose', 'Judge', 'Compare', 'Learn']) {
      await page.getByRole('tab', { name: view }).click()
      await expect(page.getByRole('tabpanel', { name: view }).getByRole('heading').first()).toBeVisible()
    }
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await chooseSettings(page, { epochs: 1, batchSize: 256 })
    await control(page, 'Start').click()
    await expect(runStatus(page)).toContainText('Finished', { timeout: 110_000 })

    await page.getByRole('button', { name: '切换到中文' }).or(page.locator('button[lang=zh]')).first().click()
    await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
    await page.getByRole('application').press('4')
    await expect(page.locator('[data-digit="4"]').first()).toBeVisible()
  })

  test('MNIST is there where it was loaded once', async ({ page, context }) => {
    test.skip(mnist === null, 'MNIST_DIR')
    await limitData(page, 600)
    await page.route('**/mnist/*.gz', (route) =>
      route.fulfill({ path: join(mnist ?? '', basename(new URL(route.request().url()).pathname)) }),
    )
    await visitOnce(page)
    await openTraining(page)
    expect(await chooseData(page, 'MNIST')).toContain('In use: MNIST')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await goOffline(context)
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, firstSample)
    await openTraining(page)
    expect(await chooseData(page, 'MNIST')).toContain('In use: MNIST')
    await chooseSettings(page, { epochs: 1, batchSize: 256 })
    await control(page, 'Start').click()
    await expect(runStatus(page)).toContainText('Finished', { timeout: 110_000 })
    await expect(page.getByTestId('who-answers')).toHaveText(/yours, 1 epoch: [\d.]+% on MNIST/)
    await dataStatus(page).click()
    await expect(dataSheet(page)).toContainText('this browser’s cache')
  })

  test('the page opens at an address with a view', async ({ page, context }) => {
    await visitOnce(page)
    await goOffline(context)
    await page.goto('about:blank')
    await page.goto(`./?engine=cpu#v1/learn`)
    await expect(page.getByRole('tab', { name: 'Learn', selected: true })).toBeVisible()
  })
})

test('the first visit is not taken over while it lasts, and works without being kept', async ({ page }) => {
  await visitOnce(page)
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => url)
  })
  expect(kept.filter((url) => url.includes('.safetensors')).length).toBeGreaterThanOrEqual(8)
  expect(kept.some((url) => url.includes('.wasm'))).toBe(true)
  expect(kept.filter((url) => url.includes('/mnist/'))).toEqual([])
})

test.describe('where no service worker is allowed', () => {
  test.use({ serviceWorkers: 'block' })

  test('the page says nothing of it', async ({ page }) => {
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, firstSample)
    await expect(page.getByText('Ready to work offline.')).toHaveCount(0)
  })
})

withTwoVersions.describe('a newer version', () => {
  withTwoVersions.use({ serviceWorkers: 'allow' })

  withTwoVersions(
    'is asked for, never while a run is under way, and comes whole: page and weights are of one version',
    async ({ page, site }) => {
      await limitData(page, 600)
      await visitOnce(page)
      await page.reload()
      await expectAnswer(page, firstSample)
      const older = await weights(page)
      await openTraining(page)
      await chooseData(page, 'Built-in')
      await chooseSettings(page, { epochs: 500 })
      await control(page, 'Start').click()
      // Paused, it leaves the cores to the worker that fetches the newer version; it is under way all the same.
      await control(page, 'Pause').click()
      await expect(runStatus(page)).toContainText('Paused')
      site.publish()
      await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        await registration.update()
      })
      await expect
        .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state), { timeout: 60_000 })
        .toBe('installed')
      const question = page.getByRole('region', { name: 'Messages' }).getByText('A new version of the page is there.')
      await expect(question).toHaveCount(0)
      const who = page.getByTestId('who-answers')
      await control(page, 'Resume').click()
      await expect(who).not.toHaveText(await who.innerText())
      await expect(question).toHaveCount(0)
      await control(page, 'Stop').click()
      await expect(question).toBeVisible()

      // Not asked for, it stays the older one, with its own weights.
      await page.reload()
      await expect(who).toHaveText(/yours/)
      await expect(page.locator(NEWER_MARK)).toHaveCount(0)
      expect(await weights(page)).toBe(older)
      await expect(question).toBeVisible()
      await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Reload', exact: true }).click()
      await expect(page.locator(NEWER_MARK)).toHaveCount(1)
      await expect(who, 'what was trained stays').toHaveText(/yours/)
      expect(await weights(page)).toBe(older + 1)
      await expect(question).toHaveCount(0)
    },
  )
})

/** How many bytes of the file that differs between the versions the page is given. */
function weights(page: Page): Promise<number> {
  return page.evaluate(async (file) => (await (await fetch(file)).arrayBuffer()).byteLength, CHANGED_MODEL)
}
