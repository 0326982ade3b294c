import { build, preview } from 'vite'

/** The page with the data sets of the tests, which no other build has (`scripts/test-sets.ts`). */

const FOLDER = 'test-results/testing-site'
const PORT = Number(process.env['E2E_PORT'] ?? 4317) + 1

/** Where it is served; for `test.use({ baseURL })`. */
export const TESTING_SITE = `http://127.0.0.1:${PORT}/`

/** Builds and serves it. @returns what ends that */
export async function serveTestingSite(): Promise<() => Promise<void>> {
  await build({ mode: 'testing', logLevel: 'warn', build: { outDir: FOLDER, emptyOutDir: true } })
  const server = await preview({
    logLevel: 'warn',
    build: { outDir: FOLDER },
    preview: { host: '127.0.0.1', port: PORT, strictPort: true },
  })
  return () => server.close()
}
