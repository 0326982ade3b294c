import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ShaderError } from '../../../../core/errors'
import type { Gpu } from '../../../../gpu/device'
import { openTestGpu, type TestGpu } from '../../../../testing/gpu-layer'
import type { TuningStore } from '../../../engine'
import { measureTuning, parseTuning, tune, TRIALS, type Tuning } from './tuning'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

const everywhere = (arrangement: 'registers' | 'staged'): Tuning =>
  Object.fromEntries(TRIALS.map(({ family }) => [family.label, arrangement]))

/** The test's adapter as hardware, for which no rule is known. */
function unknownAdapter(): { gpu: Gpu; preferred: Map<string, string> } {
  const preferred = new Map<string, string>()
  return { preferred, gpu: { ...test.gpu, isSoftware: false, prefer: (label, arrangement) => void preferred.set(label, arrangement) } }
}

it('finds the fastest arrangement of what it tries', async () => {
  const [product, , , step] = TRIALS
  const tuning = await measureTuning(test.gpu, test.kernels, ['registers', 'quads'], [product!, step!])
  expect(Object.keys(tuning)).toEqual(['gemm/nn', 'lstm/forward_step'])
  expect(test.gpu.arrangements).toEqual(expect.arrayContaining(Object.values(tuning)))
})

it('does without an arrangement that does not compile', async () => {
  const compile = test.kernels.compile.bind(test.kernels)
  const refusing = vi.spyOn(test.kernels, 'compile').mockImplementation((kernel) => {
    if (!kernel.label.includes('staged')) return compile(kernel)
    return Promise.reject(new ShaderError({ label: kernel.label, original: 'no' }))
  })
  const [product] = TRIALS
  expect(await measureTuning(test.gpu, test.kernels, ['staged', 'registers'], [product!])).toEqual({ 'gemm/nn': 'registers' })
  refusing.mockRestore()
})

describe('tune', () => {
  it('takes what was found on an earlier visit, and measures nothing', async () => {
    const saved: unknown[] = []
    const store: TuningStore = { load: async () => everywhere('registers'), save: async (_key, tuning) => void saved.push(tuning) }
    const { gpu, preferred } = unknownAdapter()
    await tune(gpu, test.kernels, store)
    expect([...preferred.values()]).toEqual(TRIALS.map(() => 'registers'))
    expect(saved).toEqual([])
  })

  it('asks for what was found on an adapter of these limits and features, not of this name alone', async () => {
    const keys: string[] = []
    const load = async (key: string) => (keys.push(key), everywhere('registers'))
    const { gpu } = unknownAdapter()
    for (const identity of ['few threads', 'many threads']) await tune({ ...gpu, identity }, test.kernels, { load, save: async () => {} })
    expect(new Set(keys).size).toBe(2)
  })

  it('tries nothing where the adapter is emulated', async () => {
    const load = () => Promise.reject(new Error('nobody asks'))
    await expect(tune({ ...test.gpu, isSoftware: true }, test.kernels, { load, save: load })).resolves.toBeUndefined()
  })
})

it('believes only a whole record of arrangements that run here', () => {
  const { arrangements } = test.gpu
  expect(parseTuning(everywhere('staged'), { arrangements })).toEqual(everywhere('staged'))
  expect(parseTuning(everywhere('staged'), { arrangements: ['registers'] })).toBeNull()
  expect(parseTuning({ ...everywhere('registers'), 'gemm/nn': 'faster' }, { arrangements })).toBeNull()
  expect(parseTuning({ 'gemm/nn': 'registers' }, { arrangements })).toBeNull()
  expect(parseTuning(null, { arrangements })).toBeNull()
})
