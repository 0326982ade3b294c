import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
import { wasmKernels } from './scripts/build-wasm.ts'
import { contentSecurityPolicy } from './scripts/content-security-policy.ts'
import { fetchPartsEarly } from './scripts/fetch-parts-early.ts'
import { extraSets } from './scripts/extra-sets.ts'
import { repositoryAddress } from './scripts/repository.ts'
import { openingChunks } from './scripts/opening-chunks.ts'
import { pageHeaders } from './scripts/headers.ts'
import { installablePage } from './scripts/installable-page.ts'
import { licences } from './scripts/licences.ts'
import { prerenderedPage } from './scripts/prerendered-page.ts'
import { socialCard } from './scripts/social-tags.ts'
import { workerEntriesAlone } from './scripts/worker-entries.ts'

const declared: unknown = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

const opening = openingChunks()

export default defineConfig(({ mode }) => ({
  // Relative addresses, so that the build works from any sub-path.
  base: './',
  // One page: what is not there is answered with 404, never with the page itself in place of a model or of data.
  appType: 'mpa',
  plugins: [
    react(),
    wasmKernels(),
    contentSecurityPolicy(),
    opening.plugin,
    fetchPartsEarly(),
    prerenderedPage(),
    pageHeaders(),
    licences(),
    socialCard(),
    ...installablePage(),
  ],
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
      // What gathers the exports of a folder does nothing itself: a part that uses one of them brings no others along.
      treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/].+[\\/]index\.ts$/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 4 },
            // Of data and of runs, neither of which is there when the page opens.
            { name: 'storage', test: /node_modules[\\/]idb[\\/]/, priority: 4 },
            // What sheets and the widgets of first sight have in common, which must not bring the sheets along.
            {
              name: 'widgets',
              test: /node_modules[\\/]@radix-ui[\\/]react-(slot|compose-refs)[\\/]/,
              priority: 5,
            },
            // What opens beside a button: asked for when something is opened.
            {
              name: 'sheets',
              test: /node_modules[\\/](@floating-ui|@radix-ui[\\/](primitive|number|rect|react-(popover|popper|dismissable-layer|focus-scope|focus-guards|portal|arrow|presence|context|primitive|id|direction|use-[a-z-]+))|aria-hidden|react-remove-scroll|react-remove-scroll-bar|react-style-singleton|use-sidecar|use-callback-ref|get-nonce|tslib)[\\/]/,
              priority: 4,
            },
            { name: 'widgets', test: /node_modules[\\/]/, priority: 3, minShareCount: 2 },
            // One file for each part that the page opens with, and what none of the others has taken.
            { name: 'state', test: opening.isOf('state'), priority: 2 },
            { name: 'page', test: opening.isOf('page'), priority: 1 },
          ],
        },
      },
    },
  },
}))
