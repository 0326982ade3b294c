import type { Locator, Page } from '@playwright/test'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer } from './support/pad.ts'
import { chooseData, limitData, openTraining } from './support/training.ts'

/** A file as a test makes it. */
interface Dropped {
  readonly name: string
  readonly bytes: readonly number[]
}

const GZIP = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03]
const files = {
  text: { name: 'notes.txt', bytes: [...Buffer.from('These are no digits.')] },
  webPage: { name: 't10k-labels-idx1-ubyte', bytes: [...Buffer.from('<!doctype html><title>404</title>')] },
  cutOff: { name: 'train-images-idx3-ubyte.gz', bytes: [...GZIP, 0x63] },
  // The header of a label file of three, and no labels.
  wrongCount: { name: 'labels.idx', bytes: [0, 0, 8, 1, 0, 0, 0, 3] },
  model: { name: 'model.safetensors', bytes: [...Buffer.from('{"__metadata__":{}}')] },
} as const satisfies Record<string, Dropped>

test.describe('files dropped on the page', () => {
  test('that are no digits are named with the reason, and the data in use stays', async ({ page }) => {
    await limitData(page, 100)
    await openPage(page)
    await openTraining(page)
    const inUse = await chooseData(page, 'Built-in')

    await drop(page, [files.text, files.webPage, files.cutOff, files.wrongCount])
    const message = page.getByRole('alert')
    await expect(message).toHaveCount(1)
    await expect(message).toContainText('four files are needed')
    for (const { name } of [files.text, files.webPage, files.cutOff, files.wrongCount]) {
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
    await drop(page, [files.model])
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByRole('banner').getByRole('button', { name: /^Model / })).toContainText('row-lstm')
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
    const sheet = page.getByRole('dialog', { name: 'Data' })
    await expect(sheet.getByRole('listitem').filter({ hasText: /^this page / })).toContainText(/web page/)
    // The mirrors are out of reach in tests, and each says so.
    await expect(sheet.getByRole('listitem')).toHaveCount(4)
    await expect(sheet.getByRole('button', { name: 'Use built-in digits' })).toBeDisabled()
    await expect(sheet.getByRole('button', { name: 'Use MNIST' })).toBeEnabled()
  })
})

function dataStatus(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /^Data / })
}

/** Drops files on the page as the system's file manager would. */
async function drop(page: Page, dropped: readonly Dropped[]): Promise<void> {
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer()
    for (const { name, bytes } of list) data.items.add(new File([new Uint8Array(bytes)], name))
    return data
  }, dropped)
  await page.locator('body').dispatchEvent('dragenter', { dataTransfer: transfer })
  await expect(page.getByText('Drop a picture of a digit, MNIST’s files, or a .safetensors model')).toBeVisible()
  await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer })
  await transfer.dispose()
}
