import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deflateSync } from 'node:zlib'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { encodeApng, type Frame } from '../src/core/png/apng.ts'
import { filmReading, WINDOW } from './animation/film.ts'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'

/** `npm run animation`: a digit is drawn and read, as an animated PNG for the README. */

const USAGE = `npm run animation -- [--out docs/reading.png] [--digit 5] [--site FOLDER]

The page is built first, unless a folder is named where it is built already.`

const SITE = 'test-results/animation-site'
/** What a page of the README should not exceed, bytes. */
const LARGEST = 3_000_000

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'docs/reading.png') },
      digit: { type: 'string', default: '5' },
      site: { type: 'string' },
    },
  })
  if (!/^\d$/.test(values.digit)) throw new RangeError(USAGE)
  const frames = await film(Number(values.digit), values.site)
  const file = await encodeApng(frames, { deflate: (bytes) => deflateSync(bytes, { level: 9 }) })
  if (file.length > LARGEST) throw new RangeError(`The animation has ${file.length} bytes, more than ${LARGEST}`)
  await writeFile(values.out, file)
  console.info(`${values.out}: ${frames.length} frames, ${file.length} bytes`)
}

/** The page in a browser without a window. @param built its folder; undefined builds it now */
async function film(digit: number, built: string | undefined): Promise<Frame[]> {
  if (built === undefined) await build({ root: ROOT, logLevel: 'warn', build: { outDir: SITE, emptyOutDir: true } })
  const server = await preview({ root: ROOT, logLevel: 'warn', build: { outDir: built ?? SITE }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: WINDOW, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB' })
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?engine=cpu`)
    return await filmReading(page, digit)
  } finally {
    await browser.close()
    await server.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
