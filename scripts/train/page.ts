import { createWorkerClient } from '../../src/worker/client'
import { explain } from '../explain'
import type { TrainBindings, TrainPage } from './job'
import { runTraining } from './session'

/** The browser's half of `npm run train`: the page's own worker, whose news and files go to Node. */

declare global {
  interface Window extends TrainBindings, TrainPage {}
}

/** Nobody waits at the page, and at the lowest priority a worker that lives may be silent for minutes. */
const PING_INTERVAL_MS = 150_000

window.runTraining = async (job) => {
  const client = createWorkerClient({ pingInterval: PING_INTERVAL_MS })
  const { tellNode, keepFile } = window
  try {
    return await runTraining({ client, dataBaseUrl: new URL('/', location.href).href, tellNode, keepFile }, job)
  } catch (cause) {
    // Node hears an error's message alone.
    throw new Error(explain(cause), { cause })
  } finally {
    client.terminate()
  }
}
