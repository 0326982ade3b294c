import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { decodePng } from '../scripts/animation/decode-png.ts'
import { decodeTraceFile } from '../src/nn/spec/trace-file/trace-file.ts'
import { expectNoViolations, expectNoViolationsIn, THEMES } from './support/axe.ts'
import { press, tabTo } from './support/keyboard.ts'
import { pickPreset } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { waitUntilRead } from './support/pad.ts'
import { maps, pickLayer, valueAt } from './support/reading.ts'

/** A reading is taken along: as pictures for slides, and as numbers for other programs. What is in the files is tested beside the code as well. */

const opener = (page: Page) => page.getByRole('button', { name: 'Save this reading' })
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Save this reading' })
const format = (page: Page, name: string) => sheet(page).getByRole('button', { name, exact: true })

async function openSheet(page: Page, query = '?engine=cpu'): Promise<void> {
  await openPage(page, query)
  await waitUntilRead(page)
  await opener(page).click()
  await expect(format(page, 'PNG')).toBeVisible()
}

async function saved(page: Page, name: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const downloading: Promise<Download> = page.waitForEvent('download')
  await format(page, name).click()
  const download = await downloading
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) }
}

/** Colours of a picture that differ from each other. */
function coloursOf(file: Uint8Array): { readonly width: number; readonly height: number; readonly colours: number } {
  const { width, height, data } = decodePng(file)
  const words = new Uint32Array(Uint8Array.from(data).buffer)
  return { width, height, colours: new Set(words).size }
}

