import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { createCpuEngine } from './cpu-engine'
import type { Clamp, Trace, TraceOptions } from '../../engine'
import { inputOf } from '../../spec/input'
import type { LayerSpec } from '../../spec/model-spec'

/** What a trace does beyond recording: signals held at values, and what goes back from the loss. */

/** Grey levels and their neighbours at a distance of `STEP` are exact in float32. */
const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel >= 200 && pixel < 480 ? ((pixel * 7) % 33) / 64 : 0))
const STEP = 2 ** -10
const LABEL = 3

type Kind = 'lstm' | 'gru' | 'rnn'
type Direction = 'forward' | 'backward' | 'both'
const recurrent = (type: Kind, units: number, returnSequences: boolean, direction: Direction): LayerSpec => {
  return { type, units, returnSequences, direction }
}

/** Two layers of a kind over 7 × 7 patches, of which those without ink are masked or not. */
async function createModel(type: Kind, direction: Direction, skipBlank: boolean) {
  const layers = [recurrent(type, 3, true, direction), recurrent(type, 4, false, direction)]
  const input = inputOf({ scan: 'patches', patch: 7, skipBlank })
  const spec = { version: 1 as const, input, layers: [...layers, { type: 'dense' as const, units: 10, activation: 'softmax' as const }] }
  return (await createCpuEngine()).createModel(spec, { seed: 4 })
}

function signal({ signals }: Trace, layer: string, name: string): Float32Array {
  return signals.find((candidate) => candidate.layer === layer && candidate.name === name)!.data
}

const SIGNALS = { lstm: ['i', 'f', 'o', 'g', 'c', 'h'], gru: ['z', 'r', 'n', 'h'], rnn: ['h'] } as const
const cases = (['lstm', 'gru', 'rnn'] as const).flatMap((type) =>
  (['forward', 'backward', 'both'] as const).flatMap((direction) => [false, true].map((skipBlank) => ({ type, direction, skipBlank }))),
)

describe.each(cases)('$type read $direction, blank patches skipped: $skipBlank', ({ type, direction, skipBlank }) => {
  const width = direction === 'both' ? 6 : 3

  it('does not change when signals are held at what they are', async () => {
    const model = await createModel(type, direction, skipBlank)
    const plain = await model.trace(picture)
    for (const name of SIGNALS[type]) {
      const values = signal(plain, type, name)
      const clamps = [...values].map((value, index) => {
        return { layer: type, signal: name, units: [index % width], steps: [Math.floor(index / width)], value }
      })
      const held = await model.trace(picture, { clamps })
      for (const { layer, name: other, data } of plain.signals) {
        if (layer !== 'dense') expectClose(signal(held, layer, other), data, tolerances.float32Stored, `${layer}/${other}, ${name} held`)
      }
      expectClose(held.belief.data, plain.belief.data, tolerances.float32Stored, 'belief')
    }
    expect(await model.trace(picture)).toEqual(plain)
  })

  it('has the gradients that central differences give, signals held or not', async () => {
    const model = await createModel(type, direction, skipBlank)
    const some: readonly Clamp[] = SIGNALS[type].flatMap((name, place) => [
      { layer: type, signal: name, units: [place % width], steps: [5, 9], value: 0.3 },
      { layer: `${type}_1`, signal: name, units: [(place + 1) % 4], steps: { from: 6, to: 8 }, value: -0.4 },
    ])
    for (const clamps of [[], some]) {
      const gradients = { label: LABEL }
      const lossOf = async (image: Float32Array, options: TraceOptions) => (await model.trace(image, options)).gradients!.loss
      const trace = await model.trace(picture, { clamps, gradients })
      const { states, saliency, loss } = trace.gradients!
      if (clamps.length === 0) {
        const { loss: whole } = await model.lossAndGradients(picture, Uint8Array.of(LABEL), { type: 'categoricalCrossentropy' })
        expectCloseNumber(loss, whole, tolerances.float64, 'loss')
      }
      const readers = direction === 'both' ? (['forward', 'backward'] as const) : [direction]
      const names = type === 'lstm' ? ['h', 'c'] : ['h']
      expect(states.map(({ layer, signal: name, direction: reader }) => [layer, name, reader])).toEqual(
        [type, `${type}_1`].flatMap((layer) => readers.flatMap((reader) => names.map((name) => [layer, name, reader]))),
      )
      // A masked state is not read from the sums, so that nothing can be held there to move it.
      for (const t of [4, 7, 9]) {
        for (const { layer, signal: name, direction: reader, norms } of states) {
          const units = layer === type ? 3 : 4
          const columns = readers.length * units
          const first = readers.indexOf(reader) * units
          let squares = 0
          for (let unit = first; unit < first + units; unit++) {
            const value = signal(trace, layer, name)[t * columns + unit]!
            const at = (moved: number) =>
              lossOf(picture, { clamps: [...clamps, { layer, signal: name, units: [unit], steps: [t], value: value + moved }], gradients })
            squares += (await centralDifference(at)) ** 2
          }
          expectCloseNumber(norms[t]!, Math.sqrt(squares), tolerances.finiteDifference, `‖dL/d${name}‖ of ${layer}, ${reader}, at ${t}`)
        }
      }
      for (const pixel of [204, 290, 333, 470]) {
        const at = (moved: number) => lossOf(picture.with(pixel, picture[pixel]! + moved), { clamps, gradients })
        expectCloseNumber(saliency.data[pixel]!, await centralDifference(at), tolerances.finiteDifference, `dL/dpixel ${pixel}`)
      }
    }
  })
})

