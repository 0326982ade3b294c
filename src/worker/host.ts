import { isRecord } from '../core/decode'
import type { HostContext } from './context'
import { toErrorData } from './error-data'
import { createHostContext } from './host-context'
import type { WorkerMessage } from './messages'
import { answers, transfers } from './requests/answers'
import { requests, type RequestType } from './requests/index'
import { parseRequest } from './requests/parse-request'
import type { HostServices } from './services'

export type PostMessage = (message: WorkerMessage, transfer: Transferable[]) => void

/**
 * The worker's side of the protocol, without a worker: `receive` takes what the page posts, `post` gets what the page shall hear.
 *
 * Requests that change the model wait for each other; readings, pause, step and stop never wait for those. Nothing that fails changes
 * the model or the data in use.
 */
export class Host {
  private readonly context: HostContext

  constructor(
    services: HostServices,
    private readonly post: PostMessage,
  ) {
    this.context = createHostContext(services, (event, transfer = []) => post({ kind: 'event', event }, transfer))
  }

  /** Handles one message; answers by `post`, never throws or rejects. */
  async receive(data: unknown): Promise<void> {
    try {
      const { id, type, params } = parseRequest(data)
      await this.answer(id, type, params)
    } catch (error) {
      if (isRecord(data) && typeof data['id'] === 'number') this.post({ kind: 'failure', id: data['id'], error: toErrorData(error) }, [])
      else this.report(error)
    }
  }

  /** An error that belongs to no request. */
  report(error: unknown): void {
    this.post({ kind: 'event', event: { type: 'error', error: toErrorData(error) } }, [])
  }

  private async answer<T extends RequestType>(id: number, type: T, params: unknown): Promise<void> {
    const result = await answers[type](requests[type].params(params, 'request.params'), this.context)
    this.post({ kind: 'response', id, result }, [...(transfers[type]?.(result) ?? [])])
  }
}
