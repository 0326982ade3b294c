import { expect, it } from 'vitest'
import { toInk } from '../../../core/images'
import { bands } from '../../../testing/pictures'
import { presets } from '../../spec/presets'
import { createCpuEngine } from './cpu-engine'

/** Parts of many pictures are sized by time, which must not show. */

const { images: levels } = bands(70)
const images = toInk(levels)

it.each(['float32', 'float64'] as const)(
  'answers have the same bits in %s, however many pictures are answered at once',
  async (precision) => {
    const engine = await createCpuEngine({ precision })
    for (const name of ['keras', 'row-gru', 'bidirectional', 'patch-cnn-lstm', 'cnn'] as const) {
      const modelOf = (maxBatch: number) => engine.createModel(presets[name].spec, { seed: 2, maxBatch })
      const whole = await (await modelOf(70)).predict(images)
      for (const most of [16, 24, 33]) expect(await (await modelOf(most)).predict(images), `${name}, ${most} at once`).toEqual(whole)
    }
    engine.dispose()
  },
)
