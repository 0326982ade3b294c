import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from './chromium'
import { sheetPage } from './contact-sheet/page'
import { ROOT } from './headless'

/** `npm run contact-sheet`: every way in which the built-in digits are written, with its name and some samples, as a picture for the docs. */

const USAGE = `npm run contact-sheet -- [--out docs/built-in-digits.png] [--samples 5] [--seed 1]`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'docs/built-in-digits.png') },
      samples: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  })
  const samples = Number(values.samples)
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(samples) || samples < 1 || samples > 20 || !Number.isSafeInteger(seed)) throw new RangeError(USAGE)
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1480, height: 800 }, deviceScaleFactor: 1.25 })
    await page.setContent(sheetPage(samples, seed))
    const file = await page.screenshot({ fullPage: true })
    await writeFile(values.out, file)
    console.info(`${values.out}: ${file.length} bytes`)
  } finally {
    await browser.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
