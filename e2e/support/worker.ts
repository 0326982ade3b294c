import type { Page } from '@playwright/test'

/** The page's own worker, not the helpers of its engine. */
export async function killWorker(page: Page): Promise<void> {
  const workers = await Promise.all(page.workers().map(async (worker) => ({ worker, name: await worker.evaluate(() => self.name) })))
  const own = workers.find(({ name }) => name === 'gatelight')
  if (own === undefined) throw new Error('the page has no worker')
  const closed = own.worker.waitForEvent('close')
  await own.worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('the test ends this worker')
    })
  })
  await closed
}
