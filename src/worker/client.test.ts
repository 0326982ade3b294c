import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWorkerClient, RemoteError, type WorkerClient, type WorkerPort } from './client'
import { defaultRunSettings } from '../nn/spec/training'
import type { WorkerMessage } from './messages'
import type { WorkerEvent } from './protocol'

/** A worker as the page sees it, whose answers the test gives. */
class FakeWorker implements WorkerPort {
  readonly posted: { id: number; type: string }[] = []
  isTerminated = false
  isDeaf = false
  private readonly listeners = new Map<string, (event: Event) => void>()

  postMessage(message: unknown): void {
    const { id, type } = message as { id: number; type: string }
    this.posted.push({ id, type })
    if (type === 'ping' && !this.isDeaf) this.say({ kind: 'response', id, result: null })
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener)
  }

  terminate(): void {
    this.isTerminated = true
  }

  say(message: WorkerMessage | object): void {
    this.emit('message', { data: message })
  }

  emit(type: string, fields: object): void {
    this.listeners.get(type)?.(Object.assign(new Event(type), fields))
  }
}

const PING = 1000
let workers: FakeWorker[]
let client: WorkerClient
let events: WorkerEvent[]

beforeEach(() => {
  vi.useFakeTimers()
  workers = []
  events = []
  client = createWorkerClient({
    spawn: () => {
      workers.push(new FakeWorker())
      return workers.at(-1)!
    },
    pingInterval: PING,
  })
  client.subscribe((event) => events.push(event))
})

afterEach(() => {
  client.terminate()
  vi.useRealTimers()
})

describe('requests', () => {
  test('get the answer with their id, in any order', async () => {
    const first = client.request('saveModel', null)
    const second = client.request('train', { settings: defaultRunSettings, start: 'fresh', startPaused: false })
    const [save, train] = workers[0]!.posted
    workers[0]!.say({ kind: 'response', id: train!.id, result: { totalSteps: 4, stepsPerEpoch: 2 } })
    workers[0]!.say({ kind: 'response', id: save!.id, result: { bytes: Uint8Array.of(1) } })
    expect(await first).toEqual({ bytes: Uint8Array.of(1) })
    expect(await second).toEqual({ totalSteps: 4, stepsPerEpoch: 2 })
    expect(workers).toHaveLength(1)
  })

  test('that fail reject with code, message and detail', async () => {
    const answer = client.request('pause', null)
    const error = { code: 'state', message: 'not now', detail: { action: 'pause', obstacle: { kind: 'notTraining' } } }
    workers[0]!.say({ kind: 'failure', id: workers[0]!.posted[0]!.id, error })
    await expect(answer).rejects.toMatchObject({ name: 'RemoteError', ...error })
  })

  test('whose answer is no answer reject, and nothing else breaks', async () => {
    const answer = client.request('saveModel', null)
    workers[0]!.say({ kind: 'response', id: workers[0]!.posted[0]!.id, result: { bytes: 'x' } })
    await expect(answer).rejects.toThrow('result of saveModel.bytes: expected a Uint8Array')
    expect(workers[0]!.isTerminated).toBe(false)
  })

  test('an answer that nobody waits for is passed over', () => {
    void client.request('ping', null)
    workers[0]!.say({ kind: 'response', id: 4711, result: null })
    expect(events).toEqual([])
  })
})

test('events reach everyone who listens, until they leave', () => {
  const listener = vi.fn()
  const leave = client.subscribe(listener)
  void client.request('ping', null)
  workers[0]!.say({ kind: 'event', event: { type: 'trainingState', state: 'paused' } })
  leave()
  workers[0]!.say({ kind: 'event', event: { type: 'trainingState', state: 'running' } })
  expect(listener.mock.calls).toEqual([[{ type: 'trainingState', state: 'paused' }]])
  expect(events).toHaveLength(2)
})

