import type { Page } from '@playwright/test'
import { sampleDrawing } from '../src/ui/pad/samples.ts'
import { automaticEngine, expectEngine, replaceGpu } from './support/engine.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, inkOnPad, pad } from './support/pad.ts'

/** What the page writes first, whatever the seed of the later samples. */
const firstSample = sampleDrawing(0, 0).label ?? -1

/** Milliseconds; the writing of a sample lies well within. */
const WRITING = { middle: 600, over: 3000 }

/** A clock that stands still. */
async function holdClock(page: Page): Promise<void> {
  await page.clock.install({ time: 0 })
  // Ahead of where the clock may have come to by now.
  await page.clock.pauseAt(60_000)
}

function status(page: Page, label: 'Model' | 'Data' | 'Engine') {
  return page.getByRole('banner').getByRole('button', { name: new RegExp(`^${label} `) })
}

test.describe('first sight', () => {
  test('a trained model reads a digit that is there at once; the next one writes itself @phone', async ({ page }) => {
    await holdClock(page)
    await openPage(page)
    // One frame is enough for all of it.
    await page.clock.runFor(50)
    const atOnce = await inkOnPad(page)
    await page.clock.runFor(WRITING.over)
    expect(atOnce).toBeGreaterThan(0)
    expect(await inkOnPad(page)).toBe(atOnce)

    await page.clock.resume()
    await expectAnswer(page, firstSample)
    await expect(page.getByRole('status').filter({ hasText: `The network reads ${firstSample}` })).toBeAttached()
    await expect(status(page, 'Model')).toContainText('row-lstm')
    await expect(status(page, 'Data')).toContainText('on demand')
    await expectEngine(page, automaticEngine)

    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByRole('progressbar')).toHaveCount(0)

    await page.clock.pauseAt(new Date(await page.evaluate(() => Date.now() + 60_000)))
    await pad(page).press('7')
    await page.clock.runFor(WRITING.middle)
    const halfWritten = await inkOnPad(page)
    await page.clock.runFor(WRITING.over)
    const written = await inkOnPad(page)
    expect(halfWritten).toBeGreaterThan(0)
    expect(written, 'the digit went on writing itself').toBeGreaterThan(1.2 * halfWritten)
  })

  test('with reduced motion the digit is read to its last row', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await expectAnswer(page, firstSample)
    await expect(page.getByRole('button', { name: 'Play the scan' })).toBeVisible()
    await expect(page.getByRole('slider', { name: 'Step: rows read' })).toHaveAttribute('aria-valuetext', 'Row 28 of 28')
  })

  test('the model says what it is and how good it was measured to be', async ({ page }) => {
    await openPage(page)
    await status(page, 'Model').click()
    const sheet = page.getByRole('dialog', { name: 'Model' })
    await expect(sheet).toContainText('lstm')
    await expect(sheet).toContainText(/trained on MNIST/)
    await expect(sheet).toContainText(/9\d\.\d\d%/)
  })
})

test.describe('without WebGPU', () => {
  const withouts: readonly (readonly [name: string, gpu: string, reason: RegExp])[] = [
    ['a browser that does not know it', 'undefined', /has no WebGPU/],
    ['a machine without an adapter', '{ requestAdapter: async () => null }', /no graphics adapter/],
  ]
  for (const [name, gpu, reason] of withouts) {
    test(`${name} computes on the CPU, says so, and reads`, async ({ page }) => {
      await replaceGpu(page, gpu)
      await openPage(page)
      await expect(status(page, 'Engine')).toContainText('CPU')
      await expectAnswer(page, firstSample)
      await pad(page).press('7')
      await expectAnswer(page, 7)

      await status(page, 'Engine').click()
      await expect(page.getByRole('dialog', { name: 'Engine' })).toContainText(reason)
      await expect(page.getByRole('alert')).toHaveCount(0)
    })
  }
})
