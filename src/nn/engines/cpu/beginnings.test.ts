import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { somePictures } from '../../../testing/pictures'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { parseModelSpec } from '../../spec/parse'
import { createCpuEngine } from './cpu-engine'

/** Pictures that begin with blank pixels are read as one that far, layer above layer, and all comes out as if each had been read alone. */

const COUNT = 24
const oracle = await createCpuEngine()
const crossEntropy = { type: 'categoricalCrossentropy' } as const

/** Pictures with blank rows of their own number above and below. */
function blankAtTheEdges(): { images: Float32Array; labels: Uint8Array } {
  const { images, labels } = somePictures(COUNT, 5)
  const blank = images.map((ink, index) => {
    const row = Math.floor((index % IMAGE_PIXELS) / 28)
    const picture = Math.floor(index / IMAGE_PIXELS)
    return row < 8 + (picture % 11) || row > 25 - (picture % 7) ? 0 : ink
  })
  return { images: blank, labels }
}

const answer = { type: 'dense', units: 10, activation: 'softmax' }
const models = {
  'three layers': [
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'gru', units: 6, returnSequences: true },
    { type: 'rnn', units: 20 },
  ],
  'from the end': [
    { type: 'gru', units: 6, returnSequences: true, direction: 'backward' },
    { type: 'lstm', units: 5, direction: 'backward' },
  ],
  'the other way round, and both ways': [
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'lstm', units: 5, returnSequences: true, direction: 'backward' },
    { type: 'gru', units: 6, direction: 'both' },
  ],
  'both ways above one': [
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'gru', units: 6, direction: 'both' },
  ],
  'something between': [
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'layerNorm' },
    { type: 'dropout', rate: 0.5 },
    { type: 'lstm', units: 5 },
  ],
  'rows of a picture': [
    { type: 'conv2d', filters: 2, kernel: 3, padding: 'same' },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten', within: 'step' },
    { type: 'lstm', units: 5, returnSequences: true },
    { type: 'gru', units: 6 },
  ],
}

describe.each(Object.entries(models))('%s', (_, layers) => {
  const scan = layers[0]?.type === 'conv2d' ? 'image' : 'pixels'
  const spec = parseModelSpec({ version: 1, input: { scan }, layers: [...layers, answer] })
  const { images, labels } = blankAtTheEdges()

  it('answers, believes and learns of many as of each alone', async () => {
    const model = await oracle.createModel(spec, { seed: 3 })
    const together = await model.lossAndGradients(images, labels, crossEntropy)
    const beliefs = await model.believe(images)
    const sums = new Map([...together.gradients].map(([name, { data }]) => [name, new Float64Array(data.length)]))
    let loss = 0
    for (let picture = 0; picture < COUNT; picture++) {
      const one = images.slice(picture * IMAGE_PIXELS, (picture + 1) * IMAGE_PIXELS)
      const alone = await model.lossAndGradients(one, labels.subarray(picture, picture + 1), crossEntropy)
      loss += alone.loss / COUNT
      for (const [name, { data }] of alone.gradients) data.forEach((value, index) => (sums.get(name)![index]! += value / COUNT))
      const length = beliefs.length / COUNT
      expect(beliefs.subarray(picture * length, (picture + 1) * length)).toEqual(await model.believe(one))
    }
    expectCloseNumber(together.loss, loss, tolerances.float64, 'loss')
    for (const [name, { data }] of together.gradients) expectClose(data, sums.get(name)!, tolerances.float32Stored, `gradient of ${name}`)
    model.dispose()
  })
})
