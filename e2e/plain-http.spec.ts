import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { findTestData } from '../scripts/test-data.ts'
import { plainDigit } from '../src/data/digits/generate.ts'
import { engineSheet, engineStatus, expectEngine } from './support/engine.ts'
import { linkSheet, openFresh, openLink, selectedText } from './support/link.ts'
import { expect, openPage, test as base } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool } from './support/pad.ts'
import { PLAIN_HOST, servePlainly } from './support/plain-site.ts'
import {
  chooseData,
  chooseSettings,
  control,
  dataSheet,
  dataStatus,
  limitData,
  openTraining,
  panel,
  runStatus,
} from './support/training.ts'

const { mnist } = findTestData()

const test = base.extend<{ plainSite: void }>({
  baseURL: async ({ baseURL }, serve) => {
    await serve(PLAIN_HOST + new URL(baseURL ?? '').pathname)
  },
  plainSite: [
    async ({ page }, serve, { project }) => {
      await servePlainly(page, project.use.baseURL ?? '')
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

test('over plain http MNIST is checked by its content', async ({ page }) => {
  test.skip(mnist === null, 'MNIST_DIR')
  test.setTimeout(120_000)
  const spoilt = 't10k-labels-idx1-ubyte.gz'
  const labels = new Uint8Array(10_008)
  labels.set([0, 0, 8, 1, 0, 0, 0x27, 0x10])
  let isSpoilt = true
  await page.route('**/mnist/*.gz', (route) => {
    const name = basename(new URL(route.request().url()).pathname)
    if (isSpoilt && name === spoilt) return route.fulfill({ body: Buffer.from(gzipSync(labels)) })
    return route.fulfill({ path: join(mnist ?? '', name) })
  })
  await limitData(page, 100)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  expect(await chooseData(page, 'MNIST')).toContain('MNIST could not be loaded')
  await dataStatus(page).click()
  await expect(dataSheet(page)).toContainText('its content is not that of t10k-labels-idx1-ubyte')
  await page.keyboard.press('Escape')
  isSpoilt = false
  await panel(page).getByRole('radio', { name: 'MNIST', exact: true }).click()
  await expect(page.getByTestId('training-data')).toContainText('In use: MNIST', { timeout: 60_000 })
})
