import { toInk } from '../../core/images'
import { describe, expect, it } from 'vitest'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { bands } from '../../testing/pictures'
import { storedSet } from '../../testing/stored-set'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { expectSameTrajectory, kinkedModel, smoothModel, trainings, trajectory } from '../../testing/trajectories'
import type { FitOptions, LossSpec, OptimizerSpec } from '../engine'
import { presets } from '../spec/presets'

/** Every loss and optimizer, and dropout in training: the visitors' engines against the float64 one. */

const crossEntropy: LossSpec = { type: 'categoricalCrossentropy' }

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  describe.each(trainings)('%j with %j', (loss, optimizer) => {
    it('takes the same ten steps, dropping the same values, and remembers the same', async () => {
      // Two epochs of four whole batches and a smaller one; larger than the CPU's pieces of 64.
      const set = bands(70 * 5 - 11)
      const options: FitOptions = { epochs: 2, batchSize: 70, loss, optimizer, seed: 8 }
      const actual = await trajectory(await pair.tested.createModel(smoothModel, { seed: 5 }), set, options)
      const expected = await trajectory(await pair.float64.createModel(smoothModel, { seed: 5 }), set, options)
      expect(actual.losses).toHaveLength(10)
      expectSameTrajectory(actual, expected)
      expect(actual.memory!.step).toBe(10)
      expect([...actual.memory!.slots.keys()]).toEqual([...expected.memory!.slots.keys()])
    })
  })

  it.each<LossSpec>([{ ...crossEntropy, labelSmoothing: 0.2 }, { type: 'meanSquaredError' }])(
    'evaluates, and gives gradients of the model as it answers, for %j',
    async (loss) => {
      const set = bands(19)
      const images = toInk(set.images)
      const [ours, theirs] = [
        await pair.tested.createModel(kinkedModel, { seed: 5 }),
        await pair.float64.createModel(kinkedModel, { seed: 5 }),
      ]
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
    const actual = await trajectory(await pair.tested.createModel(keras, { seed: 5 }), set, options)
    const expected = await trajectory(await pair.float64.createModel(keras, { seed: 5 }), set, options)
    expectSameTrajectory(actual, expected)
  })

  it('goes on with momentum from a checkpoint as if it had not stopped', async () => {
    const set = bands(64)
    const optimizer: OptimizerSpec = { type: 'sgd', learningRate: 0.05, momentum: 0.9, clipNorm: 1 }
    const options: FitOptions = { epochs: 3, batchSize: 32, loss: crossEntropy, optimizer, seed: 3 }
    const expected = await trajectory(await pair.tested.createModel(smoothModel, { seed: 2 }), set, options)
    const part = await pair.tested.createModel(smoothModel, { seed: 2 })
    const { parameters, memory } = await trajectory(part, set, { ...options, epochs: 1 })
    const resumed = await pair.tested.createModel(smoothModel, { seed: 77 })
    await resumed.setParameters(parameters)
    const actual = await trajectory(resumed, set, { ...options, resumeFrom: { epoch: 1, optimizer: memory! } })
    expect(actual.losses).toEqual(expected.losses.slice(2))
  })

  it('takes the same steps over a set in storage, deformed or not', async () => {
    const set = storedSet(bands(150), 16)
    for (const augment of [null, { shift: 2, rotate: 10, scale: 0.1, shear: 0.1, elastic: 1, blur: 0, ground: 0, noise: 0, negative: 0 }]) {
      const optimizer: OptimizerSpec = { type: 'adam', learningRate: 1e-3 }
      const options: FitOptions = { epochs: 2, batchSize: 40, loss: crossEntropy, optimizer, seed: 8, ...(augment && { augment }) }
      const actual = await trajectory(await pair.tested.createModel(smoothModel, { seed: 5 }), set, options)
      const expected = await trajectory(await pair.float64.createModel(smoothModel, { seed: 5 }), set, options)
      expect(actual.losses).toHaveLength(8)
      expectSameTrajectory(actual, expected)
    }
  })
})
