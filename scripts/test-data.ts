import { createReadStream, existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** Folders outside the repository that some tests and measurements use; null where a machine has none. */
export interface TestDataFolders {
  /** MNIST's four `.gz` files: `MNIST_DIR`, default `../shared/mnist`. */
  readonly mnist: string | null
  /** Published test vectors as JSON: `VECTORS_DIR`, default `../shared/vectors`. */
  readonly vectors: string | null
  /** Digits of 30 writers, stroke by stroke, in `train.json.gz`: `PEN_DIGITS_DIR`, default `../shared/pen-digits`. */
  readonly penDigits: string | null
  /** PNG pictures that were read wrongly once, their digit at the end of their names: `PICTURES_DIR`, default `../shared/pictures`. */
  readonly pictures: string | null
}

/** @throws Error when a variable names a folder that does not exist */
export function findTestData(env: Readonly<Record<string, string | undefined>> = process.env): TestDataFolders {
  const root = resolve(import.meta.dirname, '..')
  const find = (variable: string, fallback: string): string | null => {
    const wanted = env[variable]
    const folder = resolve(root, wanted ?? fallback)
    if (existsSync(folder)) return folder
    if (wanted !== undefined) throw new Error(`${variable} is ${wanted}: no such folder`)
    return null
  }
  return {
    mnist: find('MNIST_DIR', '../shared/mnist'),
    vectors: find('VECTORS_DIR', '../shared/vectors'),
    penDigits: find('PEN_DIGITS_DIR', '../shared/pen-digits'),
    pictures: find('PICTURES_DIR', '../shared/pictures'),
  }
}

/** Lets tests in the browser fetch the two folders' files as `/@mnist/<file>` and `/@vectors/<file>`; part of the test server only. */
export function serveTestData({ mnist, vectors }: TestDataFolders): Plugin {
  return serveFolders({ '/@mnist/': mnist, '/@vectors/': vectors })
}

/** Serves folders' files under addresses that begin and end with a slash; a folder that is not there has none. */
export function serveFolders(folders: Readonly<Record<string, string | null>>): Plugin {
  return {
    name: 'gatelight:folders',
    configureServer(server) {
      for (const [address, folder] of Object.entries(folders)) {
        server.middlewares.use(address, (request, response) => {
          // The base name alone: no way out of the folder.
          const { pathname } = new URL(request.url ?? '/', 'http://localhost')
          const path = folder && join(folder, basename(decodeURIComponent(pathname)))
          if (!path || !existsSync(path)) {
            response.writeHead(404).end(`${address}: no such file`)
            return
          }
          response.setHeader('Content-Type', path.endsWith('.json') ? 'application/json' : 'application/octet-stream')
          createReadStream(path).pipe(response)
        })
      }
    },
  }
}
