import { toInk } from '../../../../core/images'
import { afterEach, describe, expect, it } from 'vitest'
import { isRecord } from '../../../../core/decode'
import { DisposedError } from '../../../../core/errors'
import { yieldToEvents } from '../../../../core/yield-to-events'
import { IMAGE_PIXELS } from '../../../../testing/digits'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import type { FitOptions } from '../../../engine'
import type { CpuModel } from '../model'
import { disposeMachines, machine, modelOn, threadedLoss, train as trainOn } from './machine.fixture'

afterEach(disposeMachines)

const typesOf = (heard: readonly unknown[]) => heard.map((request) => (isRecord(request) ? request['type'] : null))
const train = (model: CpuModel, changed?: Partial<FitOptions>) => trainOn(model, tinySet('noise', 30), changed)

describe('training in slices', () => {
  it.each([2, 3, 8])('on %i threads is training on one, with the same dropout and deformations', async (threads) => {
    const expected = await train(await modelOn(1))
    const actual = await train(await modelOn(threads))
    expectClose(actual.losses, expected.losses, tolerances.float32Stored, 'losses')
    expect(actual.correct).toEqual(expected.correct)
    for (const [name, { data }] of expected.parameters) {
      expectClose(actual.parameters.get(name)!.data, data, tolerances.float32Stored, name)
    }
  })

  it('gives the same bits for the same seed and number of threads', async () => {
    const three = await train(await modelOn(3))
    expect(three).toEqual(await train(await modelOn(3)))
    expect(three.exact).not.toEqual((await train(await modelOn(2))).exact)
  })

  it('starts no thread before it is needed, and as many as were asked for then', async () => {
    const { engine, threads, model } = await machine(3)
    await model.predict(new Float32Array(2 * IMAGE_PIXELS))
    expect(threads).toHaveLength(0)
    expect(engine.info.adapter).toBe('JavaScript, float64, 3 threads')
    await train(model)
    expect(threads).toHaveLength(2)
  })

  it('goes on with what was set in between', async () => {
    const [one, three] = [await modelOn(1), await modelOn(3)]
    for (const model of [one, three]) {
      await train(model, { epochs: 1 })
      await model.setParameters(await (await modelOn(1)).parameters())
      await train(model, { epochs: 1 })
    }
    const actual = await three.parameters()
    for (const [name, { data }] of await one.parameters()) expectClose(actual.get(name)!.data, data, tolerances.float32Stored, name)
  })
})

describe('whole sets', () => {
  const set = tinySet('noise', 700)

  it('are answered by all threads as by one', async () => {
    const [one, three] = [await modelOn(1), await modelOn(3)]
    const images = toInk(set.images)
    expect(await three.predict(images)).toEqual(await one.predict(images))
    const heard: number[] = []
    expect(await three.evaluate(set, threadedLoss, (done) => heard.push(done))).toEqual(await one.evaluate(set, threadedLoss))
    expect(heard.at(-1)).toBe(700)
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  })

  it.each([65, 128, 256])('%i pictures are shared out, to the bits of one thread', async (count) => {
    const images = toInk(tinySet('noise', count).images)
    const { threads, model } = await machine(2)
    await train(model, { epochs: 1 })
    const alone = await modelOn(1)
    // What leaves an engine is rounded to float32.
    const learnt = await model.parameters()
    for (const each of [model, alone]) await each.setParameters(learnt)
    const before = threads[0]!.heard.length
    expect(await model.predict(images)).toEqual(await alone.predict(images))
    expect(typesOf(threads[0]!.heard.slice(before))).toContain('answer')
  })

  it('are sent to threads with the parameters where these have changed, and without where they have not', async () => {
    const images = toInk(tinySet('noise', 100).images)
    const { threads, model } = await machine(2)
    await train(model, { epochs: 1 })
    const told = () => typesOf(threads[0]!.heard).filter((type) => type === 'parameters').length
    const answers = await model.predict(images)
    expect(told()).toBe(1)
    expect(await model.predict(images)).toEqual(answers)
    expect(told()).toBe(1)
    await model.setParameters(await model.parameters())
    expect(await model.predict(images)).toEqual(await model.predict(images))
    expect(told()).toBe(2)
  })

  it('are believed by all threads as by one, and as traces tell of each', async () => {
    const images = toInk(tinySet('noise', 130).images)
    const { model } = await machine(3)
    await train(model, { epochs: 1 })
    const alone = await modelOn(1)
    const learnt = await model.parameters()
    for (const each of [model, alone]) await each.setParameters(learnt)
    const beliefs = await model.believe(images)
    expect(beliefs).toEqual(await alone.believe(images))
    const each = beliefs.length / 130
    for (const place of [0, 63, 64, 129]) {
      const { belief } = await model.trace(images.slice(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS))
      expectClose(beliefs.subarray(place * each, (place + 1) * each), belief.data, tolerances.float32Stored, `picture ${place}`)
    }
  })

  it('are recorded by all threads as by one', async () => {
    const images = toInk(tinySet('noise', 130).images)
    const { threads, model } = await machine(3)
    await train(model, { epochs: 1 })
    const alone = await modelOn(1)
    const learnt = await model.parameters()
    for (const each of [model, alone]) await each.setParameters(learnt)
    const answered = () => threads.map(({ heard }) => typesOf(heard).filter((type) => type === 'answer').length)
    const before = answered()
    const wanted = [
      { layer: 'lstm', name: 'c' },
      { layer: 'dense', name: 'output' },
    ]
    expect(await model.record(images, wanted)).toEqual(await alone.record(images, wanted))
    const parts = answered().map((count, helper) => count - before[helper]!)
    expect(Math.min(...parts)).toBeGreaterThan(0)
  })

  it('are begun before helpers have started, which join', async () => {
    const { threads, model } = await machine(2)
    const done: number[] = []
    await model.evaluate(set, threadedLoss, (count) => done.push(count))
    expect(done[0]).toBe(16)
    expect(typesOf(threads[0]!.heard).slice(0, 3)).toEqual(['start', 'model', 'parameters'])
  })

  it('let a reading go before the next part', async () => {
    const model = await modelOn(2)
    const ended: string[] = []
    const evaluation = model.evaluate(set, threadedLoss, () => ended.push('part'))
    await yieldToEvents()
    await model.trace(new Float32Array(IMAGE_PIXELS))
    ended.push('reading')
    await evaluation
    expect(ended.indexOf('reading')).toBeLessThan(4)
    expect(ended.at(-1)).toBe('part')
  })

  it('end when the model is disposed of', async () => {
    const model = await modelOn(3)
    const evaluation = model.evaluate(set, threadedLoss)
    model.dispose()
    await expect(evaluation).rejects.toThrow(DisposedError)
  })
})

it('disposing of the engine ends its threads', async () => {
  const { engine, threads, model } = await machine(3)
  await train(model, { epochs: 1 })
  engine.dispose()
  expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, true])
})

it('a model that is disposed of is forgotten by the threads', async () => {
  const { threads, model } = await machine(2)
  await train(model, { epochs: 1 })
  model.dispose()
  expect(threads[0]!.heard.at(-1)).toMatchObject({ type: 'forget' })
})
