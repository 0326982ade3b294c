import { beforeEach, describe, expect, test } from 'vitest'
import type { Tensor } from '../core/tensor'
import { resolveRunSettings, type RunSettings } from '../nn/spec/training'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinyData } from '../train/tiny-task.fixture'
import { shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** What a run can be told, and what becomes of one that loses its way or is cut off. */

const settings = resolveRunSettings({ epochs: 3, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

/** Plain gradient descent that overshoots further with every step: noise cannot be learnt at this rate. */
const overshooting = resolveRunSettings({ ...settings, epochs: 30, optimizer: { type: 'sgd' }, schedule: { learningRate: 10 } })

let host: TestHost

beforeEach(async () => {
  host = await readyHost()
})

async function readyHost(): Promise<TestHost> {
  const made = new TestHost()
  await made.start()
  await made.ask('loadData', { kind: 'mnist' })
  return made
}

const reached = (state: string, of = host) => of.until('trainingState', (event) => event.state === state)
const saved = async (of = host) => decodeCheckpoint((await of.ask('saveModel', null)).bytes).parameters
const lastKept = () => decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes)

function expectSame(actual: ReadonlyMap<string, Tensor>, expected: ReadonlyMap<string, Tensor>): void {
  for (const [name, { data }] of expected) {
    // Parameters crossed as float32, the engine computes in float64.
    data.forEach((value, index) => expect(actual.get(name)!.data[index]).toBeCloseTo(value, 6))
  }
}

async function steps(count: number): Promise<void> {
  for (let step = 0; step < count; step++) await host.ask('step', null)
}

describe('a learning rate that is turned while a run goes on', () => {
  test('gives the bits of a run whose schedule says so, and is in its record', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await steps(4)
    await host.ask('setLearningRate', { learningRate: 0.05 })
    expect(host.heard('turned').at(-1)?.changes).toEqual([{ step: 4, learningRate: 0.05 }])
    await host.ask('resume', null)
    await reached('finished')
    const { schedule } = lastKept().run!.settings
    expect(schedule).toEqual({ ...settings.schedule, changes: [{ step: 4, learningRate: 0.05 }] })

    const planned = await readyHost()
    await planned.ask('train', training({ ...settings, schedule }))
    await reached('finished', planned)
    expect(await saved(planned)).toEqual(await saved())
  })

  test('keeps what was learnt before, to go back to', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await steps(2)
    await host.ask('setLearningRate', { learningRate: 0.05 })
    expect(host.heard('checkpoint').at(-1)).toMatchObject({ epoch: null, step: 2 })
  })

  test('is refused without a run, and what is no rate always', async () => {
    await expect(host.ask('setLearningRate', { learningRate: 0.1 })).rejects.toThrow('state')
    await host.ask('train', training(settings, { startPaused: true }))
    await expect(host.ask('setLearningRate', { learningRate: 0 })).rejects.toThrow('decode')
    await expect(host.ask('setLearningRate', { learningRate: 11 })).rejects.toThrow('decode')
    await host.ask('stop', null)
  })
})

