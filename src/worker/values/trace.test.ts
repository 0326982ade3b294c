import { describe, expect, test } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import type { Trace } from '../../nn/engine'
import { createCpuEngine } from '../../nn/engines/cpu/cpu-engine'
import { presets } from '../../nn/spec/presets'
import { decodeTrace, traceBuffers } from './trace'

const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel % 7) / 6)
const gradients = { label: 2 }

/** As it arrives on another thread. */
function sent(trace: Trace): Trace {
  return decodeTrace(structuredClone(trace, { transfer: [...traceBuffers(trace)] }), 'trace')
}

describe.each(['float64', 'float32'] as const)('a trace of the CPU in %s', (precision) => {
  test.each(Object.values(presets).map(({ name, spec }) => ({ name, spec })))(
    'of $name takes all of its memory along, and none of the engine’s',
    async ({ spec }) => {
      const engine = await createCpuEngine({ precision })
      const model = await engine.createModel(spec, { seed: 1 })
      const first = await model.trace(picture, { gradients })
      const copy = structuredClone(first)
      expect(sent(first)).toEqual(copy)
      expect(traceBuffers(first).every(({ byteLength }) => byteLength === 0)).toBe(true)
      expect(sent(await model.trace(picture, { gradients }))).toEqual(copy)
      engine.dispose()
    },
  )
})

test('arrays that share memory take it along once', () => {
  const memory = new Float32Array(6)
  const tensor = { shape: [3], data: memory.subarray(0, 3) }
  const trace = { input: tensor, signals: [], belief: tensor, probabilities: memory.subarray(3) }
  expect(traceBuffers(trace)).toEqual([memory.buffer])
  expect(sent(trace).probabilities).toHaveLength(3)
  expect(memory.byteLength).toBe(0)
  expect(traceBuffers(null)).toEqual([])
})
