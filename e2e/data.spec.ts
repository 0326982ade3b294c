import { modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { dropFiles, type FileContents } from './support/real-input.ts'
import { chooseData, dataSheet, dataStatus, limitData, openTraining } from './support/training.ts'

const GZIP = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03]

const NO_DIGITS: FileContents = {
  'notes.txt': 'These are no digits.',
  't10k-labels-idx1-ubyte': '<!doctype html><title>404</title>',
  'train-images-idx3-ubyte.gz': Uint8Array.of(...GZIP, 0x63),
  // The header of a label file of three, and no labels.
  'labels.idx': Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3),
}

test.describe('files dropped on the page', () => {
  test('that are no digits are named with the reason, and the data in use stays', async ({ page }) => {
    await limitData(page, 100)
    await openPage(page)
    await openTraining(page)
    const inUse = await chooseData(page, 'Built-in')

    await dropFiles(page, NO_DIGITS, async () => {
      await expect(page.getByText('Drop a picture of a digit, data to train on, or a .safetensors model')).toBeVisible()
    })
    const message = page.getByRole('alert')
    await expect(message).toHaveCount(1)
    await expect(message).toContainText('four files are needed')
    for (const name of Object.keys(NO_DIGITS)) {
      await expect(message, `says what is wrong with ${name}`).toContainText(
        new RegExp(`${name.replaceAll('.', '\\.')} \\(your files\\): [^.]+`),
      )
    }
    await expect(page.getByTestId('training-data')).toHaveText(inUse)
    await expect(dataStatus(page)).toContainText('Built-in digits')

    await message.getByRole('button', { name: 'Dismiss this message' }).click()
    await expect(message).toHaveCount(0)
  })

  test('that are no model leave the model that is there', async ({ page }) => {
    await openPage(page)
    await expectAnswer(page, 3)
    await dropFiles(page, { 'model.safetensors': '{"__metadata__":{}}' })
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(modelStatus(page)).toContainText('row-lstm')
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.keyboard.press('Control+z')
    await expectAnswer(page, 3)
  })
})

test.describe('MNIST from the page’s folder', () => {
  test('with a web page in its place is passed over for built-in digits, and the page says why', async ({ page }) => {
    await page.route('**/mnist/*.gz', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Not here</title>' }),
    )
    await limitData(page, 100)
    await openPage(page)
    await openTraining(page)
    const sentence = await chooseData(page, 'MNIST')
    expect(sentence).toMatch(/^MNIST could not be loaded, so built-in digits are in use\. .*100 to learn from/)

    await dataStatus(page).click()
    const sheet = dataSheet(page)
    await expect(sheet.getByRole('listitem').filter({ hasText: /^this page / })).toContainText(/web page/)
    // The mirrors are out of reach in tests, and each says so.
    await expect(sheet.getByRole('listitem')).toHaveCount(4)
    await expect(sheet.getByRole('button', { name: 'Use built-in digits' })).toBeDisabled()
    await expect(sheet.getByRole('button', { name: 'Use MNIST' })).toBeEnabled()
  })
})
