import { expect, it, vi } from 'vitest'
import { createEngine, inspectEngine } from './registry'

/** Files of code that are missing. */
vi.mock('./cpu/cpu-engine', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})
vi.mock('./gpu/gpu-engine', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})
vi.mock('../../gpu/adapter', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

it.each([
  ['cpu', () => createEngine('cpu')],
  ['webgpu', () => createEngine('webgpu')],
  ['webgpu', () => inspectEngine('webgpu')],
])('an engine whose code does not come is one that cannot run here: %s', async (engine, ask) => {
  await expect(ask()).rejects.toMatchObject({ code: 'engine-unavailable', detail: { engine, reason: { kind: 'notLoaded' } } })
})
