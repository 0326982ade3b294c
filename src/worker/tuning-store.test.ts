import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubIndexedDb } from '../data/mnist.fixture'
import { failureOf } from '../testing/failure-of'
import { openTuningStore, STORAGE_MS } from './tuning-store'

beforeEach(() => stubIndexedDb())
afterEach(() => vi.unstubAllGlobals())

it('keeps one record for each adapter', async () => {
  const store = openTuningStore()
  expect(await store.load('1 SomeGPU')).toBeUndefined()
  await store.save('1 SomeGPU', { 'gemm/nn': 'staged' })
  await store.save('1 Other', { 'gemm/nn': 'quads' })
  expect(await openTuningStore().load('1 SomeGPU')).toEqual({ 'gemm/nn': 'staged' })
})

it('does not wait for a storage that never answers', async () => {
  vi.stubGlobal('indexedDB', { open: () => new IDBOpenDBRequest() })
  vi.useFakeTimers()
  const store = openTuningStore()
  const ended = [store.load('1 SomeGPU'), store.save('1 SomeGPU', {})].map(failureOf)
  await vi.advanceTimersByTimeAsync(STORAGE_MS)
  const late = new Error('the storage does not answer')
  expect(await Promise.all(ended)).toEqual([late, late])
  vi.useRealTimers()
})
