import { GatelightError } from '../core/errors'
import { toErrorData } from './error-data'
import { parseWorkerMessage, type WorkerMessage } from './messages'
import type { ErrorData, WorkerEvent } from './protocol'
import { requests, type Requests, type RequestType } from './requests/index'

/** The page's side of the worker. Rejections are `RemoteError`s that carry code, message and hint. */
export interface WorkerClient {
  request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']>
  subscribe(listener: (event: WorkerEvent) => void): () => void
  /** Ends the worker at once; pending requests reject. The next request starts a new worker, which knows nothing of the old one. */
  terminate(): void
}

/** What went wrong in the worker, or with it. */
export class RemoteError extends GatelightError {
  readonly code: string
  /** As `ErrorData` has it. */
  readonly detail: ErrorData['detail']
  constructor({ code, message, hint, detail }: ErrorData) {
    super(message, hint)
    this.code = code
    this.detail = detail
  }
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
  /** Time between two looks at whether the worker is alive, ms. */
  readonly pingInterval?: number
}

/**
 * A worker that misses this many pings in a row hangs. Counted in ticks of the page's own timer and not in time, so that a computer
 * that slept, or a hidden page whose timers are held back, does not take a living worker for a dead one.
 */
const MISSED_PINGS = 4
const PING_INTERVAL = 10_000

const CRASH_HINT = 'It is started again with the last good model; if it happens again, reload the page.'

export function createWorkerClient(options: ClientOptions = {}): WorkerClient {
  return new Client(options.spawn ?? spawnWorker, options.pingInterval ?? PING_INTERVAL)
}

function spawnWorker(): WorkerPort {
  return new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'gatelight' })
}

interface Pending {
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

  constructor(
    private readonly spawn: () => WorkerPort,
    private readonly pingInterval: number,
  ) {}

  request<T extends RequestType>(type: T, params: Requests[T]['params']): Promise<Requests[T]['result']> {
    return new Promise((resolve, reject) => {
      const worker = this.ensureWorker()
      const id = this.nextId++
      const decode = requests[type].result
      this.pending.set(id, { settle: (result) => resolve(decode(result, `result of ${type}`)), reject })
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
    const code = 'terminated'
    this.drop({ code, message: 'The worker was ended', hint: 'Reload the page.', detail: { code } })
  }

  private ensureWorker(): WorkerPort {
    if (this.worker !== null) return this.worker
    const worker = this.spawn()
    this.worker = worker
    worker.addEventListener('message', (event) => this.worker === worker && 'data' in event && this.receive(event.data))
    worker.addEventListener('messageerror', () => this.worker === worker && this.crash('a message could not be read'))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      const reason =
        'message' in event && typeof event.message === 'string' && event.message !== '' ? event.message : 'it could not be loaded'
      if (this.worker === worker) this.crash(reason)
    })
    this.missedPings = 0
    this.watchdog = setInterval(() => this.watch(), this.pingInterval)
    return worker
  }

  private receive(data: unknown): void {
    this.missedPings = 0
    let message: WorkerMessage
    try {
      message = parseWorkerMessage(data)
    } catch (error) {
      // A worker of another version of the page, or one gone mad: nothing it says can be trusted.
      this.crash(error instanceof Error ? error.message : String(error))
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
    if (this.missedPings >= MISSED_PINGS) {
      this.crash('it does not answer any more')
      return
    }
    this.missedPings++
    // Any message counts as a sign of life, the answer to this one too; its failure is the crash that `watch` looks for.
    this.request('ping', null).catch(() => {})
  }

  private crash(reason: string): void {
    const code = 'worker-crashed'
    const error: ErrorData = { code, message: `The computing thread stopped: ${reason}`, hint: CRASH_HINT, detail: { code, reason } }
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
