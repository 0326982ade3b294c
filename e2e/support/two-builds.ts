import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { test as base, testingFolder } from './testing-site.ts'

/** The page and the tests' build of it at one address, as an older and a newer page are: what one keeps, the other finds. */

/** The page's own build, which all tests are served. */
export const OLDER = 'test-results/site'

/** What asks for the newer page, behind the address. */
export const NEWER_PAGE = '&newer'

/** Of what a build has, by the ending. */
export const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
}

/** The page's `test`, at an address that has both builds. Whatever is not the page itself is called by its content, and found in either. */
export const test = base.extend<object, { twoBuilds: string }>({
  twoBuilds: [
    async ({ testingSite }, use, { parallelIndex }) => {
      const newer = testingFolder(parallelIndex)
      const server = createServer(({ url = '/' }, response) => {
        const { pathname, searchParams } = new URL(url, testingSite)
        const isNewer = searchParams.has(NEWER_PAGE.slice(1))
        const folders = isNewer ? [newer] : [OLDER, newer]
        const name = pathname === '/' ? 'index.html' : decodeURIComponent(pathname)
        const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate))
        if (path === undefined) return response.writeHead(404).end()
        response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' })
        return createReadStream(path).pipe(response)
      })
      const address = await new Promise<string>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const bound = server.address()
          resolve(typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}/` : '')
        })
      })
      await use(address)
      server.closeAllConnections()
      server.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ twoBuilds }, serve) => {
    await serve(twoBuilds)
  },
})
