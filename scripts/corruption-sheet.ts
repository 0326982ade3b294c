import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from './chromium'
import { corruptionPage, oneOfEach } from './corruption-sheet/page'
import { ROOT } from './headless'
import { explain } from './explain'
import { mnistSets } from './mnist-test-set'

/** `npm run corruption-sheet`: one digit of every class in each of the 15 corruptions, as a picture for the docs. */

const USAGE = `npm run corruption-sheet -- [--out docs/corruptions.png] [--seed 1]`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: join(ROOT, 'docs/corruptions.png') }, seed: { type: 'string', default: '1' } },
  })
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(USAGE)
  // Digits that no figure is measured on.
  const { train } = await mnistSets()
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 760, height: 1000 } })
    await page.setContent(await corruptionPage(oneOfEach(train), seed))
    const file = await page.locator('body').screenshot()
    await writeFile(values.out, file)
    console.info(`${values.out}: ${file.length} bytes`)
  } finally {
    await browser.close()
  }
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exitCode = 1
})
