import { beforeEach, describe, expect, test } from 'vitest'
import { pixelCount } from '../core/task'
import { describeModel, initialParameters } from '../nn'
import { specFor } from '../nn/spec/for-task'
import { LETTERS, lettersDataSet } from '../testing/sets/letters'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { Desk, picture, shippedModel } from './desk.fixture'
import type { TrainingOptions } from './protocol'

/** A model of one task and data of another, and a model and data of a task that the page does not ship. */

const options: TrainingOptions = { epochs: 1, batchSize: 8, learningRate: 1e-2, seed: 3, start: 'current' }
const spec = specFor(tinySpec, LETTERS)
const letterModel = encodeCheckpoint({ ...shippedModel, spec, name: 'reader', parameters: initialParameters(describeModel(spec), 4) })
const apart = { error: { code: 'task', detail: { code: 'task', model: 'digits', data: 'letters' } } }

let desk: Desk

beforeEach(async () => {
  desk = new Desk({ loadMnist: async () => ({ dataset: lettersDataSet(52, 26), origin: 'page', failures: [] }) })
  await desk.start('cpu')
})

describe('a model of digits and data of letters', () => {
  test('are told apart before anything runs, and the model stays as it is', async () => {
    const { data } = await desk.ask('loadData', { kind: 'mnist' })
    expect(data.task).toEqual(LETTERS)
    await expect(desk.ask('train', options)).rejects.toMatchObject(apart)
    await expect(desk.ask('evaluate', null)).rejects.toMatchObject(apart)
    await expect(desk.ask('findMistakes', { from: 0, count: 5 })).rejects.toMatchObject(apart)
    await expect(desk.ask('mostActive', { layer: 'lstm', unit: 0, count: 3 })).rejects.toMatchObject(apart)
    await expect(desk.ask('unitOrder', { layer: 'lstm' })).rejects.toMatchObject(apart)
    expect(desk.heard('trainingState')).toEqual([])
    expect(decodeCheckpoint((await desk.ask('saveModel', null)).bytes).parameters).toEqual(shippedModel.parameters)
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
  })

  test('fit together once a model of letters is opened', async () => {
    await desk.ask('loadData', { kind: 'mnist' })
    const { model } = await desk.ask('loadModel', { bytes: letterModel, name: 'reader' })
    expect(model.spec.task).toEqual(LETTERS)
    expect((await desk.ask('evaluate', null)).total).toBe(26)
    const search = await desk.ask('findMistakes', { from: 0, count: 26 })
    expect(search?.mistakes.some(({ label, answer }) => label > 9 || answer > 9)).toBe(true)
    expect(search?.mistakes[0]?.image).toHaveLength(pixelCount(LETTERS.input))
    await desk.ask('train', options)
    await desk.until('trainingState', ({ state }) => state === 'finished')
    const saved = decodeCheckpoint((await desk.ask('saveModel', null)).bytes)
    expect(saved.spec).toEqual(spec)
    expect(saved.trainedOn.at(-1)).toBe('Letters, training')
  })
})

test('a model of letters may be opened beside data of digits', async () => {
  await desk.ask('loadData', { kind: 'built-in' })
  await desk.ask('loadModel', { bytes: letterModel, name: 'reader' })
  expect((await desk.ask('read', { image: picture }))?.belief.shape).toEqual([28, 26])
  await expect(desk.ask('train', options)).rejects.toMatchObject({
    error: { code: 'task', detail: { code: 'task', model: 'letters', data: 'digits' } },
  })
})

test('a look at units without data says that there are none of their task', async () => {
  await desk.ask('loadModel', { bytes: letterModel, name: 'reader' })
  await expect(desk.ask('unitOrder', { layer: 'lstm' })).rejects.toMatchObject({
    error: { code: 'task', detail: { code: 'task', model: 'letters', data: null } },
  })
})
