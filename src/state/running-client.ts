import { RemoteError, type WorkerClient } from '../worker/client'

/**
 * The worker for those who want something computed. A request to a worker that is gone would bring up a new one, without engine, model and
 * data: while none runs, requests are refused instead.
 */
export function whileRunning(client: WorkerClient, isRunning: () => boolean): WorkerClient {
  return {
    request: async (type, params) => {
      if (!isRunning()) throw notRunning(type)
      return client.request(type, params)
    },
    subscribe: (listener) => client.subscribe(listener),
    terminate: () => client.terminate(),
  }
}

export function notRunning(asked: string): RemoteError {
  return new RemoteError({ code: 'not-running', detail: {}, message: `${asked}: no worker runs` })
}
