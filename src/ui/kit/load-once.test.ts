import { expect, it, vi } from 'vitest'
import { loadOnce } from './load-once'

it('loads once', async () => {
  const load = vi.fn(async () => 'part')
  const once = loadOnce(load)
  expect([await once(), await once()]).toEqual(['part', 'part'])
  expect(load).toHaveBeenCalledOnce()
})

it.each([
  'Failed to fetch dynamically imported module: http://127.0.0.1/part.js',
  'error loading dynamically imported module: http://127.0.0.1/part.js',
  'Importing a module script failed.',
])('tries again what could not be had: %s', async (message) => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError(message)).mockResolvedValueOnce('part')
  const once = loadOnce(load)
  await expect(once()).rejects.toThrow(message)
  await expect(once()).resolves.toBe('part')
})

it('gives up what never comes, and tries again', async () => {
  vi.useFakeTimers()
  try {
    const load = vi
      .fn<() => Promise<string>>()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValueOnce('part')
    const once = loadOnce(load)
    await Promise.all([expect(once()).rejects.toThrow('no answer'), vi.advanceTimersByTimeAsync(20_000)])
    await expect(once()).resolves.toBe('part')
  } finally {
    vi.useRealTimers()
  }
})

it('never takes what threw while it was evaluated for whole', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new RangeError('invalid language')).mockResolvedValue('half of it')
  const once = loadOnce(load)
  for (let time = 0; time < 2; time++) await expect(once()).rejects.toThrow('invalid language')
  expect(load).toHaveBeenCalledOnce()
})
