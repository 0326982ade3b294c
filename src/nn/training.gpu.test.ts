import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IMAGE_PIXELS, type LabelledImages } from '../core/images'
import { Random } from '../core/random'
import { enginesUnderTest } from '../testing/engines'
import { expectClose, expectCloseNumber, tolerances } from '../testing/tolerance'
import { createCpuEngine } from './cpu-engine'
import type { Engine, FitOptions, LossSpec, Model, OptimizerSpec } from './engine'
import { inputOf } from './spec/input'
import type { ModelSpec } from './spec/model-spec'
import { presets } from './spec/presets'

/** Every loss and optimizer, and dropout in training: the visitors' engines against the float64 one. */

/** Odd sizes, so that padding is at work everywhere; dropout on sequences and on vectors. */
const modelWith = (activation: 'linear' | 'relu'): ModelSpec => ({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 7, returnSequences: true, direction: 'forward' },
    { type: 'layerNorm', epsilon: 1e-3 },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 5, activation },
    { type: 'lstm', units: 6, returnSequences: false, direction: 'forward' },
    { type: 'dropout', rate: 0.1 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

/**
 * For trajectories, smooth throughout: where dropout takes all inputs of a unit its sum is its bias, which begins at 0, right on the kink of
 * relu. A rounding error then decides on which side it falls, and in one step the engines' gradients part by 4e-4 instead of 1e-6.
 */
const smooth = modelWith('linear')
const kinked = modelWith('relu')

/** Noise with a bright band for each class. */
function bands(count: number): LabelledImages {
  const random = new Random(5, count)
  const labels = Uint8Array.from({ length: count }, () => random.integer(10))
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, (_, index) => {
    const row = Math.floor((index % IMAGE_PIXELS) / 28)
    const isBand = Math.floor(row / 2) === 2 + labels[Math.floor(index / IMAGE_PIXELS)]!
    return isBand ? 200 + random.integer(56) : random.integer(40)
  })
  return { name: 'bands', images, labels }
}

describe.each(enginesUnderTest)('$name', ({ create }) => {
  let tested: Engine
  let float64: Engine
  beforeAll(async () => {
    tested = await create()
    float64 = await createCpuEngine()
  })
  afterAll(() => {
    tested.dispose()
    float64.dispose()
  })

  async function trajectory(model: Model, set: LabelledImages, options: FitOptions) {
    const losses: number[] = []
    const run = model.fit(set, options)
    run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
    await run.done
    return { losses, parameters: await model.parameters(), memory: await model.optimizerState() }
  }

  const crossEntropy: LossSpec = { type: 'categoricalCrossentropy' }

  describe.each<[LossSpec, OptimizerSpec]>([
    [crossEntropy, { type: 'sgd', learningRate: 0.05 }],
    [crossEntropy, { type: 'sgd', learningRate: 0.02, momentum: 0.8 }],
    [crossEntropy, { type: 'sgd', learningRate: 0.02, momentum: 0.8, nesterov: true, clipNorm: 0.05 }],
    [crossEntropy, { type: 'rmsprop', learningRate: 1e-3, epsilon: 1e-5 }],
    [crossEntropy, { type: 'adam', learningRate: 1e-3, clipNorm: 0.5 }],
    [crossEntropy, { type: 'adamw', learningRate: 1e-3, weightDecay: 0.1 }],
    [
      { ...crossEntropy, labelSmoothing: 0.1 },
      { type: 'adam', learningRate: 1e-3 },
    ],
    [{ type: 'meanSquaredError' }, { type: 'sgd', learningRate: 1 }],
  ])('%j with %j', (loss, optimizer) => {
    it('takes the same ten steps, dropping the same values, and remembers the same', async () => {
      // Two epochs of four whole batches and a smaller one; larger than the CPU's pieces of 64.
      const set = bands(70 * 5 - 11)
      const options: FitOptions = { epochs: 2, batchSize: 70, loss, optimizer, seed: 8 }
      const actual = await trajectory(await tested.createModel(smooth, { seed: 5 }), set, options)
      const expected = await trajectory(await float64.createModel(smooth, { seed: 5 }), set, options)
      expect(actual.losses).toHaveLength(10)
      expectClose(actual.losses, expected.losses, tolerances.float32Model, 'losses')
      for (const [name, { data }] of expected.parameters) {
        expectClose(actual.parameters.get(name)!.data, data, tolerances.trajectory, name)
      }
      expect(actual.memory!.step).toBe(10)
      expect([...actual.memory!.slots.keys()]).toEqual([...expected.memory!.slots.keys()])
      for (const [slot, remembered] of expected.memory!.slots) {
        for (const [name, { data }] of remembered) {
          expectClose(actual.memory!.slots.get(slot)!.get(name)!.data, data, tolerances.trajectory, `${slot} of ${name}`)
        }
      }
    })
  })

  it.each<LossSpec>([{ ...crossEntropy, labelSmoothing: 0.2 }, { type: 'meanSquaredError' }])(
    'evaluates, and gives gradients of the model as it answers, for %j',
    async (loss) => {
      const set = bands(19)
      const images = Float32Array.from(set.images, (level) => level / 255)
      const [ours, theirs] = [await tested.createModel(kinked, { seed: 5 }), await float64.createModel(kinked, { seed: 5 })]
      const expected = await theirs.lossAndGradients(images, set.labels, loss)
      const actual = await ours.lossAndGradients(images, set.labels, loss)
      expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
      for (const [name, { data }] of expected.gradients) expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, name)
      // Nothing is dropped where nothing trains: an evaluation finds the very loss that the gradients are of.
      const evaluation = await ours.evaluate(set, loss)
      expectCloseNumber(evaluation.loss, actual.loss, tolerances.float32Model, 'evaluated loss')
      expectClose(await ours.predict(images), await theirs.predict(images), tolerances.float32Kernel, 'probabilities')
    },
  )

  it('trains the preset keras alike: convolution, dropout and two LSTMs', async () => {
    const set = bands(6)
    const options: FitOptions = { epochs: 1, batchSize: 3, loss: crossEntropy, optimizer: { type: 'sgd', learningRate: 0.1 }, seed: 4 }
    const keras = presets.keras.spec
    const actual = await trajectory(await tested.createModel(keras, { seed: 5 }), set, options)
    const expected = await trajectory(await float64.createModel(keras, { seed: 5 }), set, options)
    expectClose(actual.losses, expected.losses, tolerances.float32Model, 'losses')
    for (const [name, { data }] of expected.parameters) {
      expectClose(actual.parameters.get(name)!.data, data, tolerances.trajectory, name)
    }
  })

  it('goes on with momentum from a checkpoint as if it had not stopped', async () => {
    const set = bands(64)
    const optimizer: OptimizerSpec = { type: 'sgd', learningRate: 0.05, momentum: 0.9, clipNorm: 1 }
    const options: FitOptions = { epochs: 3, batchSize: 32, loss: crossEntropy, optimizer, seed: 3 }
    const expected = await trajectory(await tested.createModel(smooth, { seed: 2 }), set, options)
    const part = await tested.createModel(smooth, { seed: 2 })
    const { parameters, memory } = await trajectory(part, set, { ...options, epochs: 1 })
    const resumed = await tested.createModel(smooth, { seed: 77 })
    await resumed.setParameters(parameters)
    const actual = await trajectory(resumed, set, { ...options, resumeFrom: { epoch: 1, optimizer: memory! } })
    expect(actual.losses).toEqual(expected.losses.slice(2))
  })
})
