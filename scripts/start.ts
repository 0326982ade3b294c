import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'vite'

/**
 * `npm start`: the page with hot reload, opened in the visitor's browser.
 *
 * Waits for nothing: the page starts with built-in digits and reads MNIST by itself. Arguments: `--port <number>`, `--host`
 * (reachable from other machines), `--no-open`.
 */

const root = join(import.meta.dirname, '..')

async function main(args: readonly string[]): Promise<void> {
  const server = await createServer({
    root,
    server: {
      open: !args.includes('--no-open') && hasDisplay(),
      ...(args.includes('--host') && { host: true }),
      ...portOption(args),
    },
  })
  await server.listen()
  server.printUrls()
  server.bindCLIShortcuts({ print: true })
  if (!hasMnist()) {
    server.config.logger.info('\n  public/mnist is empty: the page asks the public mirrors. `npm run mnist` keeps the files here.\n')
  }
}

function portOption(args: readonly string[]): { port?: number; strictPort?: boolean } {
  const index = args.indexOf('--port')
  if (index < 0) return {}
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
    return readdirSync(join(root, 'public/mnist')).some((name) => name.endsWith('.gz'))
  } catch {
    return false
  }
}

await main(process.argv.slice(2))
