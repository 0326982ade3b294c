import type { WorkerClient } from '../worker/client'
import { RemoteError } from '../worker/client'
import type { WorkerEvent } from '../worker/protocol'
import type { Requests, RequestType } from '../worker/requests/index'

type Answers = { [T in RequestType]?: (params: Requests[T]['params']) => Requests[T]['result'] | Promise<Requests[T]['result']> }

/** A worker of the test's own: answers as told, remembers what it was asked. */
export class FakeClient implements WorkerClient {
  readonly asked: { type: RequestType; params: unknown }[] = []
  private readonly listeners = new Set<(event: WorkerEvent) => void>()

  constructor(readonly answers: Answers) {}

  async request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']> {
    this.asked.push({ type, params })
    const answer = this.answers[type]
    if (answer === undefined) throw new RemoteError({ code: 'internal', message: `${type}: no answer`, detail: { original: 'no answer' } })
    return answer(params)
  }

  subscribe(listener: (event: WorkerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  terminate(): void {}

  tell(...events: WorkerEvent[]): void {
    for (const event of events) for (const listener of this.listeners) listener(event)
  }

  count(type: RequestType): number {
    return this.asked.filter((request) => request.type === type).length
  }
}
