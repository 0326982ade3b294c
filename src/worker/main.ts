import { loadPart } from '../core/load-part'
import { dataSets, sampleOf } from '../data/sets/registry'
import { createEngine, inspectEngine } from '../nn'
import { fetchBytes } from './fetch-bytes'
import { Host } from './host'
import { laterOwnData } from './later-own-data'
import { claimWorker } from './only-host'
import { openTuningStore } from './tuning-store'

/** The worker's entry: the host with the real engines and the real data, on the worker's own messages. */

/** As `./client.ts` names the worker of a page that stands inside another. */
const storesNothing = self.name === 'gatelight that stores nothing'

const host = new Host(
  {
    inspectEngine,
    createEngine: (kind, options) => createEngine(kind, { ...options, ...(!storesNothing && { tuning: openTuningStore() }) }),
    fetchBytes,
    loadSet: (id, options) => dataSets[id].load(options),
    loadMnistFiles: async (files, options) => {
      const { loadMnistFiles } = await loadPart(() => import('../data/mnist-drop'))
      return loadMnistFiles(files, options)
    },
    ownData: laterOwnData(),
    sampleSet: sampleOf,
    now: () => performance.now(),
  },
  (message, transfer) => self.postMessage(message, { transfer }),
)

// A host that nobody asks anything does nothing.
if (claimWorker(self)) self.addEventListener('message', (event: MessageEvent<unknown>) => void host.receive(event.data))
else console.error('The entry of the worker was evaluated a second time; it has a host already.')

// A promise that nobody awaited: told, but no reason to end a worker whose model is whole.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  host.report(event.reason)
})
