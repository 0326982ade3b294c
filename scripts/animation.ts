import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deflateSync } from 'node:zlib'
import { chromium, type Page } from 'playwright'
import { build, preview } from 'vite'
import { encodeApng, type Frame } from '../src/core/png/apng.ts'
import { filmWriting, WRITING_WINDOW } from './animation/film-writing.ts'
import { filmReading, WINDOW } from './animation/film.ts'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'

/** `npm run animation`: a digit is drawn and read, or a number is written, as an animated PNG for the README. */

const USAGE = `npm run animation -- [--out docs/reading.png] [--digit 5] [--site FOLDER]
npm run animation -- --writing [--out docs/writing.png] [--number 2026] [--site FOLDER]

The page is built first, unless a folder is named where it is built already.`

const SITE = 'test-results/animation-site'
/** What a page of the README should not exceed, bytes. */
const LARGEST = { reading: 3_000_000, writing: 1_500_000 } as const

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      digit: { type: 'string', default: '5' },
      writing: { type: 'boolean', default: false },
      number: { type: 'string', default: '2026' },
      site: { type: 'string' },
    },
  })
  if (!/^\d$/.test(values.digit) || !/^\d{1,4}$/.test(values.number)) throw new RangeError(USAGE)
  const what = values.writing ? 'writing' : 'reading'
  const out = values.out ?? join(ROOT, `docs/${what}.png`)
  const frames = values.writing
    ? await film(WRITING_WINDOW, values.site, (page) => filmWriting(page, values.number))
    : await film(WINDOW, values.site, (page) => filmReading(page, Number(values.digit)))
  const file = await encodeApng(frames, { deflate: (bytes) => deflateSync(bytes, { level: 9 }) })
  if (file.length > LARGEST[what]) throw new RangeError(`The animation has ${file.length} bytes, more than ${LARGEST[what]}`)
  await writeFile(out, file)
  console.info(`${out}: ${frames.length} frames, ${file.length} bytes`)
}

/** The page in a browser without a window. @param built its folder; undefined builds it now */
async function film(window: typeof WINDOW, built: string | undefined, shoot: (page: Page) => Promise<Frame[]>): Promise<Frame[]> {
  if (built === undefined) await build({ root: ROOT, logLevel: 'warn', build: { outDir: SITE, emptyOutDir: true } })
  const server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir: built ?? SITE }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: window, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB' })
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?engine=cpu`)
    return await shoot(page)
  } finally {
    await browser.close()
    await server.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
