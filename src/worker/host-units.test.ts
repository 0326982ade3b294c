import { IMAGE_PIXELS } from '../testing/digits'
import { beforeEach, describe, expect, test } from 'vitest'
import { stepTerms } from '../nn/spec/cell'
import { describeModel } from '../nn/spec/describe'
import { expectClose, tolerances } from '../testing/tolerance'
import { tinyData, tinySpec } from '../train/tiny-task.fixture'
import { resolveRunSettings } from '../nn/spec/training'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings = resolveRunSettings({ epochs: 40, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

/** More than are read at once. */
const manyPictures = { sampleSet: async (_: unknown, count: number) => tinyData(0, count).test }

let host: TestHost

beforeEach(() => {
  host = new TestHost()
})

describe('units in the order of their likeness', () => {
  test('are compared on built-in digits, or on the test pictures in use', async () => {
    await host.start()
    const built = await host.ask('unitOrder', { layer: 'lstm' })
    expect(built).toMatchObject({ layer: 'lstm', set: 'Noise, test', count: 30 })
    expect([...(built?.order ?? [])].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
    await host.ask('loadData', { kind: 'mnist' })
    expect(await host.ask('unitOrder', { layer: 'lstm' })).toMatchObject({ set: 'Noise, test', count: 12 })
  })

  test('are known for the weights they were found for', async () => {
    let read = 0
    const { createEngine } = host.machine
    host = new TestHost({
      createEngine: async (kind) => {
        const engine = await createEngine(kind)
        const { createModel } = engine
        return Object.assign(engine, {
          createModel: async (...args: Parameters<typeof createModel>) => {
            const model = await createModel.apply(engine, args)
            return Object.assign(model, { record: countPictures(model.record) })
          },
        })
      },
    })
    await host.start('cpu')
    const first = await host.ask('unitOrder', { layer: 'lstm' })
    const once = read
    expect(once).toBe(30)
    expect(await host.ask('unitOrder', { layer: 'lstm' })).toEqual(first)
    expect(read).toBe(once)
    await host.ask('newModel', { spec: tinySpec, name: 'other', seed: 5 })
    await host.ask('unitOrder', { layer: 'lstm' })
    expect(read).toBeGreaterThan(once)

    function countPictures<A extends [Float32Array, ...unknown[]], R>(work: (...args: A) => R): (this: unknown, ...args: A) => R {
      return function (this: unknown, ...args) {
        read += args[0].length / IMAGE_PIXELS
        return work.apply(this, args)
      }
    }
  })

  test('a newer request overtakes an older one, and a layer without time has none', async () => {
    await host.start()
    const [older, newer] = await Promise.all([host.ask('unitOrder', { layer: 'lstm' }), host.ask('unitOrder', { layer: 'lstm' })])
    expect(older).toBeNull()
    expect(newer).not.toBeNull()
    expect(await host.ask('unitOrder', { layer: 'dense' })).toBeNull()
    expect(await host.ask('unitOrder', { layer: 'nothing' })).toBeNull()
  })

  test('let readings go first', async () => {
    host = new TestHost(manyPictures)
    await host.start()
    const ended: string[] = []
    const order = host.ask('unitOrder', { layer: 'lstm' }).then(() => ended.push('order'))
    for (let reading = 0; reading < 3; reading++) {
      await host.ask('read', { image: picture })
      ended.push('reading')
    }
    await order
    expect(ended).toEqual(['reading', 'reading', 'reading', 'order'])
  })
})

describe('a unit’s weights', () => {
  test('explain what was read, to the last digits that travel', async () => {
    await host.start('cpu')
    const weights = await host.ask('unitWeights', { layer: 'lstm', unit: 2 })
    const trace = await host.ask('read', { image: picture })
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
    await host.start('cpu')
    const before = await host.ask('unitWeights', { layer: 'lstm', unit: 0 })
    await host.ask('loadData', { kind: 'built-in' })
    await host.ask('train', training(settings))
    await host.until('steps')
    expect(await host.ask('unitWeights', { layer: 'lstm', unit: 0 })).not.toEqual(before)
    await host.ask('stop', null)
  })

  test('are refused for a unit that is not there', async () => {
    await host.start('cpu')
    await expect(host.ask('unitWeights', { layer: 'lstm', unit: 4 })).rejects.toThrow('where named (name lstm), field unit, value 4')
    await expect(host.ask('unitWeights', { layer: 'lstm', unit: -1 })).rejects.toThrow('decode')
  })
})

describe('the pictures a unit is most active on', () => {
  const ask = (count = 3) => host.ask('mostActive', { layer: 'lstm', unit: 1, count })

  test('are built-in digits before data are loaded, then test pictures', async () => {
    await host.start('cpu')
    expect(await ask()).toMatchObject({ set: 'Noise, test', count: 30, examples: { length: 3 } })
    await host.ask('loadData', { kind: 'mnist' })
    expect(await ask(5)).toMatchObject({ set: 'Noise, test', count: 12, examples: { length: 5 } })
    await expect(ask(0)).rejects.toThrow('decode')
  })

  test('are given up for a training', async () => {
    await host.start('cpu')
    await host.ask('loadData', { kind: 'mnist' })
    const asked = ask()
    await host.ask('train', training(settings, { startPaused: true }))
    expect([await asked, await ask()]).toEqual([null, null])
    await host.ask('stop', null)
    expect(await ask()).not.toBeNull()
  })

  test('never keep a reading waiting', async () => {
    host = new TestHost(manyPictures)
    await host.start('cpu')
    const order: string[] = []
    const asked = ask().then(() => order.push('pictures'))
    for (let reading = 0; reading < 3; reading++) {
      await host.ask('read', { image: picture })
      order.push('reading')
    }
    await asked
    expect(order).toEqual(['reading', 'reading', 'reading', 'pictures'])
  })
})
