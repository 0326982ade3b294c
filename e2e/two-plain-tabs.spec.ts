import type { Page } from '@playwright/test'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test as base } from './support/page.ts'
import { expectAnswer, waitUntilRead } from './support/pad.ts'
import { PLAIN_HOST, servePlainly } from './support/plain-site.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'

/** Two tabs over plain http, where browsers have no locks: tabs ask each other. */

const test = base.extend({
  baseURL: async ({ baseURL }, serve) => {
    await serve(PLAIN_HOST + new URL(baseURL ?? '').pathname)
  },
})

test.beforeEach(async ({ context }, { project }) => {
  await servePlainly(context, project.use.baseURL ?? '')
})

const notice = (page: Page, text: string) => page.getByRole('region', { name: 'Messages' }).getByRole('status').filter({ hasText: text })
const SECOND = 'Another tab has this page open.'

/** Visits that have left a model. */
function storedVisits(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // The page opens it when it has answered; looking must not make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'gatelight-visits')) return 0
    return new Promise<number>((resolve) => {
      const opening = indexedDB.open('gatelight-visits')
      opening.onsuccess = () => {
        const keys = opening.result.transaction('visits').objectStore('visits').getAllKeys()
        keys.onsuccess = () => {
          opening.result.close()
          resolve(keys.result.filter((key) => typeof key === 'string' && key.endsWith(' work')).length)
        }
      }
    })
  })
}

test('over plain http the second tab is told, and nothing of the first is overwritten', async ({ page, context }) => {
  test.setTimeout(180_000)
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(false)
  await pickPreset(page, 'row-gru')
  await expect.poll(() => storedVisits(page)).toBe(1)
  const other = await context.newPage()
  await openPage(other, '?engine=cpu')
  await expect(notice(other, SECOND)).toBeVisible()
  await expect(other.getByRole('banner')).toContainText('row-lstm')
  await pickPreset(other, 'cnn')
  await expect.poll(() => storedVisits(other)).toBe(2)
  await page.reload()
  await expect(page.getByRole('banner')).toContainText('row-gru')
  await other.reload()
  await expect(other.getByRole('banner')).toContainText('cnn')
})

test('over plain http two tabs that open at once do not take the same visit', async ({ page, context }) => {
  test.setTimeout(180_000)
  await openPage(page, '?engine=cpu')
  await waitUntilRead(page)
  await pickPreset(page, 'row-gru')
  await expect.poll(() => storedVisits(page)).toBe(1)
  await page.goto('about:blank')
  const tabs = await Promise.all([context.newPage(), context.newPage()])
  await Promise.all(tabs.map((tab) => openPage(tab, '?engine=cpu')))
  await Promise.all(tabs.map((tab) => waitUntilRead(tab)))
  const models = await Promise.all(tabs.map((tab) => tab.getByRole('banner').innerText()))
  expect(models.filter((text) => text.includes('row-gru'))).toHaveLength(1)
  expect(models.filter((text) => text.includes('row-lstm'))).toHaveLength(1)
})

test('over plain http two tabs that train are told of each other', async ({ page, context }) => {
  test.setTimeout(180_000)
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await limitData(tab, 400)
    await openPage(tab, '?engine=cpu')
    await openTraining(tab)
    await chooseData(tab, 'Built-in')
    await chooseSettings(tab, { epochs: 200, batchSize: 20 })
    await control(tab, 'Start').click()
    await expect(runStatus(tab)).toHaveText(/^Epoch \d/)
  }
  for (const tab of [page, other]) await expect(notice(tab, 'Another tab of this page is training too')).toBeVisible()
})
