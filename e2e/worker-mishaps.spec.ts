import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { type Checkpoint, decodeCheckpoint } from '../src/train/checkpoint.ts'
import { expectNoViolations } from './support/axe.ts'
import { modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { answeredDigit, expectAnswer, pad } from './support/pad.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'
import { killWorker } from './support/worker.ts'

/** What a visitor sees of a worker that dies. */

test.use({ expectedComplaints: [/the test ends this worker/] })

test('a worker that dies comes back with what was learnt up to Stop and with the data, twice', async ({ page }) => {
  await limitData(page, 2000)
  await openPage(page, '?engine=cpu')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 50, batchSize: 10, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(10)
  await control(page, 'Stop').click()
  await expect(runStatus(page)).toContainText('Stopped')
  const learnt = await savedModel(page)
  expect(learnt).toMatchObject({ epochs: 0, trainedOn: [expect.stringContaining('Built-in')] })
  for (let crash = 0; crash < 2; crash++) {
    await killWorker(page)
    await expect(page.getByRole('alert')).toContainText('It was started again, with the model that was last kept.')
    await expect(page.getByTestId('training-data')).toContainText('In use:')
    await expect(page.getByTestId('training-data')).toContainText('2,000 to learn from')
    expect((await savedModel(page)).parameters).toEqual(learnt.parameters)
  }
  await expect(page.getByRole('alert')).toHaveCount(1)
})

test('a worker that dies a third time rests: no old answer, no untrue word, the model can be saved, and Restart goes on', async ({
  page,
}) => {
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  for (let crash = 0; crash < 2; crash++) {
    await killWorker(page)
    await expect(page.getByRole('alert')).toContainText('It was started again')
  }
  await killWorker(page)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('It is not running now.')
  await expect(alert).not.toContainText('started again')
  await expect(page.getByRole('banner').getByRole('button', { name: /^Engine / })).toHaveText('Engine not running')
  await expectNoViolations(page, 'nothing computes')

  await pad(page).press('7')
  await expectAnswer(page, null)
  await expect(page.getByText('Not read: the computing thread is not running.')).toBeAttached()

  await modelStatus(page).click()
  await expect(modelSheet(page).getByRole('button', { name: 'Restart' })).toBeVisible()
  await page.keyboard.press('Escape')
  const { name, epochs } = await savedModel(page)
  expect(name).toBe('row-lstm')
  expect(epochs).toBeGreaterThan(0)
  expect(page.workers(), 'no worker was woken').toHaveLength(0)

  const restart = alert.getByRole('button', { name: 'Restart' })
  await restart.focus()
  await page.keyboard.press('Enter')
  await expectAnswer(page, 7)
  await expect(page.getByRole('alert')).toContainText('It was started again')
  await expect(page.getByRole('button', { name: 'Restart' })).toHaveCount(0)
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('a worker that rests says so, and the button is called as the sentence calls it', async ({ page }) => {
    await openPage(page, '?engine=cpu')
    for (let crash = 0; crash < 2; crash++) {
      await killWorker(page)
      await expect(page.getByRole('alert')).toContainText('已重新启动')
    }
    await killWorker(page)
    await expect(page.getByRole('alert')).toContainText('它现在没有运行。点击“重新启动”')
    await page.getByRole('alert').getByRole('button', { name: '重新启动' }).click()
    await expect(page.getByRole('alert')).toContainText('已重新启动')
  })
})

test('a drawing whose reading does not come has no answer of another one', async ({ page }) => {
  // The worker hears of readings when the test lets it.
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage
    const held: (() => void)[] = []
    Object.assign(globalThis, { holdReadings: false, releaseReadings: () => held.splice(0).forEach((send) => send()) })
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
      const send = () => void Reflect.apply(post, this, [message, ...rest])
      const isReading = typeof message === 'object' && message !== null && 'type' in message && message.type === 'read'
      if (isReading && Reflect.get(globalThis, 'holdReadings') === true) held.push(send)
      else send()
    }
  })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  await page.evaluate(() => Object.assign(globalThis, { holdReadings: true }))
  await pad(page).press('7')
  await expectAnswer(page, null)
  await expect(page.getByText('Not read yet.')).toBeAttached()
  await page.evaluate(() => {
    Object.assign(globalThis, { holdReadings: false })
    const release: unknown = Reflect.get(globalThis, 'releaseReadings')
    if (typeof release === 'function') Reflect.apply(release, undefined, [])
  })
  await expect.poll(() => answeredDigit(page)).toBe(7)
})

test('a worker that never says a word is noticed, and can be started again', async ({ page }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage
    Object.assign(globalThis, { isMute: true })
    Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
      if (Reflect.get(globalThis, 'isMute') !== true) Reflect.apply(post, this, message)
    }
  })
  await openPage(page, '?engine=cpu')
  const alert = page.getByRole('alert')
  for (let time = 0; time < 3; time++) await page.clock.runFor(20_500)
  await expect(alert).toContainText('The computing thread stopped: it could not be loaded.')
  await expect(alert).toContainText('It is not running now.')
  await page.evaluate(() => Object.assign(globalThis, { isMute: false }))
  await alert.getByRole('button', { name: 'Restart' }).click()
  await page.clock.resume()
  await expectAnswer(page, 3)
})

async function savedModel(page: Page): Promise<Checkpoint> {
  await modelStatus(page).click()
  const download = page.waitForEvent('download')
  await modelSheet(page).getByRole('button', { name: 'Save the model' }).click()
  const path = await (await download).path()
  await page.keyboard.press('Escape')
  await expect(modelSheet(page)).toHaveCount(0)
  return decodeCheckpoint(new Uint8Array(await readFile(path)))
}
