import type { StopReason } from '../../../../core/error-details'
import { ThreadLostError } from '../../../../core/errors'
import { wordsOf } from '../../../../core/gatelight-error'
import { withinLimit } from '../../../../core/within-limit'
import { parseHelperAnswer, type Answer, type HelperAnswer, type HelperRequest, type Request } from './messages'
import { yieldToEvents } from '../../../../core/yield-to-events'
import type { SharedAnswer, SharedSlice } from './shared-slice'
import type { Precision } from '../../../operations/cpu/precision'

/** The part of `Worker` that the engine needs. */
export interface ThreadPort {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void
  terminate(): void
}

/** A thread that is not ready by then is given up: its script may be on a network that went away. */
const START_TIMEOUT_MS = 20_000

/**
 * A thread that hangs, or that ended without a word, never answers. It is busy all the time in which it could answer a ping, so it is measured by
 * what the caller itself took for the same work: one that needs ten times as long, and more than seconds, will not come back. Slow cores, and work of
 * others that came first, need far less than that.
 */
const PATIENCE = { shortestMs: 5000, times: 10 } as const

/** How long a thread may take. @param ownMs  what the caller itself took for as much, milliseconds */
export function patienceFor(ownMs: number): number {
  return Math.max(PATIENCE.shortestMs, PATIENCE.times * ownMs)
}

type JobType = 'gradients' | 'answer'
type JobAnswer = Answer<JobType>

interface Job {
  settle(answer: JobAnswer): void
  reject(error: Error): void
}

/** A helper as the engine's thread sees it. Whatever goes wrong ends it: its jobs reject with ThreadLostError, and it is asked no more. */
export class Thread {
  /** Settles when it can compute; rejects with ThreadLostError when it never will. */
  readonly ready: Promise<void>
  /** Models it was told of, and the version of their parameters that it has; null for none. */
  readonly models = new Map<number, number | null>()
  /** Memory that both see, by model. */
  private readonly shared = new Map<number, SharedSlice>()
  private readonly jobs = new Map<number, Job>()
  private nextJob = 1
  private failure: Error | null = null
  private started = false
  private start: { resolve(): void; reject(error: Error): void } = { resolve() {}, reject() {} }
  private readonly startTimer: ReturnType<typeof setTimeout>

  /** @param onEnd  hears once that it ended and why, unless by `end` */
  constructor(
    private readonly port: ThreadPort,
    precision: Precision,
    private readonly onEnd: (error: ThreadLostError) => void,
  ) {
    this.ready = new Promise((resolve, reject) => (this.start = { resolve, reject }))
    this.ready.catch(() => {})
    this.startTimer = setTimeout(() => this.lose({ kind: 'notLoaded' }), START_TIMEOUT_MS)
    port.addEventListener('message', (event) => 'data' in event && this.receive(event.data))
    port.addEventListener('messageerror', () => void this.lose({ kind: 'unreadable', original: null }))
    port.addEventListener('error', (event) => {
      event.preventDefault()
      const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
      this.lose(said === '' ? { kind: 'notLoaded' } : { kind: 'crashed', original: said })
    })
    this.tell({ type: 'start', precision })
  }

  /** Whether it can compute. */
  get isAtWork(): boolean {
    return this.started && this.failure === null
  }

  /**
   * Waits for one of its answers, from now on for a limited time; a thread that does not give it by then is lost.
   *
   * @param limitMs  see `patienceFor`
   * @throws ThreadLostError
   */
  answerWithin<A>(answer: Promise<A>, limitMs: number): Promise<A> {
    return withinLimit(answer, limitMs, () => this.lose({ kind: 'silent' }))
  }

  /** Says something that has no answer; nothing to a thread that has ended. */
  tell(request: Exclude<HelperRequest, { job: number }>, transfer: Transferable[] = []): void {
    if (this.failure === null) this.post(request, transfer)
    if (request.type === 'forget') this.shared.delete(request.model)
  }

  /** @throws ThreadLostError when the thread ends before it answers */
  gradients(request: Omit<Request<'gradients'>, 'job' | 'type'>): Promise<Answer<'gradients'>> {
    const transfer = [request.parameters, request.gradients, request.images, request.labels, request.examples].map(({ buffer }) => buffer)
    return this.ask(
      (job) => this.post({ type: 'gradients', job, ...request }, transfer),
      (answer) => (answer.type === 'gradients' ? answer : null),
    )
  }

  /** Shares memory in which a slice of a run is asked for, instead of that of the run before. */
  share(slice: SharedSlice, run: Pick<Request<'share'>, 'model' | 'seed' | 'loss' | 'augment'>): void {
    this.tell({ type: 'share', memory: slice.memory, ...run })
    this.shared.set(run.model, slice)
  }

  /** What comes of a slice in shared memory. @param limitMs  see `patienceFor` @throws ThreadLostError */
  sharedAnswer(slice: SharedSlice, limitMs: number): Promise<SharedAnswer> {
    return this.answerWithin(this.lookFor(slice), limitMs)
  }

  private async lookFor(slice: SharedSlice): Promise<SharedAnswer> {
    for (;;) {
      const answer = slice.answer()
      if (answer !== null) return answer
      await yieldToEvents()
      if (this.failure !== null) throw this.failure
    }
  }

  /** @throws ThreadLostError when the thread ends before it answers */
  answer(request: Omit<Request<'answer'>, 'job' | 'type'>): Promise<Answer<'answer'>> {
    return this.ask(
      (job) => this.post({ type: 'answer', job, ...request }, [request.images.buffer]),
      (answer) => (answer.type === 'answer' ? answer : null),
    )
  }

  /** Ends it at once; its jobs reject with this error. */
  end(error: Error): void {
    if (this.failure !== null) return
    this.failure = error
    clearTimeout(this.startTimer)
    this.port.terminate()
    this.start.reject(error)
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
    for (const [model, slice] of this.shared) if (request.type !== 'come' || request.model !== model) slice.release()
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
      this.lose({ kind: 'unreadable', original: wordsOf(error) })
      return
    }
    if (answer.type === 'failed') {
      this.lose({ kind: 'crashed', original: answer.message })
      return
    }
    if (answer.type === 'ready') {
      clearTimeout(this.startTimer)
      this.started = true
      return this.start.resolve()
    }
    const job = this.jobs.get(answer.job)
    this.jobs.delete(answer.job)
    job?.settle(answer)
  }

  private lose(reason: StopReason): Error {
    if (this.failure !== null) return this.failure
    const error = new ThreadLostError({ reason })
    this.end(error)
    this.onEnd(error)
    return error
  }
}
