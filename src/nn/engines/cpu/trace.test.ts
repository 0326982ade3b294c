import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { createCpuEngine } from './cpu-engine'
import { inputOf } from '../../spec/input'
import type { InputSpec, LayerSpec } from '../../spec/model-spec'

const digits: LayerSpec = { type: 'dense', units: 10, activation: 'softmax' }
/** A bar of ink across the middle rows, another grey level in every pixel. */
const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel >= 280 && pixel < 420 ? (pixel % 17) / 17 : 0))

async function traceOf(layers: readonly LayerSpec[], input: Partial<InputSpec> = {}) {
  const engine = await createCpuEngine()
  const model = await engine.createModel({ version: 1, input: inputOf(input), layers: [...layers, digits] }, { seed: 3 })
  const trace = await model.trace(picture)
  expectClose(trace.probabilities, await model.predict(picture), tolerances.float32Stored, 'answer')
  return { ...trace, beliefAt: (t: number) => trace.belief.data.subarray(t * 10, (t + 1) * 10) }
}

describe.each(['lstm', 'rnn', 'gru'] as const)('belief of %s', (type) => {
  it('ends with the answer where it reads forwards', async () => {
    const { belief, beliefAt, probabilities } = await traceOf([{ type, units: 4, returnSequences: false, direction: 'forward' }])
    expect(belief.shape).toEqual([28, 10])
    expect(beliefAt(27)).toEqual(probabilities)
  })

  it('begins with the answer where it reads backwards', async () => {
    const { beliefAt, probabilities } = await traceOf([{ type, units: 4, returnSequences: false, direction: 'backward' }])
    expect(beliefAt(0)).toEqual(probabilities)
    expect(beliefAt(27)).not.toEqual(probabilities)
  })

  it('has a row per timestep where both directions are read, and shows the units of both', async () => {
    const { belief, signals } = await traceOf([{ type, units: 4, returnSequences: false, direction: 'both' }])
    expect(belief.shape).toEqual([28, 10])
    for (const { layer, shape } of signals.slice(0, -1)) expect([layer, shape]).toEqual([type, [28, 8]])
  })

  it('stays as it is over blank rows that are skipped', async () => {
    const { beliefAt } = await traceOf([{ type, units: 4, returnSequences: false, direction: 'forward' }], { skipBlank: true })
    for (const t of [1, 9, 16, 27]) expect([t, beliefAt(t)]).toEqual([t, beliefAt(t - 1)])
    expect(beliefAt(10)).not.toEqual(beliefAt(9))
  })
})

it('believes nothing before the answer where all states together are answered from, or there are none', async () => {
  const whole = await traceOf([{ type: 'gru', units: 2, returnSequences: true, direction: 'forward' }, { type: 'flatten' }])
  expect(whole.belief).toEqual({ shape: [1, 10], data: whole.probabilities })
  const image = await traceOf([{ type: 'flatten' }], { scan: 'image' })
  expect(image.belief).toEqual({ shape: [1, 10], data: image.probabilities })
})
