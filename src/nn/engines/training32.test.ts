import { toInk } from '../../core/images'
import { describe, expect, it } from 'vitest'
import { bands } from '../../testing/pictures'
import { expectClose, tolerances } from '../../testing/tolerance'
import { expectSameTrajectory, smoothModel, trainings, trajectory } from '../../testing/trajectories'
import { createCpuEngine } from './cpu/cpu-engine'
import type { FitOptions } from '../engine'
import { presets } from '../spec/presets'

/** Trainings in float32 against float64, on the CPU. */

const [simd, oracle] = [await createCpuEngine({ precision: 'float32' }), await createCpuEngine()]

describe.each(trainings)('%j with %j', (loss, optimizer) => {
  // Two epochs of four whole batches and a smaller one; larger than pieces of 64.
  const options: FitOptions = { epochs: 2, batchSize: 70, loss, optimizer, seed: 8 }
  const set = bands(70 * 5 - 11)

  it('takes the same ten steps, dropping the same values, and remembers the same', async () => {
    const actual = await trajectory(await simd.createModel(smoothModel, { seed: 5 }), set, options)
    const expected = await trajectory(await oracle.createModel(smoothModel, { seed: 5 }), set, options)
    expect(actual.losses).toHaveLength(10)
    expectSameTrajectory(actual, expected)
  })

  it('takes the same steps again, bit for bit, in memory that others have used', async () => {
    const train = async () => {
      const model = await simd.createModel(smoothModel, { seed: 5 })
      const result = await trajectory(model, set, options)
      model.dispose()
      return result
    }
    expect(await train()).toEqual(await train())
  })
})

it.each(['keras', 'best', 'cnn'] as const)('trains the preset %s alike', async (name) => {
  const set = bands(6)
  const optimizer = { type: 'sgd', learningRate: 0.1 } as const
  const options: FitOptions = { epochs: 1, batchSize: 3, loss: { type: 'categoricalCrossentropy' }, optimizer, seed: 4 }
  const { spec } = presets[name]
  const [actual, expected] = [await simd.createModel(spec, { seed: 5 }), await oracle.createModel(spec, { seed: 5 })]
  expectSameTrajectory(await trajectory(actual, set, options), await trajectory(expected, set, options))
  const images = toInk(set.images)
  expectClose(await actual.predict(images), await expected.predict(images), tolerances.float32Model, 'probabilities after training')
})
