import { expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { presets } from '../../spec/presets'
import { createCpuEngine } from './cpu-engine'

const COUNT = 3
const pictures = Float32Array.from({ length: COUNT * IMAGE_PIXELS }, (_, pixel) => ((pixel * 7 + (pixel % 31)) % 13) / 12)

it.each(['row-lstm', 'row-gru', 'keras', 'bidirectional', 'patch-cnn-lstm', 'cnn'] as const)(
  'many pictures at once are believed by %s as each by itself',
  async (name) => {
    const engine = await createCpuEngine()
    const model = await engine.createModel(presets[name].spec, { seed: 2 })
    const beliefs = await model.believe(pictures)
    const each = beliefs.length / COUNT
    for (let place = 0; place < COUNT; place++) {
      const { belief } = await model.trace(pictures.slice(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS))
      expect(each).toBe(belief.data.length)
      expectClose(beliefs.subarray(place * each, (place + 1) * each), belief.data, tolerances.float32Stored, `${name}, picture ${place}`)
    }
    engine.dispose()
  },
)
