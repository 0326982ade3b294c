import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { wasmKernels } from './scripts/build-wasm.ts'
import { chromiumLaunchOptions } from './scripts/chromium.ts'
import { findKeras, findPython } from './scripts/python.ts'
import { ISOLATION } from './scripts/headers.ts'
import { findTestData, serveTestData } from './scripts/test-data.ts'

const folders = findTestData()
/** Only the tests of this project start it, and it takes a moment to look for. */
const usesPython = process.argv.includes('python')
const python = usesPython ? findPython() : null
const keras = usesPython ? findKeras() : null

/** No test asserts a time: this is when one that hangs is given up, however busy the machine. */
const GIVEN_UP_MS = 240_000

export default defineConfig({
  plugins: [wasmKernels()],
  test: {
    provide: {
      testData: { mnist: folders.mnist, vectors: folders.vectors },
      python: python !== null && 'program' in python ? python.program : null,
      keras,
    },
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
          exclude: ['src/**/*.gpu.test.ts', 'src/**/*.python.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'python',
          environment: 'node',
          testTimeout: GIVEN_UP_MS,
          hookTimeout: GIVEN_UP_MS,
          include: ['src/**/*.python.test.ts'],
          // PyTorch has threads of its own.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        plugins: [serveTestData(folders)],
        // Threads of the CPU engine share memory, as on the page.
        server: { headers: ISOLATION },
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
    /** A Python with torch, onnx and h5py; null where there is none, and for tests that need none. */
    python: string | null
    /** The same with Keras 3. */
    keras: string | null
  }
}
