import { describe, expect, test } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { presets } from '../../nn/spec/presets'
import { enginesUnderTest } from '../../testing/engines'
import { traceBuffers } from './trace'

const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel % 7) / 6)
const gradients = { label: 2 }

describe.each(enginesUnderTest)('$name', ({ create }) => {
  test.each(['row-lstm', 'bidirectional', 'row-gru', 'cnn'] as const)('gives a trace of %s away whole', async (name) => {
    const engine = await create()
    const model = await engine.createModel(presets[name].spec, { seed: 1 })
    for (const options of [{}, { gradients }]) {
      const first = await model.trace(picture, options)
      const copy = structuredClone(first)
      expect(structuredClone(first, { transfer: [...traceBuffers(first)] })).toEqual(copy)
      expect(traceBuffers(first).every(({ byteLength }) => byteLength === 0)).toBe(true)
      expect(await model.trace(picture, options)).toEqual(copy)
    }
    engine.dispose()
  })
})
