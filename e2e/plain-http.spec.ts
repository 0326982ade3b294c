import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { engineSheet, engineStatus, expectEngine } from './support/engine.ts'
import { linkSheet, openFresh, openLink, selectedText } from './support/link.ts'
import { expect, openPage, test as base } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool } from './support/pad.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'

/** A name that no browser takes for this machine: pages from there are not secure, as on a school's own server. */
const PLAIN_HOST = 'http://plain.test'

const test = base.extend<{ plainSite: void }>({
  baseURL: async ({ baseURL }, serve) => {
    await serve(PLAIN_HOST + new URL(baseURL ?? '').pathname)
  },
  plainSite: [
    async ({ page }, serve, { project }) => {
      const { origin } = new URL(project.use.baseURL ?? '')
      await page.route(`${PLAIN_HOST}/**`, async (route) => {
        const response = await route.fetch({ url: route.request().url().replace(PLAIN_HOST, origin) })
        await route.fulfill({ response })
      })
      await serve()
    },
    { auto: true },
  ],
})

test('over plain http the page reads, draws and trains, and says what https would bring', async ({ page }) => {
  await limitData(page, 600)
  await openPage(page)
  expect(await page.evaluate(() => ({ isSecureContext, subtle: 'subtle' in crypto, gpu: 'gpu' in navigator }))).toEqual({
    isSecureContext: false,
    subtle: false,
    gpu: false,
  })
  await expectAnswer(page, 3)
  await expectEngine(page, 'cpu')
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(7))
  await expectAnswer(page, 7)

  await engineStatus(page).click()
  await expect(engineSheet(page)).toContainText('this page came over plain http, and browsers give WebGPU to https alone')
  await page.keyboard.press('Escape')

  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 1 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toContainText('Finished')
})

test('over plain http, where browsers have no clipboard, a link is made, selected and opened', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, plainDigit(7))
  await expectAnswer(page, 7)
  const link = await openLink(page)
  await linkSheet(page).getByRole('button', { name: 'Copy link' }).click()
  await expect(linkSheet(page).getByRole('status')).toContainText('The link is selected')
  expect(await selectedText(page)).toBe(link)
  await openFresh(page, link)
  await expectAnswer(page, 7)
})

test('over plain http what is MNIST by its form is checked by its content', async ({ page }) => {
  await openPage(page)
  await expectAnswer(page, 3)
  await dropLabels(page)
  await expect(page.getByRole('alert')).toContainText('labels (your files): its content is not that of t10k-labels-idx1-ubyte')
})

/** Drops a file of as many labels as MNIST has for tests, all 0. */
function dropLabels(page: Page): Promise<void> {
  return page.evaluate(() => {
    const bytes = new Uint8Array(10_008)
    bytes.set([0, 0, 8, 1, 0, 0, 0x27, 0x10])
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], 'labels'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  })
}
