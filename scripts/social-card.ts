import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { chromiumLaunchOptions } from './chromium.ts'
import { ROOT } from './headless.ts'
import { keptBuild } from './kept-build.ts'

/** `npm run social-card`: the picture that other sites show of the page, taken of the page itself while it has read its first digit. */

/** As social sites want it; what is seen is the page at this size, twice as fine, made smaller by nobody. */
const SIZE = { width: 1200, height: 630 }

const outDir = await keptBuild({
  root: ROOT,
  folder: join(ROOT, '.built'),
  build: (folder) => build({ root: ROOT, logLevel: 'warn', build: { outDir: folder, reportCompressedSize: false } }),
})
const server = await preview({ root: ROOT, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: SIZE,
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  await page.locator('[data-digit="3"]').first().waitFor()
  await page.waitForLoadState('networkidle')
  await writeFile(join(ROOT, 'public/social-card.png'), await page.screenshot())
  console.log('public/social-card.png')
} finally {
  await browser.close()
  await server.close()
}
