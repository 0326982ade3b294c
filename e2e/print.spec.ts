import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { maps } from './support/reading.ts'

/** Pages of a PDF, by the objects that say that they are one. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}

test('a reading is printed as a handout of one sheet: digit, maps, answer, legend and the unit’s curves, without controls', async ({
  page,
}) => {
  await openWithDigit(page, 3)
  await maps(page).focus()
  await page.keyboard.press('f')
  await expect(page.getByTestId('unit-equations')).toBeAttached()
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ media: 'print', colorScheme: theme })
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toMatch(/^rgb\(25[0-5], 25[0-5], 25[0-5]\)/)
  }
  await expect(maps(page)).toBeVisible()
  // A sheet of A4 within its margins: digit, six maps and the belief.
  await expect(maps(page).getByRole('img')).toHaveCount(8)
  for (const image of await maps(page).getByRole('img').all()) {
    const box = await image.boundingBox()
    expect(box && box.x + box.width - ((await maps(page).boundingBox())?.x ?? 0)).toBeLessThanOrEqual(703)
  }
  await expect(page.getByTestId('reading-summary')).toContainText('Read as 3')
  await expect(page.getByRole('region', { name: 'Answer' })).toBeVisible()
  await expect(page.getByRole('group', { name: /^Gates of unit/ })).toBeVisible()
  await expect(page.getByRole('tab')).toHaveCount(0)
  await expect(page.getByRole('contentinfo')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Clear' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Play the scan' })).toHaveCount(0)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, path: test.info().outputPath('handout.pdf') })
  expect(pagesOf(pdf)).toBe(1)
})
