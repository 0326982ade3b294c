import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../../scripts/chromium.ts'
import { callOf, dragWith, WINDOW, type Browser } from './driver.ts'

/** Chromium as all other tests start it, driven by Playwright. */
export async function startChromium(): Promise<Browser> {
  const downloads = mkdtempSync(join(tmpdir(), 'gatelight-chromium-'))
  const browser = await chromium.launch(chromiumLaunchOptions())
  const page = await browser.newPage({ viewport: WINDOW, locale: 'en-GB' })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`request: ${response.status()} ${response.url()}`)
  })
  page.on('download', (download) => void download.saveAs(join(downloads, download.suggestedFilename())))
  return {
    name: 'Chromium',
    version: `Chromium ${browser.version()}`,
    downloads,
    open: async (address) => void (await page.goto(address)),
    evaluate: (work, ...args) => page.evaluate(callOf(work, args)),
    drag: (path) => dragWith(page.mouse, path),
    setFile: (selector, file) => page.setInputFiles(selector, file),
    screenshot: async (file) => void (await page.screenshot({ path: file })),
    complaints: async () => complaints,
    close: () => browser.close(),
  }
}
