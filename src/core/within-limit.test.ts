import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withinLimit } from './within-limit'

const late = () => new Error('late')

describe('withinLimit', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('gives what arrives in time, and leaves no timer', async () => {
    await expect(withinLimit(Promise.resolve(3), 100, late)).resolves.toBe(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('passes a failure on, and leaves no timer', async () => {
    await expect(withinLimit(Promise.reject(new Error('broken')), 100, late)).rejects.toThrow('broken')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends the wait for what never answers', async () => {
    const wait = withinLimit(new Promise(() => {}), 100, late)
    await Promise.all([expect(wait).rejects.toThrow('late'), vi.advanceTimersByTimeAsync(100)])
  })

  it('drops what comes too late, a failure too', async () => {
    let fail: (reason: Error) => void = () => {}
    const wait = withinLimit(new Promise((_, reject) => (fail = reject)), 100, late)
    await Promise.all([expect(wait).rejects.toThrow('late'), vi.advanceTimersByTimeAsync(100)])
    fail(new Error('nobody hears'))
    await vi.runAllTimersAsync()
  })

  it('hears what was said while this thread could not run', async () => {
    vi.useRealTimers()
    const { port1, port2 } = new MessageChannel()
    const answer = new Promise<string>((resolve) => {
      port2.onmessage = () => resolve('in time')
    })
    const wait = withinLimit(answer, 8, late)
    port1.postMessage(null)
    const end = performance.now() + 20
    while (performance.now() < end);
    await expect(wait).resolves.toBe('in time')
    port1.close()
  })
})
