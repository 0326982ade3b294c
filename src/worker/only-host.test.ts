import { expect, it, vi } from 'vitest'
import { claimWorker } from './only-host'

it('a worker is taken once', () => {
  const worker = {}
  expect(claimWorker(worker)).toBe(true)
  expect(claimWorker(worker)).toBe(false)
  expect(claimWorker({})).toBe(true)
})

it('a second evaluation of the worker’s entry answers nothing', async () => {
  const addEventListener = vi.fn()
  vi.stubGlobal('self', { addEventListener })
  await import('./main')
  const listeners = () => addEventListener.mock.calls.filter(([type]) => type === 'message').length
  expect(listeners()).toBe(1)
  vi.resetModules()
  const error = vi.spyOn(console, 'error').mockReturnValue()
  await import('./main')
  expect(listeners()).toBe(1)
  expect(error).toHaveBeenCalledOnce()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
