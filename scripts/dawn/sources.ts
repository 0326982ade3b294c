import { createServer, type Plugin } from 'vite'
import { ROOT } from '../headless.ts'

/** The project's sources in Node: what the page imports as text, kernels above all, Node cannot import by itself. */
export interface Sources {
  /** Where the project's root is served, for what is fetched. */
  readonly address: string
  /** Loads a module by its path from the root; who names the path knows what is in it. */
  load<Module>(path: string): Promise<Module>
  close(): Promise<void>
}

export interface SourcesOptions {
  /** Of Vite: which further data sets there are (`extra-sets.ts`). */
  readonly mode?: string
  readonly plugins?: readonly Plugin[]
}

export async function openSources({ mode = 'development', plugins = [] }: SourcesOptions = {}): Promise<Sources> {
  const server = await createServer({
    root: ROOT,
    mode,
    plugins: [...plugins],
    cacheDir: 'node_modules/.vite-node',
    logLevel: 'warn',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
  })
  await server.listen()
  const [address] = server.resolvedUrls?.local ?? []
  if (address === undefined) throw new Error('The server has no address')
  return {
    address,
    // Vite gives whatever the file exports, which is what the compiler sees in it.
    load: <Module>(path: string) => server.ssrLoadModule(`/${path}`) as Promise<Module>,
    close: () => server.close(),
  }
}
