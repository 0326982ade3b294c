import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview, type Plugin } from 'vite'
import { keptBuild } from './kept-build.ts'

/**
 * `npm start`: the page as visitors have it, opened in the browser. It is built where the last build is not that of the present sources,
 * and served; `npm run dev` is the page with hot reload, for who changes its code.
 *
 * Waits for no data: the page starts with built-in digits and reads MNIST by itself. Arguments: `--port <number>`, `--host`
 * (reachable from other machines), `--no-open`.
 */

const root = join(import.meta.dirname, '..')
const mnist = join(root, 'public/mnist')

async function main(args: readonly string[]): Promise<void> {
  // Wrong arguments are told before anything is built.
  const port = portOption(args)
  const outDir = await keptBuild({
    root,
    folder: join(root, '.built'),
    build: (folder) => build({ root, logLevel: 'warn', build: { outDir: folder, reportCompressedSize: false } }),
    onBuild: () => console.log('\n  The page is built, which takes some seconds; the next start has it at once.'),
  })
  const server = await preview({
    root,
    plugins: [mnistFromItsFolder()],
    build: { outDir },
    preview: { open: !args.includes('--no-open') && hasDisplay(), ...(args.includes('--host') && { host: true }), ...port },
  })
  server.printUrls()
  server.bindCLIShortcuts({ print: true })
  if (!hasMnist()) {
    server.config.logger.info('\n  public/mnist is empty: the page asks the public mirrors. `npm run mnist` keeps the files here.\n')
  }
}

/** MNIST is no part of the build that is kept: files that come later are there without another build. */
function mnistFromItsFolder(): Plugin {
  return {
    name: 'gatelight:mnist-from-its-folder',
    configurePreviewServer(server) {
      server.middlewares.use('/mnist', (request, response, next) => {
        const name = /^\/([\w-]+\.gz)(?:\?|$)/.exec(request.url ?? '')?.[1]
        const file = name === undefined ? undefined : statSync(join(mnist, name), { throwIfNoEntry: false })
        if (name === undefined || !file?.isFile()) return next()
        // As bytes: they are unpacked by the page, not by the browser.
        response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.size, 'cache-control': 'no-cache' })
        createReadStream(join(mnist, name)).pipe(response)
      })
    },
  }
}

function portOption(args: readonly string[]): { port: number; strictPort?: boolean } {
  const index = args.indexOf('--port')
  if (index < 0) return { port: 5173 }
  const port = Number(args[index + 1])
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`--port ${args[index + 1] ?? ''}: allowed: 1 to 65535`)
  }
  return { port, strictPort: true }
}

/** A browser can be opened: not over a plain shell connection, in a container or on a build machine. */
function hasDisplay(): boolean {
  if (process.env['CI'] !== undefined) return false
  if (process.platform !== 'linux') return true
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
}

function hasMnist(): boolean {
  try {
    return readdirSync(mnist).some((name) => name.endsWith('.gz'))
  } catch {
    return false
  }
}

await main(process.argv.slice(2))
