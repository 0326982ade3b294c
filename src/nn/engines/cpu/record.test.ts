import { expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { parseModelSpec } from '../../spec/parse'
import { presets } from '../../spec/presets'
import { createCpuEngine } from './cpu-engine'

const COUNT = 9
const pictures = Float32Array.from({ length: COUNT * IMAGE_PIXELS }, (_, pixel) => ((pixel * 7 + (pixel % 31)) % 13) / 12)

/** Blank at the top, each to another row: read pixel by pixel, examples of a batch begin alike. */
const beginningAlike = pictures.map((ink, pixel) => (pixel % IMAGE_PIXELS < 28 * (5 + 2 * Math.floor(pixel / IMAGE_PIXELS)) ? 0 : ink))

it.each(['lstm', 'gru', 'rnn'] as const)('signals of pictures that begin alike are those of a %s in each by itself', async (type) => {
  const engine = await createCpuEngine()
  const layers = [
    { type, units: 5, returnSequences: true },
    { type, units: 4 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ]
  const model = await engine.createModel(parseModelSpec({ version: 1, input: { scan: 'pixels' }, layers }), { seed: 2 })
  // A plan that has computed a beginning once for all.
  await model.predict(beginningAlike)
  for (const [place, signals] of (await model.record(beginningAlike)).entries()) {
    const trace = await model.trace(beginningAlike.slice(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS))
    for (const [index, { layer, name, data }] of trace.signals.entries()) {
      expectClose(signals[index]!.data, data, tolerances.float32Stored, `picture ${place}, ${layer} ${name}`)
    }
  }
  engine.dispose()
})

it.each(['row-lstm', 'row-gru', 'keras', 'bidirectional', 'patch-cnn-lstm', 'cnn'] as const)(
  'signals of many pictures are those of %s in each by itself',
  async (name) => {
    const engine = await createCpuEngine()
    const model = await engine.createModel(presets[name].spec, { seed: 2 })
    const recorded = await model.record(pictures)
    expect(recorded).toHaveLength(COUNT)
    for (const [place, signals] of recorded.entries()) {
      const trace = await model.trace(pictures.slice(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS))
      const named = (each: typeof signals) => each.map(({ layer, name: signal, shape }) => ({ layer, signal, shape }))
      expect(named(signals)).toEqual(named(trace.signals))
      for (const [index, { layer, name: signal, data }] of trace.signals.entries()) {
        expectClose(signals[index]!.data, data, tolerances.float32Stored, `${name}, picture ${place}, ${layer} ${signal}`)
      }
    }
    const last = recorded[COUNT - 1]!
    const wanted = [last.at(-1)!, { layer: 'nothing', name: 'h' }, last[0]!]
    expect((await model.record(pictures, wanted)).at(-1)).toEqual([last.at(-1), last[0]])
    engine.dispose()
  },
)
