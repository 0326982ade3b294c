import { toInk } from '../core/images'
import { describe, expect, it } from 'vitest'
import type { LabelledImages } from '../core/images'
import { IMAGE_PIXELS } from '../testing/digits'
import type { Model, Trace } from '../nn/engine'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { replacing, tinySet, tinySpec } from '../train/tiny-task.fixture'
import { SAMPLE_PIECE } from './read-sample'
import { SURVEY_PICTURES, UnitSurvey } from './unit-survey'

const UNITS = 4

async function setUp(set: LabelledImages = tinySet('Noise, test', 12)) {
  const model = await (await createCpuEngine()).createModel(tinySpec, { seed: 3 })
  const world = { weights: {} as object | null, set, read: 0, calls: 0, turns: 0, onTurn: () => {} }
  const counting = replacing(model, {
    trace: () => Promise.reject(new Error('pictures are read in pieces')),
    record: (images, wanted) => {
      world.calls++
      world.read += images.length / IMAGE_PIXELS
      return model.record(images, wanted)
    },
  })
  const survey = new UnitSurvey({
    withModel: <T>(work: (live: Model) => Promise<T>) => work(counting),
    weights: () => world.weights,
    pictures: async () => world.set,
    yieldToReadings: async () => {
      world.turns++
      world.onTurn()
    },
  })
  return { model, world, survey }
}

function pictureOf({ images }: LabelledImages, index: number): Float32Array {
  return toInk(images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS))
}

function hidden({ signals }: Trace): Float32Array {
  return signals.findLast(({ layer }) => layer === 'lstm')!.data
}

describe('the pictures a unit is most active on', () => {
  it('are those where its state is farthest from 0, with the step and the value', async () => {
    const { model, world, survey } = await setUp()
    const unit = 2
    const expected = []
    for (let index = 0; index < 12; index++) {
      const values = hidden(await model.trace(pictureOf(world.set, index))).filter((_, at) => at % UNITS === unit)
      const step = values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best]!) ? at : best), 0)
      expected.push({ index, step, value: values[step]! })
    }
    expected.sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    const found = await survey.mostActive('lstm', unit, 5)
    expect(found).toMatchObject({ set: 'Noise, test', count: 12, examples: expected.slice(0, 5) })
    for (const { index, label, picture } of found!.examples) {
      expect([label, picture]).toEqual([world.set.labels[index], pictureOf(world.set, index)])
    }
  })

  it('are looked for once for all units, in pieces, letting readings go before each', async () => {
    const { world, survey } = await setUp(tinySet('Noise, test', 200))
    await Promise.all([survey.mostActive('lstm', 0, 3), survey.mostActive('lstm', 1, 3)])
    await survey.mostActive('lstm', 3, 3)
    expect([world.read, world.calls, world.turns]).toEqual([200, 3, 3])
  })

  it('are looked for anew when the weights or the set are others', async () => {
    const { world, survey } = await setUp()
    await survey.mostActive('lstm', 0, 3)
    world.weights = {}
    await survey.mostActive('lstm', 0, 3)
    expect(world.read).toBe(24)
    world.set = tinySet('Others', 5)
    expect(await survey.mostActive('lstm', 0, 9)).toMatchObject({ set: 'Others', count: 5, examples: { length: 5 } })
    expect(world.read).toBe(29)
  })

  it('are given up when the weights change on the way, and found when they are asked for again', async () => {
    const { world, survey } = await setUp(tinySet('Noise, test', 200))
    world.onTurn = () => {
      if (world.turns === 3) world.weights = null
    }
    expect(await survey.mostActive('lstm', 0, 3)).toBeNull()
    expect(world.read).toBe(2 * SAMPLE_PIECE)
    expect(await survey.mostActive('lstm', 0, 3), 'while weights change').toBeNull()
    world.weights = {}
    expect(await survey.mostActive('lstm', 0, 3)).not.toBeNull()
  })

  it('are asked for again after a failure', async () => {
    const { world, survey } = await setUp()
    world.onTurn = () => {
      if (world.turns === 1) throw new Error('lost')
    }
    await expect(survey.mostActive('lstm', 0, 3)).rejects.toThrow('lost')
    expect(await survey.mostActive('lstm', 0, 3)).not.toBeNull()
  })

  it('are spread over a large set', async () => {
    const large = tinySet('Noise, test', 3 * SURVEY_PICTURES)
    const { world, survey } = await setUp(large)
    const found = await survey.mostActive('lstm', 0, 8)
    expect([world.read, found?.count]).toEqual([SURVEY_PICTURES, SURVEY_PICTURES])
    expect(found?.examples.every(({ index }) => index % 3 === 0)).toBe(true)
  })

  it('are none where there is no such unit', async () => {
    const { survey } = await setUp()
    expect(await survey.mostActive('lstm', UNITS, 3)).toBeNull()
    expect(await survey.mostActive('dense', 0, 3)).toBeNull()
  })
})
