import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ThreadLostError } from '../../../../core/errors'
import { tinySpec } from '../../../../train/tiny-task.fixture'
import { float64Primitives } from '../../../operations/cpu/float64'
import { Helper } from './helper'
import type { HelperAnswer } from './messages'
import { patienceFor, Thread, type ThreadPort } from './thread'

const pictures = () => new Float32Array(784)

describe('a helper', () => {
  const heard: HelperAnswer[] = []
  const helper = () =>
    new Helper(
      async () => float64Primitives,
      (answer) => heard.push(answer),
    )
  beforeEach(() => {
    heard.length = 0
  })

  it('says when it can compute', async () => {
    await helper().receive({ type: 'start', precision: 'float64' })
    expect(heard).toEqual([{ type: 'ready' }])
  })

  it('does one thing after another, as it was asked', async () => {
    const one = helper()
    void one.receive({ type: 'start', precision: 'float64' })
    void one.receive({ type: 'model', model: 1, spec: tinySpec })
    await one.receive({ type: 'answer', job: 7, model: 1, images: pictures(), scale: 1, wanted: 'probabilities' })
    expect(heard).toMatchObject([{ type: 'ready' }, { type: 'answer', job: 7, values: { length: 10 } }])
  })

  it.each([
    ['nonsense', { type: 'dance' }, 'request.type'],
    [
      'pictures in memory that cannot change hands',
      { type: 'answer', job: 1, model: 1, images: [0], scale: 1, wanted: 'probabilities' },
      'request.images',
    ],
    ['a model before the start', { type: 'model', model: 1, spec: tinySpec }, 'before the start'],
    [
      'a model that it was not told of',
      { type: 'answer', job: 1, model: 9, images: pictures(), scale: 1, wanted: 'probabilities' },
      'no model 9',
    ],
  ])('says that it failed at %s', async (_, request, message) => {
    await helper().receive(request)
    expect(heard).toEqual([{ type: 'failed', message: expect.stringContaining(message) }])
  })
})

/** Says nothing by itself. */
class SilentPort implements ThreadPort {
  isTerminated = false
  canPost = true
  private readonly listeners = new Map<string, (event: Event) => void>()

  postMessage(): void {
    if (!this.canPost) throw new DOMException('this cannot be cloned', 'DataCloneError')
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener)
  }

  terminate(): void {
    this.isTerminated = true
  }

  tell(type: string, data?: unknown): void {
    this.listeners.get(type)?.(Object.assign(new Event(type), { data }))
  }
}

describe('a thread', () => {
  let port: SilentPort
  let thread: Thread
  const onEnd = vi.fn<(error: ThreadLostError) => void>()
  const ask = () => thread.answer({ model: 1, images: pictures(), scale: 1, wanted: 'probabilities' })

  beforeEach(() => {
    vi.useFakeTimers()
    onEnd.mockClear()
    port = new SilentPort()
    thread = new Thread(port, 'float64', onEnd)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is given up when it does not start in time', async () => {
    const outcome = thread.ready.catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await outcome).toBeInstanceOf(ThreadLostError)
    expect(port.isTerminated).toBe(true)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('rests as long as it is asked nothing', async () => {
    port.tell('message', { type: 'ready' })
    await thread.ready
    await vi.advanceTimersByTimeAsync(60_000)
    expect(port.isTerminated).toBe(false)
    expect(thread.isAtWork).toBe(true)
  })

  it('that does not answer within its limit ends, and all its jobs with it', async () => {
    port.tell('message', { type: 'ready' })
    const [first, second] = [ask(), ask()]
    const outcomes = Promise.allSettled([thread.answerWithin(first, 100), second])
    await vi.advanceTimersByTimeAsync(100)
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { detail: { reason: { kind: 'silent' } } } })
    expect(port.isTerminated).toBe(true)
    expect(thread.isAtWork).toBe(false)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['seconds, though this thread took no time', 0, 5000],
    ['ten times what this thread took, where that is long', 3000, 30_000],
  ])('may take %s', (_, own, limit) => {
    expect(patienceFor(own)).toBe(limit)
  })

  it.each<[string, () => void, string]>([
    ['fails', () => port.tell('message', { type: 'failed', message: 'out of memory' }), 'out of memory'],
    ['says what cannot be read', () => port.tell('messageerror'), 'reason unreadable'],
    ['does not load', () => port.tell('error'), 'reason notLoaded'],
    [
      'answers what was not asked',
      () => port.tell('message', { type: 'gradients', job: 1, loss: 0, correct: 0, parameters: pictures(), gradients: pictures() }),
      'unreadable (original gradients)',
    ],
  ])('that %s ends, and its jobs with it', async (_, befall, reason) => {
    const job = ask()
    befall()
    await expect(job).rejects.toThrow(ThreadLostError)
    await expect(job).rejects.toThrow(reason)
    await expect(ask()).rejects.toThrow(reason)
    expect(port.isTerminated).toBe(true)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('that cannot be told anything ends', async () => {
    port.canPost = false
    await expect(ask()).rejects.toThrow('cannot be cloned')
    expect(onEnd).toHaveBeenCalledTimes(1)
  })
})
