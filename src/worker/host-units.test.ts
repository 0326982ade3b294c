import { beforeEach, describe, expect, test } from 'vitest'
import { stepTerms } from '../nn/spec/cell'
import { describeModel } from '../nn/spec/describe'
import { expectClose, tolerances } from '../testing/tolerance'
import { tinySpec } from '../train/tiny-task.fixture'
import { Desk, picture, shippedModel } from './desk.fixture'
import type { TrainingOptions } from './protocol'

const options: TrainingOptions = { epochs: 40, batchSize: 8, learningRate: 1e-2, seed: 3, start: 'fresh' }

let desk: Desk

beforeEach(() => {
  desk = new Desk()
})

describe('a unit’s weights', () => {
  test('explain what was read, to the last digits that travel', async () => {
    await desk.start('cpu')
    const weights = await desk.ask('unitWeights', { layer: 'lstm', unit: 2 })
    const trace = await desk.ask('read', { image: picture })
    const terms = stepTerms(describeModel(tinySpec), weights, trace!, 13)!
    const found = [...terms.sums, ...terms.products]
    const recorded = found.map(({ signal }) => trace!.signals.find(({ name }) => name === signal)!.data[13 * 4 + 2]!)
    expectClose(
      found.map(({ value }) => value),
      recorded,
      tolerances.float32Stored,
      found.map(({ signal }) => signal).join(', '),
    )
    expect(weights.sums[1]!.bias).toBe(shippedModel.parameters.get('lstm/bias')!.data[4 + 2])
  })

  test('move with a training', async () => {
    await desk.start('cpu')
    const before = await desk.ask('unitWeights', { layer: 'lstm', unit: 0 })
    await desk.ask('loadData', { kind: 'built-in' })
    await desk.ask('train', options)
    await desk.until('steps')
    expect(await desk.ask('unitWeights', { layer: 'lstm', unit: 0 })).not.toEqual(before)
    await desk.ask('stop', null)
  })

  test('are refused for a unit that is not there', async () => {
    await desk.start('cpu')
    await expect(desk.ask('unitWeights', { layer: 'lstm', unit: 4 })).rejects.toThrow('where named (name lstm), field unit, value 4')
    await expect(desk.ask('unitWeights', { layer: 'lstm', unit: -1 })).rejects.toThrow('decode')
  })
})

describe('the pictures a unit is most active on', () => {
  const ask = (count = 3) => desk.ask('mostActive', { layer: 'lstm', unit: 1, count })

  test('are built-in digits before data are loaded, then test pictures', async () => {
    await desk.start('cpu')
    expect(await ask()).toMatchObject({ set: 'Noise, test', count: 30, examples: { length: 3 } })
    await desk.ask('loadData', { kind: 'mnist' })
    expect(await ask(5)).toMatchObject({ set: 'Noise, test', count: 12, examples: { length: 5 } })
    await expect(ask(0)).rejects.toThrow('decode')
  })

  test('are given up for a training', async () => {
    await desk.start('cpu')
    await desk.ask('loadData', { kind: 'mnist' })
    const asked = ask()
    await desk.ask('train', { ...options, startPaused: true })
    expect([await asked, await ask()]).toEqual([null, null])
    await desk.ask('stop', null)
    expect(await ask()).not.toBeNull()
  })

  test('never keep a reading waiting', async () => {
    await desk.start('cpu')
    const order: string[] = []
    const asked = ask().then(() => order.push('pictures'))
    for (let reading = 0; reading < 3; reading++) {
      await desk.ask('read', { image: picture })
      order.push('reading')
    }
    await asked
    expect(order).toEqual(['reading', 'reading', 'reading', 'pictures'])
  })
})
