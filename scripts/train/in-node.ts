import { dataSets, sampleOf } from '../../src/data/sets/registry'
import { createEngine, inspectEngine, type TuningStore } from '../../src/nn'
import { createWorkerClient, type WorkerPort } from '../../src/worker/client'
import { fetchBytes } from '../../src/worker/fetch-bytes'
import { Host } from '../../src/worker/host'
import { laterOwnData } from '../../src/worker/later-own-data'
import type { TrainBindings, TrainJob, TrainSummary } from './job'
import { explain } from '../explain'
import { runTraining } from './session'

/** `npm run train -- --node`: the page's worker without a worker, on this very thread; loaded through `scripts/dawn/sources.ts`. */

/** A training of hours looks for the fastest arrangement of its kernels once. */
const TRIED_EACH_TIME: TuningStore = { load: () => Promise.resolve(null), save: () => Promise.resolve() }
/** On one thread an answer comes when the work before it is done. */
const PING_INTERVAL_MS = 600_000

export async function trainInNode(job: TrainJob, bindings: TrainBindings, dataBaseUrl: string): Promise<TrainSummary> {
  const client = createWorkerClient({ spawn: spawnHost, pingInterval: PING_INTERVAL_MS })
  try {
    return await runTraining({ ...bindings, client, dataBaseUrl }, job)
  } catch (cause) {
    // As on the page: the command knows no sentences.
    throw new Error(explain(cause), { cause })
  } finally {
    client.terminate()
  }
}

/** A host that is spoken to as a worker is: messages are copied on their way. */
function spawnHost(): WorkerPort {
  const listeners = new Set<(event: Event) => void>()
  const host = new Host(
    {
      inspectEngine,
      createEngine: (kind, options) => createEngine(kind, { ...options, tuning: TRIED_EACH_TIME }),
      fetchBytes,
      loadSet: (id, options) => dataSets[id].load(options),
      loadMnistFiles: async (files, options) => (await import('../../src/data/mnist-drop')).loadMnistFiles(files, options),
      ownData: laterOwnData(),
      sampleSet: sampleOf,
      now: () => performance.now(),
    },
    (message, transfer) => {
      const event = new MessageEvent('message', { data: structuredClone(message, { transfer }) })
      setImmediate(() => listeners.forEach((listener) => listener(event)))
    },
  )
  return {
    postMessage(message, transfer) {
      const data: unknown = structuredClone(message, { transfer })
      setImmediate(() => void host.receive(data))
    },
    addEventListener: (type, listener) => void (type === 'message' && listeners.add(listener)),
    terminate: () => listeners.clear(),
  }
}
