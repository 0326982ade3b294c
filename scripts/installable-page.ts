import type { PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/** All that the page may ask its server for: every view, both languages, kernels and models. MNIST is kept by the page itself, where it was loaded. */
const KEPT = ['**/*.{html,js,css,wasm,svg,png,webmanifest,safetensors,txt}']
const NOT_KEPT = ['mnist/**', 'social-card.png']
/** The library that reads Keras's files is the largest. */
const LARGEST = 8_000_000

/** Makes the built page one that can be installed and opened without a network (`src/service-worker.ts`). */
export function installablePage(): PluginOption[] {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src',
    filename: 'service-worker.ts',
    // The page registers it, when it has answered (`src/ui/shell/offline/offline.ts`).
    injectRegister: false,
    registerType: 'prompt',
    injectManifest: {
      globPatterns: KEPT,
      globIgnores: NOT_KEPT,
      maximumFileSizeToCacheInBytes: LARGEST,
      // Their names tell their contents.
      dontCacheBustURLsMatching: /^assets\//,
    },
    manifest: {
      id: './',
      name: 'Gatelight',
      short_name: 'Gatelight',
      description: 'Watch an LSTM read your handwriting. 手写一个数字，看 LSTM 逐行读它。',
      lang: 'en',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fcfcfa',
      theme_color: '#fcfcfa',
      categories: ['education', 'science'],
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
  })
}
