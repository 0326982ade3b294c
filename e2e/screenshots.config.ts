import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import base from '../playwright.config.ts'

/** `npx playwright test -c e2e/screenshots.config.ts`: pictures of the page for the README and for a look at it; no test. */

const root = join(import.meta.dirname, '..')

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: 'screenshots.spec.ts',
  testIgnore: [],
  outputDir: join(root, 'test-results/e2e'),
  reporter: 'list',
  projects: [{ name: 'looks' }],
  webServer: [base.webServer ?? []].flat().map((server) => ({ ...server, cwd: root })),
})
