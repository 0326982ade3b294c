import { join } from 'node:path'
import { createServer, createServerModuleRunner } from 'vite'
import { wasmKernels } from './build-wasm'
import type * as Command from './export/command'
import { ROOT } from './headless'

/** `npm run export`: a model file for another tool, written by the page's own code, which is loaded as Vite loads it for the page: with files taken in as text, and libraries when they are needed. */
async function main(): Promise<void> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    cacheDir: 'node_modules/.vite-export',
    logLevel: 'warn',
    plugins: [wasmKernels()],
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  })
  const runner = createServerModuleRunner(server.environments.ssr)
  try {
    const { exportCommand } = await runner.import<typeof Command>(join(ROOT, 'scripts/export/command.ts'))
    await exportCommand(process.argv.slice(2), console.log)
  } finally {
    await runner.close()
    await server.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
