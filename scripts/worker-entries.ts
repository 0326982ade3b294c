import type { Plugin } from 'vite'

/**
 * Keeps every worker's entry a file that nothing imports: what it shares with other parts becomes a file beside it.
 *
 * WebKit evaluates a worker's entry a second time when a part of the worker imports it, so that two of everything answer.
 * Vite itself lets other parts import an entry, and offers no setting for it.
 */
export function workerEntriesAlone(): Plugin {
  return { name: 'gatelight:worker-entries-alone', options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }) }
}
