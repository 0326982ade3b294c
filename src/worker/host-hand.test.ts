import { beforeEach, describe, expect, test } from 'vitest'
import { plainDigit } from '../data/digits/generate'
import { keptStrokes } from '../data/hand/drawing'
import { copiesFor, tuningSettings } from '../nn/spec/tuning'
import { decodeCheckpoint } from '../train/checkpoint'
import { shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** A visitor's hand as data, and what teaching it does, as the page asks for it. */

const hand = Array.from({ length: 10 }, (_, label) => ({ label, strokes: keptStrokes(plainDigit(label)) }))
const settings = { ...tuningSettings({ frozen: ['lstm'], seed: 2 }), epochs: 1 }

let host: TestHost

beforeEach(async () => {
  host = new TestHost()
  await host.start()
})

const load = (limit = 30) => host.ask('loadData', { kind: 'mnist', train: 20, also: [{ kind: 'hand' }], hand, limit, seed: 2 })

describe('a hand', () => {
  test('is mixed into another set, which measures', async () => {
    const { data } = await load(10_000)
    expect(data).toMatchObject({ kind: 'mnist', trainCount: 20 + 10 * copiesFor(10), testCount: 12 })
    expect(data.also).toEqual([{ kind: 'hand', origin: 'page', trainCount: 10 * copiesFor(10) }])
  })

  test('is a set of its own, measured by the drawings as they are', async () => {
    const { data } = await host.ask('loadData', { kind: 'hand', hand, copies: 2 })
    expect(data).toMatchObject({ kind: 'hand', trainCount: 20, testCount: 10 })
    await expect(host.ask('loadData', { kind: 'hand' })).rejects.toThrow('state')
  })

  test('is taught to a copy of the model without some drawings; the model of the page stays', async () => {
    await load()
    const answers = await host.ask('tuneWithout', { hand, heldOut: [3, 7], settings })
    expect([answers.before.length, answers.after.length]).toEqual([2, 2])
    expect(await host.ask('tuneWithout', { hand, heldOut: [3, 7], settings })).toEqual(answers)
    expect(await host.ask('stopTuning', null)).toBeNull()
    expect(decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters).toEqual(shippedModel.parameters)
  })

  test('is taught by a run that leaves frozen layers as they are, and whose file says so', async () => {
    await load()
    await host.ask('train', training(settings, { start: 'current', startPaused: true }))
    await host.ask('step', null)
    const kept = await host.until('checkpoint', ({ step }) => step === 1)
    expect(decodeCheckpoint(kept.bytes).run?.settings.frozen).toEqual(['lstm'])
    await host.ask('resume', null)
    await host.until('trainingState', ({ state }) => state === 'finished')
    const { parameters } = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
    for (const [name, { data }] of parameters) {
      const hasMoved = data.some((value, index) => value !== shippedModel.parameters.get(name)!.data[index])
      expect([name, hasMoved]).toEqual([name, !name.startsWith('lstm/')])
    }
  })

  test('is no longer taught when that is stopped, nor while a run goes on', async () => {
    await load()
    const long = { ...settings, epochs: 1000 }
    const taught = host.ask('tuneWithout', { hand, heldOut: [3], settings: long })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await host.ask('stopTuning', null)
    await expect(taught).rejects.toThrow('state')
    await host.ask('train', training(long, { startPaused: true }))
    await expect(host.ask('tuneWithout', { hand, heldOut: [3], settings })).rejects.toThrow('state')
    await host.ask('stop', null)
  })
})
