import type { Page } from '@playwright/test'
import { comparePanel, openCompare, runNames, trainOnce } from './support/compare.ts'
import { KillableBrowser } from './support/killed.ts'
import { expect, openPage } from './support/page.ts'
import { chooseData, limitData, openTraining } from './support/training.ts'
import { NEWER_PAGE, test } from './support/two-builds.ts'

/**
 * Databases of an older and of a newer page. The newer one is the tests' own build: it marks every run's name (`src/testing/extra-steps.ts`).
 */

const OLD = 'row-lstm 1'
const NEW = 'row-lstm 1 (2)'

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

interface Newer {
  readonly milliseconds?: number
  readonly fail?: boolean
}

/** @param newer  how the newer page migrates; undefined opens the older one */
async function openAt(page: Page, newer?: Newer): Promise<void> {
  await limitData(page, 100)
  await page.addInitScript((wanted) => {
    globalThis.migration = wanted
  }, newer)
  await openPage(page, `?engine=cpu${newer === undefined ? '' : NEWER_PAGE}`)
  await expect(page.getByRole('banner')).toContainText('row-lstm')
}

/** With one run that is over. */
async function leaveRun(page: Page): Promise<void> {
  await openAt(page)
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await trainOnce(page, { epochs: 1, batchSize: 20 })
  await openCompare(page)
  await expect.poll(() => runNames(page)).toEqual([OLD])
}

async function expectRuns(page: Page, names: readonly string[], newer?: Newer): Promise<void> {
  await openAt(page, newer)
  await openCompare(page)
  await expect.poll(() => runNames(page)).toEqual(names)
}

test('what an older page has left is migrated; an older page that comes back says so once, goes on, and changes nothing', async ({
  page,
  context,
}) => {
  await leaveRun(page)
  const newer = await context.newPage()
  // The older page is still open: it has nothing in its hands.
  await expectRuns(newer, [NEW], {})

  await openTraining(page)
  await trainOnce(page, { epochs: 1, batchSize: 20 })
  await openCompare(page)
  const told = comparePanel(page).getByText('a newer version of this page has stored it in its own way')
  await expect(told).toHaveCount(1)
  await expect(told).toContainText('Runs are kept only until this page is closed')
  expect(await runNames(page)).toHaveLength(2)
  // The run that its visit has left is there again, and cannot be kept either.
  await openAt(page)
  await openCompare(page)
  await expect(told).toHaveCount(1)
  expect(await runNames(page)).not.toContain(NEW)

  await expectRuns(newer, [NEW], {})
})

test('a migration that fails leaves what was there, and is told', async ({ page, context }) => {
  await leaveRun(page)
  const failing = await context.newPage()
  await expectRuns(failing, [], { fail: true })
  await expect(comparePanel(failing)).toContainText('Runs of earlier visits could not be read')
  await openTraining(failing)
  await chooseData(failing, 'Built-in')
  await trainOnce(failing, { epochs: 1, batchSize: 20 })
  await failing.close()
  await expectRuns(page, [OLD])
  const working = await context.newPage()
  await openAt(working, {})
  await openCompare(working)
  await expect.poll(() => runNames(working)).toContain(NEW)
})

test('a page that is held by another tab says so, and reads what is there when it is let go', async ({ page, context }) => {
  await leaveRun(page)
  // A tab that does not hear of the newer version, as one that is put aside.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('gatelight-runs')
        opening.onsuccess = () => resolve()
      }),
  )
  const newer = await context.newPage()
  await openAt(newer, {})
  await openCompare(newer)
  await expect(comparePanel(newer)).toContainText('another tab with an older version of this page holds it')
  await page.goto('about:blank')
  await expectRuns(newer, [NEW], {})
})

test('a browser that is killed in the middle of a migration has lost nothing', async ({ twoBuilds }) => {
  const browser = new KillableBrowser(twoBuilds)
  try {
    let page = await browser.open(async (opened) => leaveRun(opened))
    await browser.kill()
    page = await browser.open(async (opened) => {
      await openAt(opened, { milliseconds: 60_000 })
      await openCompare(opened)
    })
    // By then every run has been changed, and the migration has not come to its end.
    await expect.poll(() => page.evaluate(() => globalThis.migration?.isAtWork === true)).toBe(true)
    await browser.kill()
    page = await browser.open(async (opened) => expectRuns(opened, [OLD]))
    await browser.kill()
    page = await browser.open(async (opened) => expectRuns(opened, [NEW], {}))
    await page.reload()
    await openCompare(page)
    await expect.poll(() => runNames(page)).toEqual([NEW])
  } finally {
    await browser.end()
  }
})
