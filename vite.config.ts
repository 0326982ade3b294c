import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
import { wasmKernels } from './scripts/build-wasm.ts'
import { contentSecurityPolicy } from './scripts/content-security-policy.ts'
import { fetchPartsEarly } from './scripts/fetch-parts-early.ts'
import { extraSets } from './scripts/extra-sets.ts'
import { repositoryAddress } from './scripts/repository.ts'
import { workerEntriesAlone } from './scripts/worker-entries.ts'

const declared: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

export default defineConfig(({ mode }) => ({
  // Relative addresses, so that the build works from any sub-path.
  base: './',
  // One page: what is not there is answered with 404, never with the page itself in place of a model or of data.
  appType: 'mpa',
  plugins: [react(), wasmKernels(), contentSecurityPolicy(), fetchPartsEarly()],
  resolve: { alias: extraSets(mode) },
  define: {
    'import.meta.env.GATELIGHT_REPOSITORY': JSON.stringify(repositoryAddress(process.env['GATELIGHT_REPOSITORY'], declared)),
  },
  worker: { format: 'es', plugins: () => [workerEntriesAlone()] },
  build: {
    // The oldest that have what the page cannot do without (docs/browsers.md); colours of both themes are written out for those that lack `light-dark()`.
    target: ['chrome113', 'firefox128', 'safari16.4'],
    // All styles are there before the first painting, so that a part that comes later brings none.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            // Of data and of runs, neither of which is there when the page opens.
            { name: 'storage', test: /node_modules[\\/]idb[\\/]/, priority: 2 },
            { name: 'widgets', test: /node_modules[\\/]/, priority: 1, minShareCount: 2 },
          ],
        },
      },
    },
  },
}))
