import { describe, expect, it } from 'vitest'
import { SpecError } from '../../core/errors'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { bands } from '../../testing/pictures'
import { expectSameTrajectory, smoothModel, trainings, trajectory } from '../../testing/trajectories'
import type { FitOptions, Model } from '../engine'
import { createCpuEngine } from './cpu/cpu-engine'

/** Frozen layers keep every bit, whatever the optimizer remembers, decays or clips; the others learn as in the float64 engine. */

const set = bands(70 * 3 - 11)
/** First, in the middle, last; together with others and alone. */
const choices: readonly (readonly string[])[] = [['lstm'], ['layerNorm', 'lstm_1'], ['lstm', 'layerNorm', 'dense', 'lstm_1'], ['dense_1']]

const isFrozen = (name: string, frozen: readonly string[]): boolean => frozen.includes(name.split('/')[0]!)

async function expectFrozen(model: Model, options: FitOptions, frozen: readonly string[]): Promise<Awaited<ReturnType<typeof trajectory>>> {
  const before = await model.parameters()
  const trained = await trajectory(model, set, options)
  for (const [name, { data }] of trained.parameters) {
    const hasMoved = data.some((value, index) => !Object.is(value, before.get(name)!.data[index]))
    expect([name, hasMoved]).toEqual([name, !isFrozen(name, frozen)])
    for (const [slot, remembered] of trained.memory!.slots) {
      const isBlank = remembered.get(name)!.data.every((value) => value === 0)
      expect([name, slot, isBlank]).toEqual([name, slot, isFrozen(name, frozen)])
    }
  }
  return trained
}

describe.each([...enginesUnderTest, { name: 'float64', create: () => createCpuEngine() }])('$name', ({ create }) => {
  const pair = besideFloat64(create)

  describe.each(trainings)('%j with %j', (loss, optimizer) => {
    it.each(choices)('leaves %s as they are', async (...frozen) => {
      const options: FitOptions = { epochs: 1, batchSize: 70, loss, optimizer, seed: 8, frozen }
      const actual = await expectFrozen(await pair.tested.createModel(smoothModel, { seed: 5 }), options, frozen)
      const expected = await trajectory(await pair.float64.createModel(smoothModel, { seed: 5 }), set, options)
      expectSameTrajectory(actual, expected)
    })
  })

  it('refuses layers that are not there, and to freeze all', async () => {
    const model = await pair.tested.createModel(smoothModel, { seed: 2 })
    const fit = (frozen: readonly string[]) => () => model.fit(set, { epochs: 1, batchSize: 70, seed: 1, frozen })
    expect(fit(['gru'])).toThrow(SpecError)
    expect(fit(['lstm', 'layerNorm', 'dense', 'lstm_1', 'dense_1'])).toThrow(SpecError)
  })
})

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  it('goes on with them from a checkpoint, with the bits of a run that was not cut off', async () => {
    const frozen = ['lstm', 'dense']
    const optimizer = { type: 'adamw', learningRate: 1e-3, weightDecay: 0.1, clipNorm: 0.5 } as const
    const options: FitOptions = { epochs: 2, batchSize: 70, optimizer, seed: 3, frozen }
    const whole = await trajectory(await pair.tested.createModel(smoothModel, { seed: 2 }), set, options)
    const first = await trajectory(await pair.tested.createModel(smoothModel, { seed: 2 }), set, { ...options, epochs: 1 })
    const resumed = await pair.tested.createModel(smoothModel, { seed: 77 })
    await resumed.setParameters(first.parameters)
    const rest = await trajectory(resumed, set, { ...options, resumeFrom: { epoch: 1, optimizer: first.memory! } })
    expect(rest.losses).toEqual(whole.losses.slice(3))
    expect([...rest.parameters.values()]).toEqual([...whole.parameters.values()])
  })
})
