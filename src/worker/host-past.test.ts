import { beforeEach, describe, expect, test } from 'vitest'
import type { Tensor } from '../core/tensor'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint } from '../train/checkpoint'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** Going back in the run that was last, as the page asks for it. */

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
const overshooting = resolveRunSettings({ ...settings, epochs: 30, optimizer: { type: 'sgd' }, schedule: { learningRate: 10 } })

let host: TestHost

beforeEach(async () => {
  host = new TestHost()
  await host.start()
  await host.ask('loadData', { kind: 'mnist' })
})

const reached = (state: string) => host.until('trainingState', (event) => event.state === state)
const answer = async () => (await host.ask('read', { image: picture }))?.probabilities
const moments = () => host.heard('moments').at(-1)!

async function trained(): Promise<void> {
  await host.ask('train', training(settings))
  await reached('finished')
}

/** Weights and answers after every step of the run, as somebody sees them who stands beside it. */
async function watched(steps: number) {
  await host.ask('train', training({ ...settings, epochs: 10 }, { startPaused: true }))
  const seen: { parameters: ReadonlyMap<string, Tensor>; probabilities: Float32Array | undefined }[] = []
  for (let step = 0; step <= steps; step++) {
    if (step > 0) await host.ask('step', null)
    seen.push({ parameters: decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters, probabilities: await answer() })
  }
  return seen
}

describe('the model of an earlier step', () => {
  test('answers with the bits that the run had, and leaves the run alone', async () => {
    const seen = await watched(6)
    await host.until('moments', ({ steps }) => steps.includes(6))
    const { steps } = moments()
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const step of steps) {
      expect(await host.ask('lookBack', { step })).toEqual({ step })
      expect(await answer(), `step ${step}`).toEqual(seen[step]!.probabilities)
    }
    expect(await host.ask('lookBack', { step: null })).toEqual({ step: null })
    expect(await answer()).toEqual(seen[6]!.probabilities)
    await host.ask('resume', null)
    await reached('finished')
  })

  test('changes no bit of the run that goes on', async () => {
    const long = { ...settings, epochs: 12 }
    await host.ask('train', training(long))
    await reached('finished')
    const losses = () => host.heard('steps').flatMap(({ report }) => [...report.losses])
    const alone = losses()
    host.events.length = 0
    await host.ask('train', training(long))
    let looks = 0
    for (; host.heard('trainingState').every(({ state }) => state !== 'finished'); looks++) {
      await host.ask('lookBack', { step: looks % 5 })
      await answer()
      await new Promise((resolve) => setTimeout(resolve))
    }
    expect(looks).toBeGreaterThan(5)
    expect(losses()).toEqual(alone)
  })

  test('is judged, has its own weights, and is read while the run goes on', async () => {
    await host.ask('train', training({ ...settings, epochs: 200 }))
    await host.until('moments', ({ steps }) => steps.length > 3)
    await host.ask('lookBack', { step: 0 })
    expect(await host.ask('judge', { part: 'test', from: 0, count: 5 })).not.toBeNull()
    const then = await answer()
    const weights = await host.ask('unitWeights', { layer: 'lstm', unit: 2 })
    await host.until('moments', ({ steps }) => steps.length > 6)
    expect(await answer()).toEqual(then)
    expect(await host.ask('unitWeights', { layer: 'lstm', unit: 2 }), 'of the equations').toEqual(weights)
    await host.ask('lookBack', { step: null })
    expect(await host.ask('unitWeights', { layer: 'lstm', unit: 2 })).not.toEqual(weights)
    await expect(host.ask('judge', { part: 'test', from: 0, count: 5 })).rejects.toThrow('state')
    await host.ask('stop', null)
  })

  test('is the last one that was kept up to it', async () => {
    await trained()
    expect(await host.ask('lookBack', { step: 100_000 })).toEqual({ step: moments().steps.at(-1) })
  })

  test('cannot be had before anything was trained', async () => {
    expect(await host.ask('lookBack', { step: 3 })).toEqual({ step: null })
    await expect(host.ask('goBack', { step: 3 })).rejects.toThrow('state')
  })
})

describe('going back for good', () => {
  test('makes the model of that step the page’s, and a new run begins there', async () => {
    const seen = await watched(4)
    await expect(host.ask('goBack', { step: 2 }), 'not while a run is not over').rejects.toThrow('state')
    await host.ask('stop', null)
    const { bytes } = await host.ask('goBack', { step: 2 })
    expect(decodeCheckpoint(bytes).parameters).toEqual(seen[2]!.parameters)
    expect(await answer()).toEqual(seen[2]!.probabilities)
    expect(moments()).toMatchObject({ steps: [], at: null })
    await host.ask('train', training(settings, { start: 'current', startPaused: true }))
    expect(moments().steps).toEqual([0])
    await host.ask('lookBack', { step: 0 })
    expect(await answer()).toEqual(seen[2]!.probabilities)
  })

  test('counts the epochs that were trained until then', async () => {
    await trained()
    const perEpoch = moments().steps.at(-1)! / settings.epochs
    expect(decodeCheckpoint((await host.ask('goBack', { step: perEpoch })).bytes)).toMatchObject({
      epochs: 1,
      run: null,
      testAccuracy: null,
    })
  })

  test('to the beginning of a run gives the model that it began with', async () => {
    await host.ask('train', training(settings, { start: 'current' }))
    await reached('finished')
    const { epochs, testAccuracy, parameters } = decodeCheckpoint((await host.ask('goBack', { step: 0 })).bytes)
    expect({ epochs, testAccuracy, parameters }).toEqual({ epochs: 5, testAccuracy: 0.98, parameters: shippedModel.parameters })
  })
})

describe('what was kept', () => {
  test('is gone with another model, and the page looks at that', async () => {
    await trained()
    await host.ask('lookBack', { step: 1 })
    await host.ask('reset', null)
    expect(moments()).toMatchObject({ steps: [], at: null })
    expect(await host.ask('lookBack', { step: 1 })).toEqual({ step: null })
  })

  test('of a run that lost its way ends where it goes on', async () => {
    await host.ask('train', training(overshooting))
    const { from } = await host.until('suspended')
    await host.ask('setLearningRate', { learningRate: 0.01 })
    await host.ask('step', null)
    await host.until('moments', ({ steps }) => steps.at(-1) === from + 1)
    expect(moments().steps.at(-1)).toBe(from + 1)
    await host.ask('stop', null)
  })

  test('of a run that goes on is of no other', async () => {
    await trained()
    await host.ask('lookBack', { step: 2 })
    await host.ask('train', training(settings, { startPaused: true }))
    expect(moments()).toMatchObject({ steps: [0], at: null })
  })
})