describe('a run whose loss explodes', () => {
  async function explode(run: RunSettings = overshooting) {
    await host.ask('train', training(run))
    const suspended = await host.until('suspended')
    const { error } = await host.until('error')
    return { suspended, error }
  }

  test('is paused, says what to try, and leaves the model from before', async () => {
    const { suspended, error } = await explode()
    expect(host.heard('trainingState').map(({ state }) => state)).toEqual(['running', 'paused'])
    expect(error).toMatchObject({ code: 'diverged' })
    expect(Number.isFinite(host.heard('steps').at(-1)!.report.losses.at(-1))).toBe(true)
    expect(suspended).toMatchObject({ learningRate: 10, suggested: 1 })
    if (suspended.from === 0) expect(await saved()).toEqual(shippedModel.parameters)
    expect(await host.ask('read', { image: new Float32Array(784) })).not.toBeNull()
  })

  test('goes on at a smaller rate: from its beginning that is the run of that rate', async () => {
    const { suspended } = await explode()
    expect(suspended.from).toBe(0)
    await host.ask('setLearningRate', { learningRate: 0.01 })
    await host.ask('resume', null)
    await reached('finished')
    const plain = await readyHost()
    await plain.ask('train', training({ ...overshooting, schedule: { ...overshooting.schedule, learningRate: 0.01 } }))
    await reached('finished', plain)
    expect(await saved()).toEqual(await saved(plain))
  })

  test('after it was turned goes back to before that, and suggests the rate of then', async () => {
    const gentle = { ...overshooting, epochs: 2, batchSize: 2, schedule: { ...overshooting.schedule, learningRate: 0.01 } }
    await host.ask('train', training(gentle, { startPaused: true }))
    await steps(4)
    const before = await saved()
    await host.ask('setLearningRate', { learningRate: 10 })
    await host.ask('resume', null)
    const suspended = await host.until('suspended')
    expect(suspended).toMatchObject({ from: 4, learningRate: 10, suggested: 0.01 })
    expect(await saved()).toEqual(before)
    await host.ask('setLearningRate', { learningRate: suspended.suggested })
    await host.ask('resume', null)
    await reached('finished')
    // As if it had never been turned.
    const plain = await readyHost()
    await plain.ask('train', training(gentle))
    await reached('finished', plain)
    expectSame(await saved(), await saved(plain))
    expect(lastKept().run!.settings.schedule.changes).toEqual([])
  })

  test('takes single steps from there, and Stop ends it', async () => {
    await explode()
    await host.ask('setLearningRate', { learningRate: 0.01 })
    await host.ask('step', null)
    expect(host.heard('steps').at(-1)?.report.firstStep).toBe(0)
    await host.ask('stop', null)
    expect(host.heard('trainingState').at(-1)?.state).toBe('stopped')
  })

  test('that is stopped leaves the model from before, and another can begin', async () => {
    await explode()
    await host.ask('pause', null)
    await expect(host.ask('train', training(settings))).rejects.toThrow('state')
    await host.ask('stop', null)
    expect(host.heard('trainingState').at(-1)?.state).toBe('stopped')
    expect(await saved()).toEqual(shippedModel.parameters)
    await host.ask('train', training(settings))
    await reached('finished')
  })

  test('while it goes on again is stopped by a Stop that comes meanwhile', async () => {
    await explode()
    await host.ask('setLearningRate', { learningRate: 0.01 })
    await Promise.all([host.ask('resume', null), host.ask('stop', null)])
    expect(host.heard('trainingState').at(-1)?.state).toBe('stopped')
    await host.ask('train', training({ ...settings, epochs: 1 }))
    await reached('finished')
  })

  test('goes on for good when Resume comes right behind a single step', async () => {
    await explode()
    await host.ask('setLearningRate', { learningRate: 0.01 })
    await Promise.all([host.ask('step', null), host.ask('resume', null)])
    await reached('finished')
    expect(host.heard('trainingState').at(-1)?.state).toBe('finished')
  })

  test('on the very steps that a Stop waits for is stopped all the same', async () => {
    await host.ask('train', training(overshooting))
    // Stop is asked for again and again around the moment at which the loss explodes.
    for (let asked = 0; asked < 200 && host.heard('trainingState').at(-1)?.state !== 'stopped'; asked++) {
      if (host.heard('steps').length >= 1) await host.ask('stop', null)
      else await new Promise((resolve) => setTimeout(resolve))
    }
    expect(host.heard('trainingState').at(-1)?.state).toBe('stopped')
    await host.ask('reset', null)
    expect(await saved()).toEqual(shippedModel.parameters)
  })

  test('gives way to Reset', async () => {
    await explode()
    await host.ask('reset', null)
    expect(await saved()).toEqual(shippedModel.parameters)
  })
})

describe('a run in a long epoch', () => {
  test('is told at least every thirty seconds, with all that it goes on from', async () => {
    // Whatever this machine computes in: each report comes four seconds after the one before it.
    const seconds = () => 4 * slow.heard('steps').length
    const loadMnist = async () => ({ dataset: tinyData(1500, 12), origin: 'page', failures: [] }) as const
    const slow: TestHost = new TestHost({ loadMnist, now: () => 1000 * seconds() })
    await slow.start()
    await slow.ask('loadData', { kind: 'mnist' })
    await slow.ask('train', training({ ...settings, epochs: 1, batchSize: 2 }))
    await reached('finished', slow)
    let told = 0
    let last = 0
    const waits: number[] = []
    const kept: number[] = []
    for (const event of slow.events) {
      if (event.type === 'steps') told += 4
      if (event.type !== 'checkpoint') continue
      waits.push(told - last)
      last = told
      if (event.epoch === null && event.step !== null) kept.push(event.step)
      const { run } = decodeCheckpoint(event.bytes)
      if (event.epoch === null && run !== null) expect(run).toMatchObject({ epoch: 0, step: event.step, optimizer: { step: event.step } })
    }
    expect(told).toBeGreaterThan(60)
    expect(waits.length).toBeGreaterThan(2)
    expect(Math.max(...waits)).toBeLessThanOrEqual(30)
    // And not over and over: to encode a large model takes a moment.
    expect(Math.min(...waits.slice(0, -1))).toBeGreaterThanOrEqual(15)
    expect(kept).toEqual(kept.toSorted((a, b) => a - b))
  })
})

