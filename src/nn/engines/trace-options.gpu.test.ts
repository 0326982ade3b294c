import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { Random } from '../../core/random'
import { conv1d, conv2d, convolvedRows, pool2d } from '../../testing/convolutions'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import type { Clamp, Model, Trace, TraceOptions } from '../engine'
import { createGpuEngine } from './gpu/gpu-engine'
import { describeModel, type ModelDescription } from '../spec/describe'
import { inputOf } from '../spec/input'
import type { InputSpec, LayerSpec } from '../spec/model-spec'

/** Signals held at values and what goes back from the loss: the visitors' engines against the float64 one. */

type Direction = 'forward' | 'backward' | 'both'
const recurrent = (type: 'lstm' | 'gru' | 'rnn', units: number, returnSequences: boolean, direction: Direction): LayerSpec => {
  return { type, units, returnSequences, direction }
}

interface Case {
  readonly name: string
  readonly input?: Partial<InputSpec>
  readonly layers: readonly LayerSpec[]
}

const cases: readonly Case[] = [
  { name: 'an LSTM', layers: [recurrent('lstm', 7, false, 'forward')] },
  { name: 'an LSTM with 128 units', layers: [recurrent('lstm', 128, false, 'forward')] },
  { name: 'two GRUs', layers: [recurrent('gru', 6, true, 'forward'), recurrent('gru', 9, false, 'backward')] },
  { name: 'two RNNs', layers: [recurrent('rnn', 5, true, 'both'), recurrent('rnn', 32, false, 'forward')] },
  {
    name: 'every cell both ways over masked rows',
    input: { skipBlank: true },
    layers: [recurrent('gru', 6, true, 'both'), recurrent('rnn', 7, true, 'backward'), recurrent('lstm', 5, false, 'both')],
  },
  {
    name: 'LSTMs over masked serpentine patches',
    input: { scan: 'patches', patch: 7, order: 'serpentine', skipBlank: true },
    layers: [recurrent('lstm', 6, true, 'backward'), recurrent('lstm', 5, false, 'forward')],
  },
  { name: 'a convolution before an LSTM', layers: [conv1d('sequence', 6, 3, 1, 'same', 'relu'), recurrent('lstm', 7, false, 'forward')] },
  { name: 'a CNN', input: { scan: 'image' }, layers: [conv2d(4, 3, 1, 'valid', 'relu'), pool2d, { type: 'flatten' }] },
  {
    name: 'an LSTM over the rows of a convolved picture',
    input: { scan: 'image' },
    layers: [...convolvedRows, recurrent('lstm', 6, true, 'forward'), recurrent('lstm', 5, false, 'both')],
  },
]

const random = new Random(17, 1)
/** Strokes of ink with blank rows and columns around. */
const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => {
  const [x, y] = [pixel % 28, Math.floor(pixel / 28)]
  return x > 5 && x < 22 && y > 4 && y < 22 && random.uniform(0, 1) < 0.5 ? random.uniform(0.2, 1) : 0
})

/** Some units of every signal at some timesteps. */
function randomClamps({ signals }: Trace, { layers }: ModelDescription): Clamp[] {
  const isRecurrent = (name: string) => layers.some((layer) => layer.name === name && layer.recurrence !== null)
  return signals
    .filter(({ layer }) => isRecurrent(layer))
    .flatMap(({ layer, name, shape: [steps = 0, units = 0] }) =>
      [0, 1, 2].map(() => ({
        layer,
        signal: name,
        units: [random.integer(units), random.integer(units)],
        steps: { from: random.integer(steps / 2), to: steps - random.integer(steps / 2) },
        value: random.uniform(-0.8, 1.2),
      })),
    )
}

function signalOf({ signals }: Trace, name: string): Trace['signals'][number] {
  const found = signals.find((signal) => signal.name === name)
  if (found === undefined) throw new Error(`nothing was recorded of ${name}`)
  return found
}

const engines = [
  ...enginesUnderTest,
  { name: 'WebGPU arranged in registers', create: () => createGpuEngine('registers') },
  { name: 'WebGPU arranged for hardware', create: () => createGpuEngine('staged') },
]

