import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { stubIndexedDb } from '../data/mnist.fixture'
import { openTuningStore } from './tuning-store'

beforeEach(() => stubIndexedDb())
afterEach(() => vi.unstubAllGlobals())

it('keeps one record for each adapter', async () => {
  const store = openTuningStore()
  expect(await store.load('1 SomeGPU')).toBeUndefined()
  await store.save('1 SomeGPU', { 'gemm/nn': 'staged' })
  await store.save('1 Other', { 'gemm/nn': 'quads' })
  expect(await openTuningStore().load('1 SomeGPU')).toEqual({ 'gemm/nn': 'staged' })
})
