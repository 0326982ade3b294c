import type { Plugin } from 'vite'

/** What a server says with the files of the page: `npm start` and `npm run preview` by themselves, free hosts by the file `_headers` that every build has. */

interface Rule {
  /** As the hosts write it: `*` stands for any rest. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Pages that share nothing with other sites may have threads that share memory: the CPU engine trains faster by it. */
export const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } as const

/** No other page is kept from showing this one in a frame: lectures do. What the page may do stands in its HTML (`content-security-policy.ts`). */
export const RULES: readonly Rule[] = [
  { path: '/*', headers: { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'strict-origin-when-cross-origin', ...ISOLATION } },
  // Their names tell their contents.
  { path: '/assets/*', headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
  // Asked for anew each time, or a new version would not be noticed.
  { path: '/service-worker.js', headers: { 'Cache-Control': 'no-cache' } },
]

/** The file that Netlify, Cloudflare Pages and others read. */
export function headersFile(rules: readonly Rule[] = RULES): string {
  return rules
    .map(({ path, headers }) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'))
    .join('\n\n')
    .concat('\n')
}

/** All that is said with the file at an address. */
export function headersFor(address: string, rules: readonly Rule[] = RULES): Readonly<Record<string, string>> {
  const said = rules.filter(({ path }) => (path.endsWith('*') ? address.startsWith(path.slice(0, -1)) : address === path))
  return Object.fromEntries(said.flatMap(({ headers }) => Object.entries(headers)))
}

/** Whether browsers trust this server over plain http: on any other address they complain of headers that isolate. @param host  as a request names it */
export function isTrustworthy(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return name === '[::1]' || /^127(\.\d+){3}$/.test(name) || name === 'localhost' || name.endsWith('.localhost')
}

export function pageHeaders(): Plugin {
  return {
    name: 'gatelight:page-headers',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() })
    },
    configurePreviewServer(server) {
      const { base } = server.config
      server.middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?')
        const address = base.startsWith('/') && path.startsWith(base) ? path.slice(base.length - 1) : path
        for (const [name, value] of Object.entries(headersFor(address))) {
          if (!(name in ISOLATION) || isTrustworthy(request.headers.host ?? '')) response.setHeader(name, value)
        }
        next()
      })
    },
  }
}
