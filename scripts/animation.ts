import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright'
import { build, preview } from 'vite'
import { encodeApng, type Frame } from './animation/apng.ts'
import { decodePng } from './animation/png.ts'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'

/** `npm run animation`: a digit being read row by row, as an animated PNG for the README. */

const USAGE = `npm run animation -- [--out docs/reading.png] [--digit 3] [--site FOLDER]

The page is built first, unless a folder is named where it is built already.`

const SITE = 'test-results/animation-site'
const WINDOW = { width: 1200, height: 800 }
const ROWS = 28
/** Milliseconds that the first row, those between and the last one stay. */
const TIMES = { first: 900, step: 130, last: 2600 }
/** What a page of the README should not exceed, bytes. */
const LARGEST = 1_500_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'docs/reading.png') },
      digit: { type: 'string', default: '3' },
      site: { type: 'string' },
    },
  })
  if (!/^\d$/.test(values.digit)) throw new RangeError(USAGE)
  const frames = await filmReading(values.digit, values.site)
  const file = encodeApng(frames)
  if (file.length > LARGEST) throw new RangeError(`The animation has ${file.length} bytes, more than ${LARGEST}`)
  await writeFile(values.out, file)
  console.info(`${values.out}: ${frames.length} frames, ${file.length} bytes`)
}

/** The page in a browser without a window, its scan line on one row after the other. @param built its folder; undefined builds it now */
async function filmReading(digit: string, built: string | undefined): Promise<Frame[]> {
  if (built === undefined) await build({ root: ROOT, logLevel: 'warn', build: { outDir: SITE, emptyOutDir: true } })
  const server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir: built ?? SITE }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: WINDOW, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB' })
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?engine=cpu`)
    await page.getByRole('application', { name: 'Drawing pad' }).press(digit)
    await page
      .getByTestId('reading-summary')
      .filter({ hasText: `Read as ${digit}` })
      .waitFor()
    const maps = page.getByRole('group', { name: 'Maps of the reading' })
    const height = await foot(page)
    const frames: Frame[] = []
    for (let row = 0; row < ROWS; row++) {
      await maps.press(row === 0 ? 'Home' : 'ArrowDown')
      await settle(page)
      const clip = { x: 0, y: 0, width: WINDOW.width, height }
      const picture = decodePng(await page.screenshot({ clip }))
      frames.push({ picture, milliseconds: row === 0 ? TIMES.first : row === ROWS - 1 ? TIMES.last : TIMES.step })
    }
    return frames
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Where the answer beside the pad and the maps end, CSS pixels: what stands below is not filmed. */
async function foot(page: Page): Promise<number> {
  const ends = await page
    .locator('[data-testid="reading-summary"], [aria-label="Answer"]')
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().bottom))
  return Math.min(WINDOW.height, Math.ceil(Math.max(...ends)) + 24)
}

/** No focus ring in the picture, and the last key on the screen. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
