import { beforeEach, describe, expect, test } from 'vitest'
import { pixelCount } from '../core/task'
import { describeModel, initialParameters } from '../nn'
import { specFor } from '../nn/spec/for-task'
import { resolveRunSettings } from '../nn/spec/training'
import { LETTERS, lettersDataSet } from '../testing/sets/letters'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** A model of one task and data of another, and a model and data of a task that the page does not ship. */

const settings = resolveRunSettings({ epochs: 1, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
const options = training(settings, { start: 'current' })
const spec = specFor(tinySpec, LETTERS)
const letterModel = encodeCheckpoint({ ...shippedModel, spec, name: 'reader', parameters: initialParameters(describeModel(spec), 4) })
const apart = { error: { code: 'task', detail: { model: 'digits', data: 'letters' } } }

let host: TestHost

beforeEach(async () => {
  host = new TestHost({ loadMnist: async () => ({ dataset: lettersDataSet(52, 26), origin: 'page', failures: [] }) })
  await host.start('cpu')
})

describe('a model of digits and data of letters', () => {
  test('are told apart before anything runs, and the model stays as it is', async () => {
    const { data } = await host.ask('loadData', { kind: 'mnist' })
    expect(data.task).toEqual(LETTERS)
    await expect(host.ask('train', options)).rejects.toMatchObject(apart)
    await expect(host.ask('evaluate', null)).rejects.toMatchObject(apart)
    await expect(host.ask('findMistakes', { from: 0, count: 5 })).rejects.toMatchObject(apart)
    await expect(host.ask('mostActive', { layer: 'lstm', unit: 0, count: 3 })).rejects.toMatchObject(apart)
    await expect(host.ask('unitOrder', { layer: 'lstm' })).rejects.toMatchObject(apart)
    expect(host.heard('trainingState')).toEqual([])
    expect(decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters).toEqual(shippedModel.parameters)
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })

  test('fit together once a model of letters is opened', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const { model } = await host.ask('loadModel', { bytes: letterModel, name: 'reader' })
    expect(model.spec.task).toEqual(LETTERS)
    expect((await host.ask('evaluate', null)).total).toBe(26)
    const search = await host.ask('findMistakes', { from: 0, count: 26 })
    expect(search?.mistakes.some(({ label, answer }) => label > 9 || answer > 9)).toBe(true)
    expect(search?.mistakes[0]?.image).toHaveLength(pixelCount(LETTERS.input))
    await host.ask('train', options)
    await host.until('trainingState', ({ state }) => state === 'finished')
    const saved = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
    expect(saved.spec).toEqual(spec)
    expect(saved.trainedOn.at(-1)).toBe('Letters, training')
  })
})

test('a model of letters may be opened beside data of digits', async () => {
  await host.ask('loadData', { kind: 'built-in' })
  await host.ask('loadModel', { bytes: letterModel, name: 'reader' })
  expect((await host.ask('read', { image: picture }))?.belief.shape).toEqual([28, 26])
  await expect(host.ask('train', options)).rejects.toMatchObject({
    error: { code: 'task', detail: { model: 'letters', data: 'digits' } },
  })
})

test('a look at units without data says that there are none of their task', async () => {
  await host.ask('loadModel', { bytes: letterModel, name: 'reader' })
  await expect(host.ask('unitOrder', { layer: 'lstm' })).rejects.toMatchObject({
    error: { code: 'task', detail: { model: 'letters', data: null } },
  })
})
