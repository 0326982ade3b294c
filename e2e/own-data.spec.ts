import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { bars, gzipped, idxBytes } from '../src/data/own/own-files.fixture.ts'
import { expectNoViolations } from './support/axe.ts'
import { gallery, judgeButton, judgePanel, judgeStatus, openJudge } from './support/judge.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { dropFiles, dropFromOutside } from './support/real-input.ts'
import { chooseSettings, control, dataStatus, openTraining, panel, runStatus } from './support/training.ts'

/** Data of the visitor's own: shown first, then taken, learnt, and told by their names. */

const found = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Take these data' }) })

test('ten kinds of clothes are looked at, taken, learnt and judged by their names, and are there after a reload', async ({ page }) => {
  test.setTimeout(240_000)
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  const { images, labels } = bars(900, 10)
  await dropFiles(page, {
    'set-images-idx3-ubyte.gz': gzipped(idxBytes([900, 28, 28], images), 2),
    'set-labels.bin': idxBytes([900], labels),
  })
  const dialog = found(page)
  await expect(dialog).toContainText('900 pictures')
  await expect(dialog).toContainText('750 to train on and 150 to test with')
  await expect(dialog.getByRole('list', { name: 'Sixteen of the pictures' }).getByRole('listitem')).toHaveCount(16)
  await expectNoViolations(page, 'data of the visitor’s own are shown')
  // Nothing is replaced before it is taken.
  await expect(dataStatus(page)).toContainText('on demand')
  await dialog.getByRole('combobox', { name: 'Class names' }).selectOption('Fashion-MNIST')
  await expect(dialog).toContainText('The network begins anew, with 10 answers.')
  await dialog.getByRole('button', { name: 'Take these data' }).click()
  await expect(dialog).toHaveCount(0)

  await expect(dataStatus(page)).toContainText('Fashion-MNIST')
  const meters = page.getByRole('region', { name: 'Answer', exact: true }).getByRole('meter')
  await expect(meters.nth(1)).toHaveAccessibleName('Probability of Trouser')
  await openTraining(page)
  await chooseSettings(page, { epochs: 4, batchSize: 16, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toContainText('Finished', { timeout: 150_000 })

  await openJudge(page)
  await judgeButton(page, 'Judge').click()
  await expect(judgeStatus(page)).toContainText('answered all 150')
  await expect(judgePanel(page)).toContainText('Ankle boot')
  const accuracy = /(\d+\.?\d*)%/.exec(await judgePanel(page).innerText())?.[1]
  expect(Number(accuracy), 'accuracy on the test pictures').toBeGreaterThan(90)
  await expect(gallery(page)).toBeVisible()

  await page.reload()
  await openTraining(page)
  await panel(page).getByRole('radio', { name: 'Fashion-MNIST', exact: true }).click()
  await expect(page.getByTestId('training-data')).toContainText('In use: Fashion-MNIST, 750 to learn from, 150 to test on.')
})

test('pictures in folders by class are looked at and left: everything stays', async ({ page }, testInfo) => {
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  const root = testInfo.outputPath('shapes')
  const squares = await squarePictures(page)
  for (const [path, bytes] of Object.entries(squares)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), bytes)
  }
  await dropFromOutside(page, { files: [root] })
  const dialog = found(page)
  await expect(dialog).toContainText('shapes: 12 pictures')
  await expect(dialog).toContainText('They were dark on light and are turned')
  await dialog.getByRole('radio', { name: 'Transposed' }).click()
  await dialog.getByText('3 classes', { exact: true }).click()
  await expect(dialog).toContainText('left')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  await expectAnswer(page, 3)
  await dropFiles(page, { 'table.csv': '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19' })
  await expect(page.getByRole('alert')).toContainText('has 19 columns')
  await expect(panel(page)).toHaveCount(0)
})

/** PNGs of a dark bar on white, by class. */
async function squarePictures(page: Page): Promise<Readonly<Record<string, Buffer>>> {
  const drawn = await page.evaluate(async () => {
    const result: Record<string, number[]> = {}
    for (const [place, name] of ['left', 'middle', 'right'].entries()) {
      for (let index = 0; index < 4; index++) {
        const canvas = new OffscreenCanvas(40, 40)
        const context = canvas.getContext('2d')
        if (context === null) throw new Error('there is no canvas')
        context.fillStyle = '#fff'
        context.fillRect(0, 0, 40, 40)
        context.fillStyle = '#000'
        context.fillRect(4 + 13 * place, 4 + index, 5, 28)
        result[`${name}/${index}.png`] = [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
      }
    }
    return result
  })
  return Object.fromEntries(Object.entries(drawn).map(([path, bytes]) => [path, Buffer.from(bytes)]))
}
