import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { wasmKernels } from './scripts/build-wasm.ts'
import { contentSecurityPolicy } from './scripts/content-security-policy.ts'

export default defineConfig({
  // Relative addresses, so that the build works from any sub-path.
  base: './',
  // One page: what is not there is answered with 404, never with the page itself in place of a model or of data.
  appType: 'mpa',
  plugins: [react(), wasmKernels(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: { target: 'es2023' },
})
