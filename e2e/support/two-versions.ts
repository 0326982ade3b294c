import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { test as base } from './page.ts'
import { OLDER, TYPES } from './two-builds.ts'

/** The page at an address of the test's own, where a newer version of it is put in the place of the older one. */

/** A file of weights that the newer version has others of, and that no page asks for by itself. */
export const CHANGED_MODEL = 'models/row-gru.safetensors'
const HTML = 'index.html'
const SERVICE_WORKER = 'service-worker.js'
/** How a page is known for the newer one. */
export const NEWER_MARK = 'meta[name=newer-version]'

export interface Site {
  /** Puts the newer version there. */
  publish(): void
}

interface Version {
  readonly isNewer: boolean
}

export const test = base.extend<{ site: Site & { readonly address: string } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this pattern what a fixture needs
  site: async ({}, serve) => {
    const version = { isNewer: false }
    const server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://site')
      const name = pathname === '/' ? HTML : decodeURIComponent(pathname).slice(1)
      void contentOf(name, version).then(
        (content) =>
          response
            .writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', 'Cache-Control': 'no-cache' })
            .end(content),
        () => response.writeHead(404).end(),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bound = server.address()
    await serve({
      address: typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}/` : '',
      publish: () => void (version.isNewer = true),
    })
    server.closeAllConnections()
    server.close()
  },
  baseURL: async ({ site }, serve) => {
    await serve(site.address)
  },
})

/** @throws where there is no such file */
async function contentOf(name: string, { isNewer }: Version): Promise<Uint8Array | string> {
  const content = await readFile(join(OLDER, name))
  if (!isNewer) return content
  switch (name) {
    case HTML:
      return content.toString().replace('</title>', '</title><meta name="newer-version" />')
    case CHANGED_MODEL:
      return Buffer.concat([content, Buffer.of(0)])
    case SERVICE_WORKER:
      // Its list says which files are others.
      return [HTML, CHANGED_MODEL].reduce(
        (script, file) => script.replace(new RegExp(`"revision":"[\\da-f]+","url":"${file}"`), `"revision":"newer","url":"${file}"`),
        content.toString(),
      )
    default:
      return content
  }
}
