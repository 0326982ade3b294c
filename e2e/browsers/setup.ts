import { join } from 'node:path'
import { build, preview } from 'vite'
import type { TestProject } from 'vitest/node'
import { freePort } from '../../scripts/free-port.ts'

/** As for the other journeys: the page must work from any folder of a host. */
const SUB_PATH = '/some/sub/path/'

const root = join(import.meta.dirname, '../..')
const outDir = join(root, 'test-results/browsers-site')

/** Builds the page, serves it while the tests run, and tells them where. */
export default async function serveBuiltPage(project: TestProject): Promise<() => Promise<void>> {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const port = await freePort()
  const server = await preview({
    root,
    base: SUB_PATH,
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port, strictPort: true },
  })
  project.provide('builtPage', `http://127.0.0.1:${port}${SUB_PATH}`)
  return () => server.close()
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page. */
    builtPage: string
  }
}
