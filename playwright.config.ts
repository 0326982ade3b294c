import { defineConfig } from '@playwright/test'
import { chromiumLaunchOptions } from './scripts/chromium.ts'
import { freePort } from './scripts/free-port.ts'

/** The page is served from a folder of a host, as GitHub Pages does, so that every test also proves that no address is absolute. */
const SUB_PATH = '/some/sub/path/'
/** Playwright reads this file once in each of its processes, which get the variables of the first: all of a run agree, and two runs do not meet. */
const port = (process.env['E2E_PORT'] ??= String(await freePort()))
const site = 'test-results/site'
const vite = 'node node_modules/vite/bin/vite.js'

export default defineConfig({
  testDir: 'e2e',
  // Pictures of the page and the hour of mishaps have configurations of their own.
  testIgnore: ['screenshots.spec.ts', 'soak/**'],
  outputDir: 'test-results/e2e',
  // One journey alone leaves a third of two cores idle: it waits for the page, for frames, for the browser.
  workers: 2,
  fullyParallel: true,
  // A trace makes a journey nearly twice as long. One that failed is run again for it, and has failed whatever comes of that.
  retries: 1,
  failOnFlakyTests: true,
  forbidOnly: true,
  timeout: 120_000,
  // No journey asserts a time; this is when a busy machine without a GPU is given up.
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    baseURL: `http://127.0.0.1:${port}${SUB_PATH}`,
    launchOptions: chromiumLaunchOptions(),
    locale: 'en-GB',
    // Files come from the server, where tests break what they break; `e2e/offline.spec.ts` is about the worker that keeps them.
    serviceWorkers: 'block',
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
  // Every test runs on the desktop; one tagged @phone runs on both, one tagged @phone-only there alone.
  projects: [
    { name: 'desktop', grepInvert: /@phone-only/, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: `${vite} build --logLevel warn --outDir ${site} && ${vite} preview --outDir ${site} --base ${SUB_PATH} --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}${SUB_PATH}`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
})
