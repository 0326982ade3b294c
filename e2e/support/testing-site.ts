import { build, preview } from 'vite'
import { test as base } from './page.ts'

/** The page with the data sets of the tests, which no other build has (`scripts/extra-sets.ts`). */

/** Every worker builds its own: another one's may be served meanwhile. */
export const testingFolder = (worker: number): string => `test-results/testing-site-${worker}`
const BUILD_LIMIT = 300_000

/** The page's `test`, but on that build: built and served once for a worker. */
export const test = base.extend<object, { testingSite: string }>({
  testingSite: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const outDir = testingFolder(parallelIndex)
      await build({ mode: 'testing', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
      // The system picks the port: no other is sure to be free.
      const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
      const address = server.httpServer.address()
      if (address === null || typeof address === 'string') throw new Error('the testing site is not served')
      await use(`http://127.0.0.1:${address.port}/`)
      await server.close()
    },
    { scope: 'worker', timeout: BUILD_LIMIT },
  ],
  baseURL: async ({ testingSite }, serve) => {
    await serve(testingSite)
  },
})