describe('a run that was cut off', () => {
  test('within an epoch goes on from there as if nothing had happened', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await steps(4)
    host.machine.gpu.lose()
    await reached('failed')
    expect(host.heard('checkpoint').at(-1)?.step).toBe(4)
    const told = host.events.length
    await host.ask('train', training(settings, { start: 'resume' }))
    await reached('finished')
    const reports = host.events.slice(told).flatMap((event) => (event.type === 'steps' ? [event.report] : []))
    const again = reports.flatMap(({ firstStep, losses }) => Array.from(losses, (_, at) => firstStep + at))
    expect(again).toEqual([4, 5, 6, 7, 8])
    const plain = await readyHost()
    await plain.ask('train', training(settings))
    await reached('finished', plain)
    expectSame(await saved(), await saved(plain))
    const [expected] = plain.heard('epoch').filter(({ epoch }) => epoch === 1)
    const epoch = host.heard('epoch').find((told) => told.epoch === 1)!
    expect(epoch.trainLoss).toBeCloseTo(expected!.trainLoss, 6)
    expect(epoch.trainAccuracy).toBe(expected!.trainAccuracy)
  })

  test('goes on at the rate that is asked for', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await steps(4)
    host.machine.gpu.lose()
    await reached('failed')
    const schedule = { ...settings.schedule, learningRate: 0.001 }
    await host.ask('train', training({ ...settings, schedule }, { start: 'resume' }))
    expect(host.heard('turned').at(-1)?.changes).toEqual([{ step: 4, learningRate: 0.001 }])
    await reached('finished')
  })

  test('before anything was kept cannot go on, and the page knows', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    host.machine.gpu.lose()
    await reached('failed')
    expect(host.heard('checkpoint').at(-1)?.step).toBeNull()
  })
})

describe('a run whose epochs are judged', () => {
  const judged = (change: Partial<NonNullable<RunSettings['earlyStopping']>>): RunSettings => ({
    ...settings,
    epochs: 30,
    // Noise cannot be learnt: the loss on other noise soon climbs.
    schedule: { ...settings.schedule, learningRate: 0.05 },
    earlyStopping: { monitor: 'val_loss', minDelta: 0, patience: 2, restoreBestWeights: true, ...change },
  })

  test('ends early, with the weights of its best epoch', async () => {
    await host.ask('train', training(judged({})))
    await reached('finished')
    const epochs = host.heard('epoch')
    const losses = epochs.map(({ testLoss }) => testLoss)
    const best = losses.indexOf(Math.min(...losses))
    expect(epochs.length).toBeLessThan(30)
    expect(best).toBe(epochs.length - 3)
    expect(host.heard('ended')).toEqual([{ type: 'ended', epochs: epochs.length, isEarly: true, restoredEpoch: best }])
    const { testAccuracy } = epochs[best]!
    expect(host.heard('model').at(-1)?.model).toMatchObject({ epochs: best + 1, testAccuracy })
    const kept = host.heard('checkpoint').find(({ epoch }) => epoch === best)!
    expect(await saved()).toEqual(decodeCheckpoint(kept.bytes).parameters)
  })

  test('leaves the last weights where the best are not asked for', async () => {
    await host.ask('train', training(judged({ restoreBestWeights: false })))
    await reached('finished')
    expect(host.heard('ended')).toMatchObject([{ isEarly: true, restoredEpoch: null }])
    expect(host.heard('model').at(-1)?.model.epochs).toBe(host.heard('epoch').length)
  })

  test('without patience has all of its epochs, and its best weights at the end', async () => {
    await host.ask('train', training({ ...judged({ patience: null }), epochs: 6 }))
    await reached('finished')
    expect(host.heard('epoch')).toHaveLength(6)
    expect(host.heard('ended')).toMatchObject([{ epochs: 6, isEarly: false }])
  })

  test('remembers its best epoch when it is cut off', async () => {
    await host.ask('train', training(judged({})))
    await host.until('epoch', ({ epoch }) => epoch === 1)
    await host.ask('pause', null)
    host.machine.gpu.lose()
    await reached('failed')
    await host.ask('train', training(judged({}), { start: 'resume' }))
    await reached('finished')
    const losses = new Map(host.heard('epoch').map(({ epoch, testLoss }) => [epoch, testLoss]))
    const best = [...losses].toSorted(([, a], [, b]) => a - b)[0]![0]
    expect(host.heard('model').at(-1)?.model.epochs).toBe(best + 1)
  })

  test('remembers its best epoch when its page is opened again: it ends like a run that was not cut off', async () => {
    await host.ask('train', training(judged({})))
    await host.until('epoch', ({ epoch }) => epoch === 1)
    await host.ask('pause', null)
    const { bytes } = host.heard('checkpoint').at(-1)!
    const again = await readyHost()
    await again.ask('loadModel', { bytes, name: 'tiny' })
    await again.ask('train', training(judged({}), { start: 'resume' }))
    await reached('finished', again)
    const whole = await readyHost()
    await whole.ask('train', training(judged({})))
    await reached('finished', whole)
    expect(again.heard('ended')).toEqual(whole.heard('ended'))
    expectSame(await saved(again), await saved(whole))
  })

  test('has the best epoch of its own file when another run goes on in its place', async () => {
    await host.ask('train', training(judged({})))
    await host.until('epoch', ({ epoch }) => epoch === 1)
    await host.ask('pause', null)
    host.machine.gpu.lose()
    await reached('failed')
    const { run, ...left } = lastKept()
    // No epoch is better than one before it, and the best comes back at the end.
    const ofOther = { ...judged({ minDelta: 1000, patience: null }), epochs: run!.epoch + 2 }
    const other = encodeCheckpoint({ ...left, name: 'other', run: { ...run!, settings: ofOther } })
    await host.ask('loadModel', { bytes: other, name: 'other' })
    await host.ask('train', training(ofOther, { start: 'resume' }))
    await reached('finished')
    expect(host.heard('model').at(-1)?.model.name).toBe('other')
  })
})
