import type { ThreadPort } from './thread'

/** No more: batches are cut too thin, and the sum of gradients grows with every thread. */
const MOST = 8
/** Of more cores than this, half are usually slow ones or the second threads of fast ones; the slowest slice ends the step. */
const ALL_OF = 4

/**
 * How many threads to compute with on this machine.
 *
 * @param cores  as the browser counts them
 */
export function chooseThreads(cores: number): number {
  return Math.max(1, Math.min(MOST, cores <= ALL_OF ? cores : Math.max(ALL_OF, Math.floor(cores / 2))))
}

/** Threads that can be had here: one where there are no workers, as in Node, or where the browser does not tell how many cores there are. */
export function availableThreads(): number {
  return typeof Worker !== 'undefined' && 'hardwareConcurrency' in navigator ? chooseThreads(navigator.hardwareConcurrency) : 1
}

/** A helper's worker, from a worker or a page. */
export function spawnHelper(): ThreadPort {
  return new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'gatelight helper' })
}