describe.each(engines)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  async function twins({ input = {}, layers }: Case): Promise<readonly [Model, Model]> {
    const answer: LayerSpec = { type: 'dense', units: 10, activation: 'softmax' }
    const spec = { version: 1 as const, input: inputOf(input), layers: [...layers, answer] }
    return [await pair.tested.createModel(spec, { seed: 5 }), await pair.float64.createModel(spec, { seed: 5 })]
  }

  function expectSameTrace(actual: Trace, expected: Trace): void {
    expect(actual.signals.map(({ layer, name }) => [layer, name])).toEqual(expected.signals.map(({ layer, name }) => [layer, name]))
    expected.signals.forEach(({ layer, name, data }, index) => {
      expectClose(actual.signals[index]!.data, data, tolerances.float32Model, `${layer}/${name}`)
    })
    expectClose(actual.belief.data, expected.belief.data, tolerances.float32Model, 'belief')
    expectClose(actual.probabilities, expected.probabilities, tolerances.float32Model, 'answer')
    expect(actual.gradients === undefined).toBe(expected.gradients === undefined)
    if (actual.gradients === undefined || expected.gradients === undefined) return
    const [ours, theirs] = [actual.gradients, expected.gradients]
    expectCloseNumber(ours.loss, theirs.loss, tolerances.float32Model, 'loss')
    expect(ours.saliency.shape).toEqual([28, 28])
    expectClose(ours.saliency.data, theirs.saliency.data, tolerances.float32Model, 'saliency')
    const titles = ({ layer, signal, direction }: (typeof ours.states)[number]) => `‖dL/d${signal}‖ of ${layer}, ${direction}`
    expect(ours.states.map(titles)).toEqual(theirs.states.map(titles))
    theirs.states.forEach((state, index) => expectClose(ours.states[index]!.norms, state.norms, tolerances.float32Model, titles(state)))
  }

  describe.each(cases)('$name', (testCase) => {
    it('holds signals and goes back as the float64 engine does, each time anew', async () => {
      const [ours, oracle] = await twins(testCase)
      const plain = await oracle.trace(picture)
      const clamps = randomClamps(plain, describeModel(oracle.spec))
      const gradients = { label: 7 }
      const asked: readonly TraceOptions[] = [
        { gradients },
        { clamps },
        { clamps, gradients },
        { clamps: clamps.slice(0, 1), gradients: { label: 2, loss: { type: 'meanSquaredError' } } },
        // What was held before is free again.
        { gradients: { label: 1 } },
        {},
      ]
      for (const options of asked) expectSameTrace(await ours.trace(picture, options), await oracle.trace(picture, options))
      if (clamps.length > 0) expect([...(await ours.trace(picture, { clamps })).probabilities]).not.toEqual([...plain.probabilities])
      ours.dispose()
      oracle.dispose()
    })
  })

  it('reads as before when a gate is held at what it is', async () => {
    const [ours] = await twins(cases[0]!)
    const plain = await ours.trace(picture)
    for (const name of ['i', 'f', 'o'] as const) {
      const { shape, data } = signalOf(plain, name)
      const units = shape[1]!
      const clamps = [...data].map((value, place) => {
        return { layer: 'lstm', signal: name, units: [place % units], steps: [Math.floor(place / units)], value }
      })
      expectSameTrace(await ours.trace(picture, { clamps }), plain)
    }
  })

  it('makes C exactly i⊙C̃ when everything is forgotten', async () => {
    const [ours] = await twins(cases[1]!)
    const trace = await ours.trace(picture, { clamps: [{ layer: 'lstm', signal: 'f', value: 0 }] })
    const [i, g, c] = (['i', 'g', 'c'] as const).map((name) => signalOf(trace, name).data)
    // A product of two float32 values, rounded once.
    expectClose(
      c!,
      Float32Array.from(i!, (value, place) => value * g![place]!),
      tolerances.exact,
      'C = i⊙C̃',
    )
  })

  it('disturbs no gradients that are on their way', async () => {
    const [ours] = await twins(cases[0]!)
    const batch = [picture, Uint8Array.of(4), { type: 'categoricalCrossentropy' }] as const
    const options = { gradients: { label: 1 } }
    // Once each, so that nothing has to be compiled and the trace goes back between the gradients' making and their reading.
    const alone = await ours.lossAndGradients(...batch)
    await ours.trace(picture, options)
    const [together] = await Promise.all([ours.lossAndGradients(...batch), ours.trace(picture, options)])
    for (const [name, { data }] of alone.gradients) expectClose(together.gradients.get(name)!.data, data, tolerances.exact, name)
  })

  it('refuses what does not fit the model', async () => {
    const [ours] = await twins(cases[0]!)
    await expect(ours.trace(picture, { clamps: [{ layer: 'gru', signal: 'h', value: 0 }] })).rejects.toThrow(
      'where clamp, field layer, value "gru", allowed recurrentLayer (names [lstm])',
    )
    await expect(ours.trace(picture, { gradients: { label: -1 } })).rejects.toThrow('where gradients, field label, value -1')
  })
})
