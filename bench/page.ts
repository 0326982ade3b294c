import { answer } from './answer'
import type { Calls } from './calls'

/**
 * What the benchmark's page and its worker load: answers for the script that drives the browser.
 *
 * `?thread=worker` starts a worker with this same file and leaves the page idle.
 */

declare global {
  var bench: Calls
}

const isIdle = 'document' in globalThis && new URLSearchParams(location.search).get('thread') === 'worker'
if (isIdle) {
  const worker = new Worker(new URL('./page.ts', import.meta.url), { type: 'module' })
  // A module that cannot be loaded is heard of by nobody else.
  worker.addEventListener('error', ({ message }) => {
    throw new Error(message || 'The worker could not be loaded')
  })
} else globalThis.bench = answer()
