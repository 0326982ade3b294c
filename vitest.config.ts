import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { wasmKernels } from './scripts/build-wasm.ts'
import { chromiumLaunchOptions } from './scripts/chromium.ts'
import { findTestData, serveTestData } from './scripts/test-data.ts'

const folders = findTestData()

/** No test asserts a time: this is when one that hangs is given up, however busy the machine. */
const GIVEN_UP_MS = 240_000

export default defineConfig({
  plugins: [wasmKernels()],
  test: {
    provide: { testData: { mnist: folders.mnist, vectors: folders.vectors } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: GIVEN_UP_MS,
          hookTimeout: GIVEN_UP_MS,
          // Its Node build is CommonJS inside an ES module package; its module build is what Vite takes.
          server: { deps: { inline: ['wgsl_reflect'] } },
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['src/**/*.gpu.test.ts'],
        },
      },
      {
        extends: true,
        plugins: [serveTestData(folders)],
        // Found only inside a test, it would be prepared while the tests run, and the page would load again.
        optimizeDeps: { include: ['fast-check'] },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          testTimeout: GIVEN_UP_MS,
          hookTimeout: GIVEN_UP_MS,
          // All pages share one GPU process; side by side they only wait for each other.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'browsers',
          environment: 'node',
          include: ['e2e/browsers/*.browsers.ts'],
          globalSetup: 'e2e/browsers/setup.ts',
          testTimeout: GIVEN_UP_MS,
          hookTimeout: GIVEN_UP_MS,
          // When a busy machine is given up.
          expect: { poll: { timeout: 30_000, interval: 100 } },
          // Each browser's threads use all cores by themselves.
          fileParallelism: false,
        },
      },
    ],
  },
})

declare module 'vitest' {
  interface ProvidedContext {
    testData: { mnist: string | null; vectors: string | null }
  }
}
