import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readSafetensors, replaceMetadata } from '../src/train/safetensors.ts'
import { modelEntry, modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { dropFromOutside } from './support/real-input.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'

/** What visitors drop on the page that is no tidy set of files, and model files that are not as they should be. */

test('a folder is entered, what is good in it is used, and what is not is named', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('scans')
  await mkdir(join(folder, 'deep'), { recursive: true })
  await writeFile(join(folder, '.DS_Store'), 'of the system')
  await writeFile(join(folder, 'notes.txt'), 'no digit')
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await writeFile(join(folder, 'deep', 'seven.png'), await pictureOfSeven(page))
  await dropFromOutside(page, { files: [folder] })
  await expectAnswer(page, 7)
  await expect(page.getByRole('alert')).toHaveCount(1)
  await expect(page.getByRole('alert')).toContainText('Not taken: notes.txt.')
})

test('an empty folder is told', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('nothing here')
  await mkdir(folder, { recursive: true })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await dropFromOutside(page, { files: [folder] })
  await expect(page.getByRole('alert')).toContainText('The folder “nothing here” has no files in it.')
})

test('a picture’s address and a text from another page go nowhere, and training goes on', async ({ page }) => {
  await limitData(page, 600)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 50 })
  await control(page, 'Start').click()
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
  const address = page.url()
  const link = new URL('favicon.svg', address).href
  await dropFromOutside(page, {
    items: [
      { mimeType: 'text/uri-list', data: link },
      { mimeType: 'text/html', data: `<img src="${link}">` },
    ],
  })
  await expect(page.getByRole('alert')).toContainText('A link or a text was dropped, but the page takes only files.')
  const done = await stepsDone(page)
  await expect.poll(() => stepsDone(page), { message: 'the run goes on' }).toBeGreaterThan(done)
  expect(page.url()).toBe(address)
  await control(page, 'Stop').click()
  await expect(runStatus(page)).toContainText('Stopped')
})

test.describe('a model of the page’s own', () => {
  test('that was cut off, at the start, is blamed by its address, with what to do', async ({ page }) => {
    await page.route('**/models/row-lstm.safetensors*', async (route) => {
      const response = await route.fetch()
      const body = (await response.body()).subarray(0, 100_000)
      await route.fulfill({ status: 200, contentType: 'application/octet-stream', body })
    })
    await openPage(page, '?engine=cpu')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('the file is damaged, or was cut off on its way')
    await expect(alert).toContainText('Load the page again')
    await expect(alert).not.toContainText('Choose a')
  })

  test('that is broken, when it is chosen, is blamed by its address, and the one before stays', async ({ page }) => {
    await page.route('**/models/row-gru.safetensors*', async (route) => {
      const { length } = await (await route.fetch()).body()
      await route.fulfill({ status: 200, contentType: 'application/octet-stream', body: Buffer.alloc(length, 'x') })
    })
    await openPage(page, '?engine=cpu')
    await expectAnswer(page, 3)
    await modelStatus(page).click()
    await modelEntry(page, 'row-gru').click()
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('row-gru.safetensors could not be loaded: the file is damaged')
    await expect(alert).toContainText('load the page again')
    await expect(alert).not.toContainText('Choose a')
    await expect(modelStatus(page)).toContainText('row-lstm')
  })
})

test('a model file with endless names shows them in part', async ({ page }, testInfo) => {
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  const shipped = await (await page.request.get('./models/row-lstm.safetensors')).body()
  const long = 'x'.repeat(300_000)
  const model = { name: long, seed: 1, epochs: 1, trainedOn: [long, long], testAccuracy: 0.5, testedOn: long }
  const metadata = new Map([...readSafetensors(shipped).metadata, ['model', JSON.stringify(model)]])
  const path = testInfo.outputPath('endless.safetensors')
  await writeFile(path, replaceMetadata(shipped, metadata))
  await dropFromOutside(page, { files: [path] })
  await expect(modelStatus(page)).toContainText('xxx')
  await modelStatus(page).click()
  await expect(modelSheet(page)).toContainText('xxx')
  expect((await page.locator('body').innerText()).length).toBeLessThan(10_000)
})

/** A PNG, drawn by the page's browser. */
async function pictureOfSeven(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 300)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#fff'
    context.fillRect(0, 0, 300, 300)
    context.lineWidth = 18
    context.lineCap = 'round'
    context.stroke(new Path2D('M90 60 H210 L126 240'))
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
  })
  return Buffer.from(bytes)
}