/** By the five-point formula (Abramowitz & Stegun 1964, table 25.2). */
async function centralDifference(at: (moved: number) => Promise<number>): Promise<number> {
  const near = (await at(STEP)) - (await at(-STEP))
  const far = (await at(2 * STEP)) - (await at(-2 * STEP))
  return (8 * near - far) / (12 * STEP)
}

describe('clamps of an LSTM', () => {
  it('leave only what was just read when everything is forgotten', async () => {
    const model = await createModel('lstm', 'forward', false)
    const trace = await model.trace(picture, { clamps: [{ layer: 'lstm', signal: 'f', value: 0 }] })
    const [i, g] = [signal(trace, 'lstm', 'i'), signal(trace, 'lstm', 'g')]
    const product = i.map((value, index) => value * g[index]!)
    expectClose(signal(trace, 'lstm', 'c'), product, tolerances.float32Stored, 'C = i⊙C̃')
  })

  it('show nothing of the cell when the output gate is shut', async () => {
    const model = await createModel('lstm', 'forward', false)
    const trace = await model.trace(picture, { clamps: [{ layer: 'lstm', signal: 'o', value: 0 }] })
    expect(signal(trace, 'lstm', 'h').every((value) => value === 0)).toBe(true)
    expect(signal(trace, 'lstm', 'c').some((value) => value !== 0)).toBe(true)
  })

  it('change nothing before the first step they hold, and the later of two counts', async () => {
    const model = await createModel('lstm', 'forward', false)
    const plain = await model.trace(picture)
    const first: Clamp = { layer: 'lstm_1', signal: 'c', units: [1, 2], steps: { from: 8, to: 10 }, value: 2 }
    const trace = await model.trace(picture, { clamps: [first, { ...first, units: [2], value: -1 }] })
    const cells = signal(trace, 'lstm_1', 'c')
    expect(cells.subarray(0, 8 * 4)).toEqual(signal(plain, 'lstm_1', 'c').subarray(0, 8 * 4))
    expect([...cells.subarray(8 * 4, 10 * 4)].filter((_, index) => index % 4 === 1 || index % 4 === 2)).toEqual([2, -1, 2, -1])
    expect(trace.belief.data.subarray(0, 80)).toEqual(plain.belief.data.subarray(0, 80))
    expect(trace.belief.data.subarray(80, 90)).not.toEqual(plain.belief.data.subarray(80, 90))
  })
})

it('goes back from the loss that is asked for', async () => {
  const model = await createModel('gru', 'forward', false)
  const loss = { type: 'meanSquaredError' } as const
  const { gradients } = await model.trace(picture, { gradients: { label: LABEL, loss } })
  expect(gradients?.saliency.shape).toEqual([28, 28])
  expectCloseNumber(gradients!.loss, (await model.lossAndGradients(picture, Uint8Array.of(LABEL), loss)).loss, tolerances.float64, 'loss')
})

it.each<readonly [string, TraceOptions, string]>([
  [
    'a layer that is not there',
    { clamps: [{ layer: 'gru', signal: 'h', value: 0 }] },
    'where clamp, field layer, value "gru", allowed recurrentLayer (names [lstm, lstm_1])',
  ],
  ['a layer that does not recur', { clamps: [{ layer: 'dense', signal: 'output', value: 0 }] }, 'where clamp, field layer, value "dense"'],
  [
    'another signal',
    { clamps: [{ layer: 'lstm', signal: 'z', value: 0 }] },
    'where named (name lstm), field signal, value "z", allowed options (options [i, f, o, g, c, h])',
  ],
  [
    'a unit past the last',
    { clamps: [{ layer: 'lstm', signal: 'h', units: [0, 3], value: 0 }] },
    'where named (name lstm), field units, value 3, allowed integer (min 0, max 2)',
  ],
  ['half a step', { clamps: [{ layer: 'lstm', signal: 'h', steps: [1.5], value: 0 }] }, 'where named (name lstm), field steps, value 1.5'],
  [
    'a step past the last',
    { clamps: [{ layer: 'lstm', signal: 'h', steps: { from: 3, to: 17 }, value: 0 }] },
    'allowed stepRange (count 16)',
  ],
  [
    'no number',
    { clamps: [{ layer: 'lstm', signal: 'h', value: Number.NaN }] },
    'where named (name lstm), field value, value NaN, allowed finite',
  ],
  [
    'a number too large for a GPU',
    { clamps: [{ layer: 'lstm', signal: 'h', value: 1e39 }] },
    'where named (name lstm), field value, value 1e+39',
  ],
  ['a class that is not there', { gradients: { label: 10 } }, 'where gradients, field label, value 10, allowed integer (min 0, max 9)'],
])('refuses %s', async (_name, options, message) => {
  const model = await createModel('lstm', 'forward', false)
  const refusal = model.trace(picture, options)
  await expect(refusal).rejects.toBeInstanceOf(SpecError)
  await expect(refusal).rejects.toThrow(message)
})
