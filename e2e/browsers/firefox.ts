import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type ElementHandle } from 'puppeteer-core'
import type { OtherBrowsers } from '../../scripts/other-browsers.ts'
import { callOf, dragWith, WINDOW, type Browser } from './driver.ts'

/** Nothing may be asked of other hosts, and a download needs nobody's consent. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream',
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB,en',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
} as const

/** WebGPU on Linux, also where Firefox does not trust the driver. */
const WEBGPU = { 'dom.webgpu.enabled': true, 'dom.webgpu.workers.enabled': true, 'gfx.webgpu.ignore-blocklist': true } as const

/**
 * The system's Firefox without a window, driven over WebDriver BiDi.
 *
 * @param webgpu  switches it on, on Mesa's software driver and no other
 */
export async function startFirefox({ firefox, lavapipe }: OtherBrowsers, { webgpu = false } = {}): Promise<Browser> {
  const downloads = mkdtempSync(join(tmpdir(), 'gatelight-firefox-'))
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    protocolTimeout: 240_000,
    extraPrefsFirefox: { ...QUIET, ...(webgpu ? WEBGPU : {}), 'browser.download.dir': downloads },
    env: { ...process.env, ...(webgpu ? { VK_DRIVER_FILES: lavapipe, VK_ICD_FILENAMES: lavapipe } : {}) },
  })
  const page = await browser.newPage()
  await page.setViewport(WINDOW)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url ?? ''})`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`request: ${response.status()} ${response.url()}`)
  })
  return {
    name: 'Firefox',
    version: await browser.version(),
    downloads,
    open: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
    evaluate: async <Args extends readonly unknown[], Result>(work: (...args: Args) => Result | Promise<Result>, ...args: Args) =>
      (await page.evaluate(callOf(work, args))) as Result,
    drag: (path) => dragWith(page.mouse, path),
    async setFile(selector, file) {
      const field = (await page.$(selector)) as ElementHandle<HTMLInputElement> | null
      if (field === null) throw new Error(`no field ${selector}`)
      await field.uploadFile(file)
    },
    screenshot: async (file) => void (await page.screenshot({ path: file })),
    complaints: async () => complaints,
    close: () => browser.close(),
  }
}