describe('a worker that dies', () => {
  test.each([
    ['throws', (worker: FakeWorker) => worker.emit('error', { message: 'boom' }), 'boom'],
    ['cannot be loaded', (worker: FakeWorker) => worker.emit('error', {}), 'notLoaded'],
    ['sends what cannot be cloned', (worker: FakeWorker) => worker.emit('messageerror', {}), 'unreadable'],
    ['talks nonsense', (worker: FakeWorker) => worker.say({ kind: 'gossip' }), 'worker message.kind'],
  ])('%s: every pending request rejects, listeners hear of it, the next request starts a new one', async (_, die, reason) => {
    const pending = [client.request('pause', null), client.request('stop', null)]
    const outcomes = Promise.allSettled(pending)
    die(workers[0]!)
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'worker-crashed' } })
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(RemoteError)
    }
    expect(workers[0]!.isTerminated).toBe(true)
    expect(events).toEqual([{ type: 'crashed', error: expect.objectContaining({ message: expect.stringContaining(reason) }) }])
    const answer = client.request('ping', null)
    expect(workers).toHaveLength(2)
    expect(await answer).toBeNull()
  })

  test('says nothing any more', () => {
    client.request('pause', null).catch(() => {})
    const [old] = workers
    old!.emit('error', { message: 'boom' })
    client.request('pause', null).catch(() => {})
    old!.say({ kind: 'event', event: { type: 'trainingState', state: 'paused' } })
    old!.emit('error', { message: 'again' })
    expect(events.map(({ type }) => type)).toEqual(['crashed'])
  })
})

describe('the watchdog', () => {
  test('leaves a worker alone that answers', async () => {
    void client.request('ping', null)
    await vi.advanceTimersByTimeAsync(100 * PING)
    expect(events).toEqual([])
    expect(workers).toHaveLength(1)
  })

  test('ends a worker that does not', async () => {
    const answer = client.request('stop', null)
    const failure = answer.catch((error: unknown) => error)
    workers[0]!.isDeaf = true
    await vi.advanceTimersByTimeAsync(5 * PING)
    expect(await failure).toMatchObject({ code: 'worker-crashed' })
    expect(events).toMatchObject([{ type: 'crashed' }])
    expect(workers[0]!.isTerminated).toBe(true)
  })

  test('ends a worker that never spoke sooner', async () => {
    client.request('pause', null).catch(() => {})
    workers[0]!.isDeaf = true
    await vi.advanceTimersByTimeAsync(2 * PING)
    expect(events).toMatchObject([{ type: 'crashed', error: { detail: { reason: { kind: 'notLoaded' } } } }])
    expect(workers[0]!.isTerminated).toBe(true)
  })

  test.each([
    [18, () => client.request('read', { image: new Float32Array(1) })],
    [60, () => client.request('unitOrder', { layer: 'lstm' })],
  ])('ends a worker that is alive and leaves a request without an answer: %i looks', async (looks, ask) => {
    const failure = ask().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(looks * PING)
    expect(events).toEqual([])
    await vi.advanceTimersByTimeAsync(PING)
    expect(await failure).toMatchObject({ code: 'worker-crashed' })
    expect(events).toMatchObject([{ type: 'crashed', error: { detail: { reason: { kind: 'silent' } } } }])
  })

  test('waits for work that takes as long as it takes', async () => {
    void client.request('loadData', { kind: 'mnist' }).catch(() => {})
    await vi.advanceTimersByTimeAsync(100 * PING)
    expect(events).toEqual([])
  })

  test('takes any message for a sign of life', async () => {
    void client.request('ping', null)
    workers[0]!.isDeaf = true
    for (let tick = 0; tick < 20; tick++) {
      await vi.advanceTimersByTimeAsync(PING)
      workers[0]!.say({ kind: 'event', event: { type: 'evaluating', epoch: 0, evaluated: tick, total: 20 } })
    }
    expect(events.every(({ type }) => type === 'evaluating')).toBe(true)
    const pending = vi.getTimerCount()
    client.terminate()
    expect(vi.getTimerCount()).toBe(pending - 1)
  })
})

test('terminate ends everything at once', async () => {
  const answer = client.request('pause', null)
  const failure = answer.catch((error: unknown) => error)
  client.terminate()
  expect(await failure).toMatchObject({ code: 'terminated' })
  expect(workers[0]!.isTerminated).toBe(true)
  expect(events).toEqual([])
})
