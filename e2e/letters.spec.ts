import type { Page } from '@playwright/test'
import { letterStrokes, LETTERS } from '../src/testing/sets/letters.ts'
import { gallery, judgeButton, judgePanel, judgeStatus, matrixCell, openJudge } from './support/judge.ts'
import { modelSheet, modelStatus, pickPreset } from './support/model.ts'
import { expect, openPage } from './support/page.ts'
import { answeredDigit, drawWithMouse, padTool, probabilities, waitUntilRead } from './support/pad.ts'
import { maps, pointAt, readout } from './support/reading.ts'
import { test } from './support/testing-site.ts'
import { chooseSettings, control, openTraining, panel, runStatus } from './support/training.ts'

/** A task that the page ships nothing of, from its data to a saved model: 26 letters, one file of the tests. */

const H = LETTERS.classes.findIndex(({ label }) => label === 'H')

test('letters are learned, read by their names on answer, belief, shelf, matrix and gallery, saved and opened again', async ({ page }) => {
  test.setTimeout(300_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await waitUntilRead(page)
  await openTraining(page)
  await panel(page).getByRole('radio', { name: 'Letters', exact: true }).click()
  await expect(page.getByTestId('training-data')).toHaveText('In use: Letters, 520 to learn from, 260 to test on.')

  await control(page, 'Start').click()
  const message = page.getByRole('alert')
  await expect(message).toContainText('The model is for digits, but the data are for letters')
  await message.getByRole('button', { name: 'Dismiss this message' }).click()

  await openGates(page)
  await pickPreset(page, 'row-lstm', 'fresh')
  const meters = page.getByRole('region', { name: 'Answer', exact: true }).getByRole('meter')
  await expect(meters).toHaveCount(26)
  await expect(meters.nth(H)).toHaveAccessibleName('Probability of capital H')
  // Fresh weights get nearly all of them wrong.
  await page.getByRole('button', { name: 'Choose…' }).click()
  const shelf = page.getByRole('dialog', { name: 'Put on the pad' })
  await expect(shelf.getByRole('button', { name: /^Write a/ }), 'the pad writes digits alone').toHaveCount(0)
  await shelf.getByRole('button', { name: 'Look for them' }).click()
  const hard = shelf.getByRole('list', { name: 'Hard ones' }).getByRole('button').first()
  await expect(hard).toBeVisible({ timeout: 90_000 })
  const [, label = '', answer = ''] =
    /^A capital ([A-Z]), read as capital ([A-Z])/.exec((await hard.getAttribute('aria-label')) ?? '') ?? []
  expect(label).not.toBe(answer)
  await expect(hard).toContainText(`${label} → ${answer}`)
  await hard.click()
  await page.keyboard.press('Escape')
  await expect.poll(async () => LETTERS.classes[(await answeredDigit(page)) ?? -1]?.label).toBe(answer)

  await openTraining(page)
  await chooseSettings(page, { epochs: 8, batchSize: 16, learningRate: 0.004 })
  await control(page, 'Start').click()
  await expect(runStatus(page)).toContainText('Finished', { timeout: 200_000 })

  await openGates(page)
  await padTool(page, 'Clear').click()
  await drawWithMouse(page, letterStrokes(H))
  await waitUntilRead(page)
  await expectAnswerShown(page)
  const answers = await probabilities(page)
  expect(answers.indexOf(Math.max(...answers)), 'the letter that was drawn').toBe(H)

  const belief = maps(page).locator('[data-name="belief"]')
  await pointAt(belief, { step: 27, unit: H }, [28, 26])
  await expect(readout(page)).toContainText('belief in capital H, row 28')
  await expect(page.getByTestId('reading-summary')).toContainText('Read as capital H')

  const before = await probabilities(page)

  await openJudge(page)
  await judgeButton(page, 'Judge').click()
  await expect(judgeStatus(page)).toContainText('answered all 260')
  await expect(
    judgePanel(page)
      .getByRole('columnheader')
      .filter({ hasText: /^[A-Z]$/ }),
  ).toHaveText(LETTERS.classes.map(({ label }) => label))
  await expect(matrixCell(page, H, H)).toHaveAccessibleName(/^capital H read correctly: \d+, /)
  const matrix = judgePanel(page).getByRole('table', { name: 'What is taken for what' })
  const isWhole = await matrix.evaluate(({ parentElement: place }) => place !== null && place.scrollWidth <= place.clientWidth + 1)
  expect(isWhole, 'all 26 columns are seen at once').toBe(true)
  await matrixCell(page, H, H).click()
  await expect(gallery(page).getByRole('heading')).toHaveText('capital H read correctly')
  await expect(
    gallery(page)
      .getByRole('button', { name: /^A capital H, read as capital H \(/ })
      .first(),
  ).toBeVisible()
  const accuracy = /(\d+\.?\d*)%/.exec(await judgePanel(page).innerText())?.[1]
  expect(Number(accuracy), 'accuracy on the test letters, in percent').toBeGreaterThan(90)
  await openGates(page)

  const file = await saveModel(page)
  await modelSheet(page).getByRole('button', { name: 'Back to the trained model' }).click()
  await page.keyboard.press('Escape')
  await expect(meters).toHaveCount(10)
  const chooser = page.waitForEvent('filechooser')
  await modelStatus(page).click()
  await modelSheet(page).getByRole('button', { name: 'Open a model…' }).click()
  await (await chooser).setFiles(file)
  await page.keyboard.press('Escape')
  await expect(meters).toHaveCount(26)
  await expect.poll(() => probabilities(page), { message: 'the opened model answers as it did' }).toEqual(before)
})

async function openGates(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Gates' }).click()
}

/** The letter that stands large beside the pad is the most probable one. */
async function expectAnswerShown(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const index = await answeredDigit(page)
      const shown = await page.getByRole('region', { name: 'Answer', exact: true }).locator('[data-part=digit]').innerText()
      return index !== null && shown === LETTERS.classes[index]?.label
    })
    .toBe(true)
}

/** Saves the model with the header's menu, which stays open. @returns where the file is */
async function saveModel(page: Page): Promise<string> {
  await modelStatus(page).click()
  const download = page.waitForEvent('download')
  await modelSheet(page).getByRole('button', { name: 'Save the model' }).click()
  return (await download).path()
}
