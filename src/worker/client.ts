import type { Requests, RequestType, WorkerEvent } from './protocol'

/** The page's side of the worker. Rejections are `RemoteError`s that carry code, message and hint. */
export interface WorkerClient {
  request<T extends RequestType>(type: T, params: Requests[T]['params'], transfer?: Transferable[]): Promise<Requests[T]['result']>
  subscribe(listener: (event: WorkerEvent) => void): () => void
  /** Ends the worker at once. */
  terminate(): void
}
