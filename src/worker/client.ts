import type { ErrorDetail, StopReason } from '../core/error-details'
import { GatelightError, wordsOf } from '../core/gatelight-error'
import { toErrorData } from './error-data'
import { parseWorkerMessage, type WorkerMessage } from './messages'
import type { ErrorData, WorkerEvent } from './protocol'
import { requests, type Requests, type RequestType } from './requests/index'

/** The page's side of the worker. Rejections are `RemoteError`s that carry code and detail. */
export interface WorkerClient {
  request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']>
  subscribe(listener: (event: WorkerEvent) => void): () => void
  /** Ends the worker at once; pending requests reject. The next request starts a new worker, which knows nothing of the old one. */
  terminate(): void
}

/** What went wrong in the worker, or with it. */
export class RemoteError extends GatelightError {
  readonly code: ErrorData['code']
  readonly detail: ErrorData['detail']
  constructor({ code, message, detail }: ErrorData) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

/** The worker died or hangs. */
class WorkerCrashedError extends GatelightError {
  readonly code = 'worker-crashed'
  constructor(readonly detail: ErrorDetail<'worker-crashed'>) {
    super('The computing thread stopped', detail)
  }
}

/** A request came to nothing because its worker is gone, which is told by itself. */
export function isWorkerLost(error: unknown): boolean {
  return error instanceof RemoteError && (error.code === 'worker-crashed' || error.code === 'terminated')
}

/** The part of `Worker` that the client needs. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void
  terminate(): void
}

export interface ClientOptions {
  /** Brings up a worker; the page's own by default. */
  readonly spawn?: () => WorkerPort
  /** The worker of a page that keeps nothing between visits. */
  readonly storesNothing?: boolean
  /** Time between two looks at whether the worker is alive, ms. */
  readonly pingInterval?: number
}

/**
 * A worker that misses this many pings in a row hangs: `known` of one that has spoken before, `fresh` of one that has not, whose script
 * comes from where the page came from and answers at once when it is there. Counted in ticks of the page's own timer and not in time, so
 * that a computer that slept, or a hidden page whose timers are held back, does not take a living worker for a dead one.
 */
const MISSED_PINGS = { known: 4, fresh: 1 } as const
const PING_INTERVAL = 10_000

/**
 * Ticks after which a request that a living worker has not answered counts as stuck: three minutes, longer than the slowest machine compiles,
 * tests a model or ends a step, and ten for what looks at many pictures. Loads take as long as the network does, and the worker limits them by
 * their silence; a ping is answered by any message.
 */
const STUCK_AFTER = { short: 18, long: 60 } as const
const LONG: ReadonlySet<RequestType> = new Set(['evaluate', 'measureEngines', 'timeNetwork', 'profile', 'mostActive', 'unitOrder'])
const UNLIMITED: ReadonlySet<RequestType> = new Set(['ping', 'loadData', 'loadFiles', 'lookAtFiles', 'takeFiles'])

function patienceFor(type: RequestType): number {
  if (UNLIMITED.has(type)) return Infinity
  return LONG.has(type) ? STUCK_AFTER.long : STUCK_AFTER.short
}

export function createWorkerClient(options: ClientOptions = {}): WorkerClient {
  return new Client(options.spawn ?? (options.storesNothing === true ? spawnForgetful : spawnWorker), options.pingInterval ?? PING_INTERVAL)
}

function spawnWorker(): WorkerPort {
  return new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'gatelight' })
}

/** Its name tells the worker, before any message does (`./main.ts`). */
function spawnForgetful(): WorkerPort {
  return new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'gatelight that stores nothing' })
}

interface Pending {
  /** Looks of the watchdog that are left to it. */
  patience: number
  settle(result: unknown): void
  reject(error: Error): void
}

class Client implements WorkerClient {
  private worker: WorkerPort | null = null
  private nextId = 1
  private readonly pending = new Map<number, Pending>()
  private readonly listeners = new Set<(event: WorkerEvent) => void>()
  private watchdog: ReturnType<typeof setInterval> | null = null
  private missedPings = 0
  private hasSpoken = false

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly pingInterval: number,
  ) {}

  request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']> {
    return new Promise((resolve, reject) => {
      const worker = this.ensureWorker()
      const id = this.nextId++
      const decode = requests[type].result
      this.pending.set(id, { patience: patienceFor(type), settle: (result) => resolve(decode(result, `result of ${type}`)), reject })
      try {
        worker.postMessage({ id, type, params }, [])
      } catch (error) {
        this.pending.delete(id)
        reject(new RemoteError(toErrorData(error)))
      }
    })
  }

  subscribe(listener: (event: WorkerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  terminate(): void {
    this.drop({ code: 'terminated', detail: {}, message: 'The worker was ended' })
  }

  private ensureWorker(): WorkerPort {
    if (this.worker !== null) return this.worker
    const worker = this.spawn()
    this.worker = worker
    worker.addEventListener('message', (event) => this.worker === worker && 'data' in event && this.receive(event.data))
    worker.addEventListener('messageerror', () => this.worker === worker && this.crash({ kind: 'unreadable', original: null }))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      const said = 'message' in event && typeof event.message === 'string' ? event.message : ''
      if (this.worker === worker) this.crash(said === '' ? { kind: 'notLoaded' } : { kind: 'crashed', original: said })
    })
    this.missedPings = 0
    this.hasSpoken = false
    this.watchdog = setInterval(() => this.watch(), this.pingInterval)
    return worker
  }

  private receive(data: unknown): void {
    this.missedPings = 0
    this.hasSpoken = true
    let message: WorkerMessage
    try {
      message = parseWorkerMessage(data)
    } catch (error) {
      // A worker of another version of the page, or one gone mad: nothing it says can be trusted.
      this.crash({ kind: 'unreadable', original: wordsOf(error) })
      return
    }
    if (message.kind === 'event') this.tell(message.event)
    else this.settle(message)
  }

  private settle(message: Exclude<WorkerMessage, { kind: 'event' }>): void {
    const pending = this.pending.get(message.id)
    if (pending === undefined) return
    this.pending.delete(message.id)
    if (message.kind === 'failure') {
      pending.reject(new RemoteError(message.error))
      return
    }
    try {
      pending.settle(message.result)
    } catch (error) {
      pending.reject(new RemoteError(toErrorData(error)))
    }
  }

  private tell(event: WorkerEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  private watch(): void {
    if (!this.hasSpoken && this.missedPings >= MISSED_PINGS.fresh) return this.crash({ kind: 'notLoaded' })
    const isStuck = [...this.pending.values()].some((pending) => pending.patience-- <= 0)
    if (isStuck || this.missedPings >= MISSED_PINGS.known) return this.crash({ kind: 'silent' })
    this.missedPings++
    // Any message counts as a sign of life, the answer to this one too; its failure is the crash that `watch` looks for.
    this.request('ping', null).catch(() => {})
  }

  private crash(reason: StopReason): void {
    const error = toErrorData(new WorkerCrashedError({ reason }))
    this.drop(error)
    this.tell({ type: 'crashed', error })
  }

  private drop(error: ErrorData): void {
    if (this.watchdog !== null) clearInterval(this.watchdog)
    this.watchdog = null
    this.worker?.terminate()
    this.worker = null
    const rejected = [...this.pending.values()]
    this.pending.clear()
    for (const { reject } of rejected) reject(new RemoteError(error))
  }
}
