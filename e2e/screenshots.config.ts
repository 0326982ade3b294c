import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import base from '../playwright.config.ts'

/** `npx playwright test -c e2e/screenshots.config.ts`: pictures of the page for the README and for a look at it; no test. */

/** While it takes a picture of a whole page, Chromium forgets that it emulates a finger; what it believes from its start it does not. */
const FINGER = '--blink-settings=primaryPointerType=2,availablePointerTypes=2,primaryHoverType=1,availableHoverTypes=1'

const root = join(import.meta.dirname, '..')

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: 'screenshots.spec.ts',
  testIgnore: [],
  outputDir: join(root, 'test-results/e2e'),
  reporter: 'list',
  projects: [
    { name: 'looks', grepInvert: /@phone/ },
    {
      name: 'looks of a phone',
      grep: /@phone/,
      use: { launchOptions: { ...base.use?.launchOptions, args: [...(base.use?.launchOptions?.args ?? []), FINGER] } },
    },
  ],
  webServer: [base.webServer ?? []].flat().map((server) => ({ ...server, cwd: root })),
})
