import { DIGITS, pixelCount } from '../core/task'
import type { DataSet, LabelledImages } from '../core/images'
import { Random } from '../core/random'
import { parseModelSpec, type Model } from '../nn'
import { inputOf } from '../nn/spec/input'

/** The smallest model that the engines accept as a reader of digits. */
export const tinySpec = parseModelSpec({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'lstm', units: 4, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

/** Noise with labels: enough to compute with, nothing to learn. */
export function tinySet(name: string, count: number, seed = 1): LabelledImages {
  const random = new Random(seed, 99)
  return {
    name,
    images: Uint8Array.from({ length: count * pixelCount(DIGITS.input) }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

export function tinyData(train = 20, test = 12): DataSet {
  return { train: tinySet('Noise, training', train, 1), test: tinySet('Noise, test', test, 2) }
}

/** The model with some of its methods replaced. */
export function replacing(inner: Model, replaced: Partial<Model>): Model {
  return {
    spec: inner.spec,
    parameters: () => inner.parameters(),
    setParameters: (parameters) => inner.setParameters(parameters),
    predict: (images) => inner.predict(images),
    record: (images, wanted) => inner.record(images, wanted),
    trace: (image, options) => inner.trace(image, options),
    lossAndGradients: (images, labels, loss) => inner.lossAndGradients(images, labels, loss),
    evaluate: (set, loss, onProgress) => inner.evaluate(set, loss, onProgress),
    fit: (dataset, options) => inner.fit(dataset, options),
    optimizerState: () => inner.optimizerState(),
    dispose: () => inner.dispose(),
    ...replaced,
  }
}
