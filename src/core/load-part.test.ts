import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadPart } from './load-part'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const toError = (original: string, options: ErrorOptions) => new Error(`not loaded: ${original}`, options)

it('gives the part', async () => {
  await expect(loadPart(async () => 'part', toError)).resolves.toBe('part')
})

it('tells why it did not come, and asks again when it is called again', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce('part')
  await expect(loadPart(load, toError)).rejects.toThrow('not loaded: Failed to fetch')
  await expect(loadPart(load, toError)).resolves.toBe('part')
})

it('does not wait for ever', async () => {
  const part = loadPart(() => new Promise(() => {}), toError)
  await Promise.all([expect(part).rejects.toThrow('not loaded: no answer within'), vi.advanceTimersByTimeAsync(20_000)])
})

it('throws what was thrown where the caller has no error of its own', async () => {
  const load = async () => {
    throw new TypeError('Failed to fetch')
  }
  await expect(loadPart(load)).rejects.toThrow(new TypeError('Failed to fetch'))
})
