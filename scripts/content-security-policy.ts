import type { Plugin } from 'vite'

/** Hosts that the page may read MNIST from; `src/data` names the addresses, a test holds the two together. */
export const MIRROR_ORIGINS = [
  'https://raw.githubusercontent.com',
  'https://storage.googleapis.com',
  'https://ossci-datasets.s3.amazonaws.com',
] as const

/** What the built page may do: run and load what came with it, and read the mirrors. */
export const POLICY = [
  `default-src 'self'`,
  // The CPU engine's kernels are WebAssembly, which only compiles by leave; it is no leave to evaluate text.
  `script-src 'self' 'wasm-unsafe-eval'`,
  // React and Radix set styles through the object model, which needs no permission; see the end-to-end tests for proof.
  `style-src 'self'`,
  `img-src 'self' data: blob:`,
  `connect-src 'self' ${MIRROR_ORIGINS.join(' ')}`,
  `worker-src 'self'`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

/** Writes the policy into the built page; the development server, whose hot reload needs inline scripts and a socket, has none. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'gatelight:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}