test('pictures for slides are as wide as a slide, and show the reading @phone', async ({ page, isMobile }) => {
  test.setTimeout(120_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await waitUntilRead(page)
  if (isMobile) await press(opener(page), true)
  else {
    await tabTo(page, 'what saves the reading', opener(page))
    await page.keyboard.press('Enter')
  }
  const png = await saved(page, 'PNG')
  expect(png.name).toMatch(/^row-lstm-reading-\d\.png$/)
  const still = coloursOf(png.bytes)
  expect(still.width).toBe(1920)
  expect(still.height).toBeGreaterThan(600)
  expect(still.colours).toBeGreaterThan(300)
  await expect(sheet(page).getByRole('status')).toContainText(`${png.name} was saved`)

  const film = await saved(page, 'Film')
  expect(film.name).toMatch(/^row-lstm-reading-\d-Film\.png$/)
  // Programs without animations show the whole reading.
  expect(coloursOf(film.bytes)).toMatchObject({ width: 1280 })
  const { frames, milliseconds } = await page.evaluate(async (bytes) => {
    const decoder = new ImageDecoder({ type: 'image/png', data: Uint8Array.from(bytes) })
    await decoder.tracks.ready
    await decoder.completed
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0
    let duration = 0
    for (let frameIndex = 0; frameIndex < count; frameIndex++) duration += (await decoder.decode({ frameIndex })).image.duration ?? 0
    return { frames: count, milliseconds: duration / 1000 }
  }, Array.from(film.bytes))
  expect(frames).toBe(28)
  expect(milliseconds).toBeGreaterThan(3000)
  expect(milliseconds).toBeLessThan(6000)
  if (isMobile) await expectNoViolations(page, 'a reading was saved, on a phone')
  else await expectNoViolationsIn(page, THEMES, 'a reading was saved')
})

test('the vector figure is well-formed, refers to nothing, and is a picture by itself', async ({ page, context }) => {
  await openSheet(page)
  const svg = await saved(page, 'SVG')
  const text = new TextDecoder().decode(svg.bytes)
  const read = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
    const references = [...parsed.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name, value }) => /href|src|^style$/.test(name) || /url\(/.test(value))
        .map(({ value }) => value.slice(0, 22)),
    )
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? null,
      root: parsed.documentElement.tagName,
      references,
      texts: parsed.querySelectorAll('text').length,
    }
  }, text)
  expect(read).toMatchObject({ error: null, root: 'svg' })
  expect(read.texts).toBeGreaterThan(30)
  for (const reference of read.references) expect(reference).toMatch(/^(data:image\/png;base64,|url\(#ramp-\d+\)$)/)
  const other = await context.newPage()
  const size = await other.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/svg+xml;base64,${base64}`
    await image.decode()
    document.body.replaceChildren(image)
    return [image.naturalWidth, image.naturalHeight]
  }, Buffer.from(svg.bytes).toString('base64'))
  expect(size[0]).toBe(1920)
  expect(coloursOf(new Uint8Array(await other.locator('img').screenshot())).colours).toBeGreaterThan(300)
  await other.close()
})

test('the numbers are those on the screen', async ({ page }) => {
  await openSheet(page)
  const json = await saved(page, 'JSON')
  const csv = await saved(page, 'CSV')
  const zip = await saved(page, 'A PNG of each map')
  await page.keyboard.press('Escape')
  const trace = decodeTraceFile(JSON.parse(new TextDecoder().decode(json.bytes)), json.name)
  await expect(page.getByTestId('reading-summary')).toContainText(`Read as ${trace.answer.label}`)

  await maps(page).press('Home')
  await page.keyboard.press('c')
  for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowDown')
  const unit = Number(await page.getByTestId('reading-readout').getAttribute('data-unit'))
  const shown = await valueAt(page, { signal: 'c', step: 9, unit })
  const cell = trace.layers.find(({ name }) => name === 'lstm')?.signals.find(({ name }) => name === 'c')
  expect(cell?.axes).toEqual(['time', 'units'])
  expect(cell?.data[9 * (cell.shape[1] ?? 0) + unit]).toBe(Math.fround(shown))

  const lines = new TextDecoder().decode(csv.bytes).split('\r\n')
  const line = lines.find((candidate) => candidate.startsWith(`lstm,c,10,${unit + 1},`))
  expect(Math.fround(Number(line?.split(',').at(-1)))).toBe(Math.fround(shown))

  const pictures = unzipSync(zip.bytes)
  expect(Object.keys(pictures)).toEqual(expect.arrayContaining(['picture.png', 'belief.png', 'lstm-i.png', 'lstm-c.png', 'lstm-h.png']))
  expect(decodePng(pictures['lstm-i.png']!)).toMatchObject({ width: 1024, height: 224 })
})

test('all layers go into one figure; of a network without steps there is no film', async ({ page }) => {
  await openPage(page, '?engine=cpu')
  await pickPreset(page, 'keras')
  await opener(page).click()
  const one = coloursOf((await saved(page, 'PNG')).bytes)
  await sheet(page).getByRole('radio', { name: 'all', exact: true }).click()
  const all = coloursOf((await saved(page, 'PNG')).bytes)
  expect(all.width).toBe(one.width)
  expect(all.height).toBeGreaterThan(1.5 * one.height)
  await page.keyboard.press('Escape')
  await pickPreset(page, 'cnn')
  await pickLayer(page, 'Conv2D 1')
  await opener(page).click()
  await expect(format(page, 'Film')).toHaveAttribute('aria-disabled', 'true')
  await expect(sheet(page)).toContainText('there is no film of it')
  expect(coloursOf((await saved(page, 'PNG')).bytes)).toMatchObject({ width: 1920 })
})

test('a film that is cancelled is not saved', async ({ page, context }) => {
  await openSheet(page)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  let downloads = 0
  page.on('download', () => downloads++)
  await format(page, 'Film').click()
  await expect(sheet(page).getByRole('progressbar', { name: 'The film so far' })).toBeVisible()
  await sheet(page).getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(sheet(page).getByRole('status')).toContainText('Cancelled')
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await expect(format(page, 'Film')).not.toHaveAttribute('aria-disabled')
  expect(downloads).toBe(0)
})
