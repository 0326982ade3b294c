import { beforeEach, describe, expect, test } from 'vitest'
import { toInk } from '../core/images'
import { describeModel, initialParameters } from '../nn'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { tinyData, tinySpec } from '../train/tiny-task.fixture'
import { spoilPicture } from '../data/deform/spoil'
import { CLASS_COUNT, IMAGE_PIXELS } from '../testing/digits'
import { expectClose, tolerances } from '../testing/tolerance'
import { pictureAt } from './read-sample'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const other: Checkpoint = { ...shippedModel, name: 'other', parameters: initialParameters(describeModel(tinySpec), 12) }
const { test: testSet, train: trainSet } = tinyData()
const settings = resolveRunSettings({ epochs: 40, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost
beforeEach(async () => {
  host = new TestHost()
  await host.start('cpu')
})

async function modelOf({ spec, parameters }: Checkpoint) {
  return (await createCpuEngine()).createModel(spec, { parameters })
}

describe('a judgement', () => {
  test('comes in blocks, each with labels and probabilities, to the end of the set and no further', async () => {
    expect(await host.ask('judge', { part: 'test', from: 0, count: 5 }), 'no data').toBeNull()
    await host.ask('loadData', { kind: 'mnist' })
    const first = await host.ask('judge', { part: 'test', from: 0, count: 5 })
    const rest = await host.ask('judge', { part: 'test', from: 5, count: 100 })
    const total = testSet.labels.length
    expect([first?.set, first?.total, first?.next, rest?.next]).toEqual([testSet.name, total, 5, total])
    expect([...first!.labels, ...rest!.labels]).toEqual([...testSet.labels])
    const expected = await (await modelOf(shippedModel)).predict(toInk(testSet.images))
    expectClose([...first!.probabilities, ...rest!.probabilities], expected, tolerances.float32Stored, 'probabilities')
    expect(await host.ask('judge', { part: 'test', from: total, count: 5 })).toMatchObject({ next: total, labels: new Uint8Array(0) })
  })

  test('may be of the training pictures', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const block = await host.ask('judge', { part: 'train', from: 2, count: 3 })
    expect([block?.set, ...block!.labels]).toEqual([trainSet.name, ...trainSet.labels.subarray(2, 5)])
  })

  test('is refused while weights move, and of a training that rests it is of the weights as they are', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const before = await host.ask('judge', { part: 'test', from: 0, count: 5 })
    await host.ask('train', training(settings))
    await host.until('steps')
    await expect(host.ask('judge', { part: 'test', from: 0, count: 5 })).rejects.toThrow('state')
    await expect(host.ask('openExaminee', { bytes: null })).rejects.toThrow('state')
    await host.ask('pause', null)
    const { bytes } = await host.ask('saveModel', null)
    const paused = await host.ask('judge', { part: 'test', from: 0, count: 5 })
    expect(paused?.probabilities).not.toEqual(before?.probabilities)
    const expected = await (await modelOf(decodeCheckpoint(bytes))).predict(toInk(testSet.images))
    expectClose(paused!.probabilities, expected.subarray(0, 50), tolerances.float32Stored, 'of the paused training')
    await host.ask('stop', null)
  })

  test('shows the pictures of a gallery', async () => {
    expect(await host.ask('picturesOfSet', { part: 'test', indices: [1] })).toBeNull()
    await host.ask('loadData', { kind: 'mnist' })
    const shown = await host.ask('picturesOfSet', { part: 'test', indices: [7, 2, 9999] })
    expect(shown?.pictures).toEqual([pictureAt(testSet, 7), pictureAt(testSet, 2)])
  })
})

describe('an examination', () => {
  const ask = (question: Parameters<typeof host.ask<'examine'>>[1]['question'], from = 0, count = 1000, of = 6) =>
    host.ask('examine', { part: 'test', question, from, count, of, seed: 5 })
  const total = testSet.labels.length
  const sampled = Array.from({ length: 6 }, (_, place) => Math.floor((place * total) / 6))

  test('needs a model, which the page’s own is not yet', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    expect(await ask({ kind: 'steps' })).toBeNull()
    await host.ask('openExaminee', { bytes: null })
    expect(await ask({ kind: 'steps' })).toMatchObject({ set: testSet.name, next: 6, count: 6 })
    await host.ask('closeExaminee', null)
    expect(await ask({ kind: 'steps' })).toBeNull()
  })

  test.each([
    ['the page’s own model', null, shippedModel],
    ['another', encodeCheckpoint(other), other],
  ])('counts what %s would answer after every step, as traces tell', async (_, bytes, checkpoint) => {
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('openExaminee', { bytes })
    const blocks = [await ask({ kind: 'steps' }, 0, 4), await ask({ kind: 'steps' }, 4, 4)]
    const model = await modelOf(checkpoint)
    const beliefs = await Promise.all(sampled.map(async (index) => (await model.trace(pictureAt(testSet, index))).belief))
    const steps = beliefs[0]!.shape[0]!
    const expected = Array.from(
      { length: steps },
      (__, step) =>
        beliefs.filter(({ data }, place) => {
          const row = data.slice(step * CLASS_COUNT, (step + 1) * CLASS_COUNT)
          return row.indexOf(Math.max(...row)) === testSet.labels[sampled[place]!]
        }).length,
    )
    expect(expected.map((__, step) => blocks.reduce((sum, block) => sum + block!.hits[step]!, 0))).toEqual(expected)
  })

  test.each([
    ['noise', 0.5],
    ['shift', 5],
    ['rotate', 40],
    ['hide', 0.5],
  ] as const)('counts what it answers to pictures that are spoilt: %s', async (spoil, strength) => {
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('openExaminee', { bytes: null })
    const { hits } = (await ask({ kind: 'spoilt', spoil, strength }, 0, 1000, total))!
    const model = await modelOf(shippedModel)
    const size = { height: 28, width: 28 }
    const images = new Float32Array(total * IMAGE_PIXELS)
    for (let index = 0; index < total; index++)
      images.set(spoilPicture(pictureAt(testSet, index), size, { kind: spoil, strength }, { seed: 5, index }), index * IMAGE_PIXELS)
    const probabilities = await model.predict(images)
    const right = Array.from(testSet.labels).filter((label, index) => {
      const row = probabilities.slice(index * CLASS_COUNT, (index + 1) * CLASS_COUNT)
      return row.indexOf(Math.max(...row)) === label
    })
    expect(hits).toEqual([right.length])
  })

  test('leaves the page’s model and its readings as they are', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const before = await host.ask('read', { image: picture })
    await host.ask('openExaminee', { bytes: encodeCheckpoint(other) })
    const examined = ask({ kind: 'spoilt', spoil: 'noise', strength: 0.3 }, 0, 1000, total)
    expect(await host.ask('read', { image: picture })).toEqual(before)
    expect((await examined)?.count).toBe(total)
    expect(host.heard('model')).toEqual([])
  })
})
