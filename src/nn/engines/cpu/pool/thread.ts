import type { StopReason } from '../../../../core/error-details'
import { ThreadLostError } from '../../../../core/errors'
import { wordsOf } from '../../../../core/gatelight-error'
import { parseHelperAnswer, type Answer, type HelperAnswer, type HelperRequest, type Request } from './messages'
import type { Precision } from '../../../operations/cpu/precision'

/** The part of `Worker` that the engine needs. */
export interface ThreadPort {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void
  terminate(): void
}

/** A thread that is not ready by then is given up: its script may be on a network that went away. */
const START_TIMEOUT_MS = 20_000

type JobType = 'gradients' | 'predict' | 'evaluate'
type JobAnswer = Answer<JobType>

interface Job {
  settle(answer: JobAnswer): void
  reject(error: Error): void
}

/** A helper as the engine's thread sees it. Whatever goes wrong ends it: its jobs reject with ThreadLostError, and it is asked no more. */
export class Thread {
  /** Settles when it can compute; rejects with ThreadLostError when it never will. */
  readonly ready: Promise<void>
  /** Models it was told of. */
  readonly models = new Set<number>()
  private readonly jobs = new Map<number, Job>()
  private nextJob = 1
  private failure: Error | null = null
  private isReady: { resolve(): void; reject(error: Error): void } = { resolve() {}, reject() {} }
  private readonly startTimer: ReturnType<typeof setTimeout>

  /** @param onEnd  hears once that it ended and why, unless by `end` */
  constructor(
    private readonly port: ThreadPort,
    precision: Precision,
    private readonly onEnd: (error: ThreadLostError) => void,
  ) {
    this.ready = new Promise((resolve, reject) => (this.isReady = { resolve, reject }))
    this.ready.catch(() => {})
    this.startTimer = setTimeout(() => this.lose({ kind: 'notLoaded' }), START_TIMEOUT_MS)
    port.addEventListener('message', (event) => 'data' in event && this.receive(event.data))
    port.addEventListener('messageerror', () => this.lose({ kind: 'unreadable', original: null }))
    port.addEventListener('error', (event) => {
      event.preventDefault()
      const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
      this.lose(said === '' ? { kind: 'notLoaded' } : { kind: 'crashed', original: said })
    })
    this.tell({ type: 'start', precision })
  }

  /** Says something that has no answer; nothing to a thread that has ended. */
  tell(request: Exclude<HelperRequest, { job: number }>, transfer: Transferable[] = []): void {
    if (this.failure === null) this.post(request, transfer)
  }

  /** @throws ThreadLostError when the thread ends before it answers */
  gradients(request: Omit<Request<'gradients'>, 'job' | 'type'>): Promise<Answer<'gradients'>> {
    const transfer = [request.parameters, request.gradients, request.images, request.labels, request.examples].map(({ buffer }) => buffer)
    return this.ask(
      (job) => this.post({ type: 'gradients', job, ...request }, transfer),
      (answer) => (answer.type === 'gradients' ? answer : null),
    )
  }

  /** @throws ThreadLostError when the thread ends before it answers */
  predict(request: Omit<Request<'predict'>, 'job' | 'type'>): Promise<Answer<'predict'>> {
    return this.ask(
      (job) => this.post({ type: 'predict', job, ...request }, [request.images.buffer]),
      (answer) => (answer.type === 'predict' ? answer : null),
    )
  }

  /** @throws ThreadLostError when the thread ends before it answers */
  evaluate(request: Omit<Request<'evaluate'>, 'job' | 'type'>): Promise<Answer<'evaluate'>> {
    return this.ask(
      (job) => this.post({ type: 'evaluate', job, ...request }, [request.images.buffer, request.labels.buffer]),
      (answer) => (answer.type === 'evaluate' ? answer : null),
    )
  }

  /** Ends it at once; its jobs reject with this error. */
  end(error: Error): void {
    if (this.failure !== null) return
    this.failure = error
    clearTimeout(this.startTimer)
    this.port.terminate()
    this.isReady.reject(error)
    for (const { reject } of this.jobs.values()) reject(error)
    this.jobs.clear()
  }

  private ask<A>(send: (job: number) => void, narrow: (answer: JobAnswer) => A | null): Promise<A> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure)
      const job = this.nextJob++
      this.jobs.set(job, {
        settle: (answer) => {
          const wanted = narrow(answer)
          if (wanted !== null) return resolve(wanted)
          const reason = { kind: 'unreadable', original: answer.type } as const
          reject(new ThreadLostError({ reason }))
          this.lose(reason)
        },
        reject,
      })
      send(job)
    })
  }

  private post(request: HelperRequest, transfer: Transferable[]): void {
    try {
      this.port.postMessage(request, transfer)
    } catch (error) {
      this.lose({ kind: 'crashed', original: wordsOf(error) })
    }
  }

  private receive(data: unknown): void {
    let answer: HelperAnswer
    try {
      answer = parseHelperAnswer(data)
    } catch (error) {
      return this.lose({ kind: 'unreadable', original: wordsOf(error) })
    }
    if (answer.type === 'failed') return this.lose({ kind: 'crashed', original: answer.message })
    if (answer.type === 'ready') {
      clearTimeout(this.startTimer)
      return this.isReady.resolve()
    }
    const job = this.jobs.get(answer.job)
    this.jobs.delete(answer.job)
    job?.settle(answer)
  }

  private lose(reason: StopReason): void {
    if (this.failure !== null) return
    const error = new ThreadLostError({ reason })
    this.end(error)
    this.onEnd(error)
  }
}
