import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { Random } from '../../core/random'
import { conv1d, conv2d, convolvedRows, pool2d } from '../../testing/convolutions'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { inputOf } from '../spec/input'
import type { InputSpec, LayerSpec } from '../spec/model-spec'

/** Whole models that read pictures in other ways than by rows, and those with convolutions: the visitors' engines against the float64 one. */

const lstm = (units: number, returnSequences = false): LayerSpec => ({ type: 'lstm', units, returnSequences, direction: 'forward' })
const pool1d: LayerSpec = { type: 'maxPool1d', size: 2 }
const flatten: LayerSpec = { type: 'flatten' }

interface Case {
  readonly name: string
  readonly input: Partial<InputSpec>
  readonly layers: readonly LayerSpec[]
  readonly batch: number
}

const cases: readonly Case[] = [
  { name: 'columns', input: { scan: 'columns' }, layers: [lstm(7)], batch: 5 },
  { name: 'serpentine patches', input: { scan: 'patches', patch: 4, order: 'serpentine' }, layers: [lstm(7)], batch: 3 },
  { name: 'permuted patches', input: { scan: 'patches', patch: 7, order: 'permuted' }, layers: [lstm(6)], batch: 3 },
  { name: 'masked patches', input: { scan: 'patches', patch: 7, skipBlank: true }, layers: [lstm(6, true), lstm(5)], batch: 3 },
  { name: 'pixels', input: { scan: 'pixels' }, layers: [lstm(3)], batch: 2 },
  { name: 'a convolution over rows', input: {}, layers: [conv1d('sequence', 6, 3, 1, 'same', 'relu'), pool1d, lstm(7)], batch: 5 },
  { name: 'a convolution in patches', input: { scan: 'patches' }, layers: [conv1d('step', 3, 5, 2, 'valid', 'relu'), lstm(7)], batch: 3 },
  {
    name: 'a convolution in masked patches',
    input: { scan: 'patches', patch: 14, skipBlank: true },
    layers: [conv1d('step', 4, 3, 3, 'valid', 'relu'), lstm(7)],
    batch: 3,
  },
  // The output of a recurrent layer does not begin at the first row of its memory.
  { name: 'convolutions after states', input: {}, layers: [lstm(7, true), conv1d('sequence', 5, 3, 2), flatten], batch: 4 },
  { name: 'a convolution in states', input: {}, layers: [lstm(9, true), conv1d('step', 3, 4, 2), lstm(5)], batch: 4 },
  { name: 'states that are pooled', input: {}, layers: [lstm(6, true), pool1d, flatten], batch: 4 },
  { name: 'a flat picture', input: { scan: 'image' }, layers: [flatten], batch: 3 },
  {
    name: 'a CNN',
    input: { scan: 'image' },
    layers: [conv2d(4, 3, 1, 'valid', 'relu'), pool2d, conv2d(5, 3, 2, 'same', 'relu'), pool2d, flatten],
    batch: 3,
  },
  {
    name: 'an LSTM over the rows of a convolved picture',
    input: { scan: 'image' },
    layers: [...convolvedRows, { type: 'lstm', units: 6, returnSequences: false, direction: 'both' }],
    batch: 5,
  },
]

/** Strokes of ink with blank rows and columns around. */
function pictures(count: number): { images: Float32Array; labels: Uint8Array } {
  const random = new Random(13, count)
  const images = new Float32Array(count * IMAGE_PIXELS)
  for (let index = 0; index < images.length; index++) {
    const x = index % 28
    const y = Math.floor(index / 28) % 28
    const isInk = x > 8 && x < 20 && y > 3 && y < 21 && random.uniform(0, 1) < 0.4
    images[index] = isInk ? random.uniform(0.2, 1) : 0
  }
  return { images, labels: Uint8Array.from({ length: count }, () => random.integer(10)) }
}

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  describe.each(cases)('$name', ({ input, layers, batch }) => {
    it('answers, learns and traces as the float64 engine does', async () => {
      const spec = {
        version: 1 as const,
        input: inputOf(input),
        layers: [...layers, { type: 'dense' as const, units: 10, activation: 'softmax' as const }],
      }
      const [ours, oracle] = await Promise.all([pair.tested.createModel(spec, { seed: 5 }), pair.float64.createModel(spec, { seed: 5 })])
      const { images, labels } = pictures(batch)
      expectClose(await ours.predict(images), await oracle.predict(images), tolerances.float32Model, 'probabilities')

      const loss = { type: 'categoricalCrossentropy' } as const
      const actual = await ours.lossAndGradients(images, labels, loss)
      const expected = await oracle.lossAndGradients(images, labels, loss)
      expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
      expect([...actual.gradients.keys()]).toEqual([...expected.gradients.keys()])
      for (const [name, { data }] of expected.gradients) {
        expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, `gradient of ${name}`)
      }

      const first = images.slice(0, IMAGE_PIXELS)
      const [seen, told] = await Promise.all([ours.trace(first), oracle.trace(first)])
      expect(seen.input.shape).toEqual(told.input.shape)
      expectClose(seen.input.data, told.input.data, tolerances.exact, 'input')
      expect(seen.signals.map(({ layer, name, shape }) => [layer, name, shape])).toEqual(
        told.signals.map(({ layer, name, shape }) => [layer, name, shape]),
      )
      seen.signals.forEach(({ layer, name, data }, index) => {
        expectClose(data, told.signals[index]!.data, tolerances.float32Model, `${layer}/${name}`)
      })
      expect(seen.belief.shape).toEqual(told.belief.shape)
      expectClose(seen.belief.data, told.belief.data, tolerances.float32Model, 'belief')
      expectClose(seen.probabilities, (await oracle.predict(first)).slice(0, 10), tolerances.float32Model, 'answer')
      ours.dispose()
      oracle.dispose()
    })
  })
})
