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
})
