import type { WorkerClient } from '../worker/client'
import { RemoteError } from '../worker/client'
import type { StopReason } from '../core/error-details'
import type { ErrorData, WorkerEvent } from '../worker/protocol'
import type { Requests, RequestType } from '../worker/requests/index'

type Answers = { [T in RequestType]?: (params: Requests[T]['params']) => Requests[T]['result'] | Promise<Requests[T]['result']> }

/** A worker of the test's own: answers as told, remembers what it was asked. */
export class FakeClient implements WorkerClient {
  private death: Promise<never>
  private die: (error: Error) => void = () => {}
  readonly asked: { type: RequestType; params: unknown }[] = []
  private readonly listeners = new Set<(event: WorkerEvent) => void>()

  constructor(readonly answers: Answers) {
    this.death = this.newDeath()
  }

  async request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']> {
    this.asked.push({ type, params })
    const answer = this.answers[type]
    if (answer === undefined) throw new RemoteError({ code: 'internal', message: `${type}: no answer`, detail: { original: 'no answer' } })
    return Promise.race([answer(params), this.death])
  }

  subscribe(listener: (event: WorkerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  terminate(): void {
    this.reject({ code: 'terminated', detail: {}, message: 'ended' })
  }

  /** The worker dies: what was asked of it rejects, and that is told. */
  crash(reason: StopReason = { kind: 'silent' }): void {
    const error = { code: 'worker-crashed', detail: { reason }, message: 'The computing thread stopped' } as const
    this.reject(error)
    this.tell({ type: 'crashed', error })
  }

  private reject(error: ErrorData): void {
    this.die(new RemoteError(error))
    this.death = this.newDeath()
  }

  private newDeath(): Promise<never> {
    const death = new Promise<never>((_, reject) => (this.die = reject))
    // Nobody may be asking.
    death.catch(() => {})
    return death
  }

  tell(...events: WorkerEvent[]): void {
    for (const event of events) for (const listener of this.listeners) listener(event)
  }

  count(type: RequestType): number {
    return this.asked.filter((request) => request.type === type).length
  }
}
