import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { press, tabTo } from './support/keyboard.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'

/** The model as a file for other tools. What those tools make of it is tested with them (`src/export`). */

const section = (page: Page) => page.getByRole('region', { name: 'For other tools' })
const formatButton = (page: Page, name: string) => section(page).getByRole('button', { name, exact: true })

/** What files of each format are called, and how they begin. */
const FORMATS = [
  ['ONNX', 'row-lstm.onnx', [0x08, 8]],
  ['PyTorch', 'row-lstm-pytorch.zip', [0x50, 0x4b]],
  ['Keras', 'row-lstm-keras.zip', [0x50, 0x4b]],
  ['TensorFlow.js', 'row-lstm-tfjs.zip', [0x50, 0x4b]],
] as const

test('a model is written for every tool, and what each file answers is said @phone', async ({ page, isMobile }) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  const model = page.getByRole('banner').getByRole('button', { name: /^Model / })
  if (isMobile) await model.tap()
  else {
    await tabTo(page, 'the model', model)
    await page.keyboard.press('Enter')
  }
  for (const [name, file, head] of FORMATS) {
    const downloading = page.waitForEvent('download')
    if (isMobile) await press(formatButton(page, name), true)
    else {
      await tabTo(page, name, formatButton(page, name))
      await page.keyboard.press('Enter')
    }
    const download = await downloading
    expect(download.suggestedFilename()).toBe(file)
    expect([...readFileSync(await download.path()).subarray(0, 2)]).toEqual(head)
    await expect(section(page).getByRole('status')).toHaveText(
      new RegExp(`^${file}: read again, its probabilities for \\d+ pictures differ`),
    )
  }
  if (isMobile) await expectNoViolations(page, 'a model was exported, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'a model was exported')
})

test('what a format has no words for is said, with a way on', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await pickPreset(page, 'row-gru')
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Model / })
    .click()
  await formatButton(page, 'TensorFlow.js').click()
  await expect(section(page).getByRole('status')).toContainText('reset')
})
