import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultRunSettings } from '../nn/spec/training'
import { DIGITS } from '../core/task'
import type { Profile } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import type { WorkerEvent } from '../worker/protocol'
import { mnist, model, newPage, settle } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function steps(firstStep: number, losses: number[]): WorkerEvent {
  const report = {
    firstStep,
    losses: Float32Array.from(losses),
    correct: Uint32Array.from(losses, () => 32),
    examples: Uint32Array.from(losses, () => 64),
  }
  return { type: 'steps', report, imagesPerSecond: 300, secondsLeft: 60 }
}

describe('training', () => {
  test('loads data first, passes the options on, and follows the worker', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const started = actions.startTraining()
    expect(state().training.state).toBe('starting')
    await started
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData', 'train'])
    expect(client.asked[2]?.params).toEqual({ settings: defaultRunSettings, start: 'fresh', startPaused: false })
    client.tell({ type: 'trainingState', state: 'running' }, steps(0, [2, 1]))
    await vi.advanceTimersByTimeAsync(100)
    expect(state().training).toMatchObject({
      state: 'running',
      step: 2,
      totalSteps: 2814,
      stepsPerEpoch: 938,
      imagesPerSecond: 300,
      secondsLeft: 60,
    })
    expect(state().training.accuracy).toBeCloseTo(0.5)
    expect(state().series.length).toBe(2)
  })

  test('numbers change a few times a second, the curve with every report', async () => {
    const { client, readyStore } = newPage()
    const { store, actions, state } = await readyStore()
    await actions.startTraining()
    const changes = vi.fn()
    store.subscribe(changes)
    for (let step = 0; step < 50; step++) client.tell(steps(step, [1]))
    expect(changes).not.toHaveBeenCalled()
    expect(state().series.length).toBe(50)
    await vi.advanceTimersByTimeAsync(100)
    expect(changes).toHaveBeenCalledTimes(1)
    expect(state().training.step).toBe(50)
  })

  test('a pause shows the last step at once', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell(steps(0, [2]), { type: 'trainingState', state: 'paused' })
    expect(state().training).toMatchObject({ state: 'paused', step: 1 })
    client.tell(steps(1, [2]))
    await actions.stepTraining()
    expect(state().training.step).toBe(2)
  })

  test('epochs are collected with their evaluation', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.startTraining()
    const set = { evaluatedOn: 'MNIST, test', evaluatedCount: 10_000 }
    const figures = { epoch: 0, trainLoss: 0.3, trainAccuracy: 0.9, testLoss: 0.1, testAccuracy: 0.97, ...set }
    client.tell({ type: 'evaluating', epoch: 0, evaluated: 250, total: 10_000 })
    expect(state().training.evaluating).toEqual({ evaluated: 250, total: 10_000 })
    client.tell({ type: 'epoch', ...figures, trainingSeconds: 9 })
    expect(state().training).toMatchObject({ evaluating: null, epochs: [figures] })
    // Other data afterwards change nothing of what was measured.
    client.tell({ type: 'data', data: { kind: 'built-in', task: DIGITS, origin: 'generator', trainCount: 20_000, testCount: 2000 } })
    expect(state().training.epochs).toEqual([figures])
    client.tell({ type: 'trainingState', state: 'finished' })
    expect(state().training).toMatchObject({ state: 'finished', secondsLeft: null })
  })

  test('that is refused leaves an idle panel and a notice', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    client.answers.train = () =>
      Promise.reject(new RemoteError({ code: 'state', message: 'no', detail: { action: 'train', obstacle: { kind: 'noData' } } }))
    await actions.startTraining()
    expect(state().training.state).toBe('idle')
    expect(state().notices).toHaveLength(1)
    actions.dismissNotice(state().notices[0]!.id)
    expect(state().notices).toEqual([])
  })

  test('can be stopped while it waits for its data, which come all the same', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let arrive = () => {}
    client.answers.loadData = ({ kind }) => new Promise((resolve) => (arrive = () => resolve({ data: { ...mnist, kind }, failures: [] })))
    const started = actions.startTraining()
    await settle()
    expect(state().training.state).toBe('starting')
    await actions.stopTraining()
    expect(state().training.state).toBe('idle')
    arrive()
    await started
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData'])
    expect(state().data.info).toEqual(mnist)
    expect(state().notices).toEqual([])
    await actions.startTraining()
    expect(client.count('train')).toBe(1)
    expect(client.count('stop')).toBe(0)
  })

  test('stopped while the worker begins it ends at once, and a new start waits for that', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let begin = () => {}
    client.answers.train = () => new Promise((resolve) => (begin = () => resolve({ totalSteps: 9, stepsPerEpoch: 3 })))
    const first = actions.startTraining()
    await settle()
    await actions.stopTraining()
    const second = actions.startTraining()
    await settle()
    expect(client.count('train')).toBe(1)
    begin()
    await first
    await settle()
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData', 'train', 'stop', 'train'])
    begin()
    await second
    expect(state().training).toMatchObject({ totalSteps: 9, stepsPerEpoch: 3 })
    expect(state().notices).toEqual([])
  })

  test('stopped before it could begin does not tell why it could not', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    let refuse = () => {}
    client.answers.train = () =>
      new Promise(
        (_, reject) =>
          (refuse = () =>
            reject(new RemoteError({ code: 'state', message: 'no', detail: { action: 'train', obstacle: { kind: 'noData' } } }))),
      )
    const started = actions.startTraining()
    await settle()
    await actions.stopTraining()
    refuse()
    await started
    expect(state()).toMatchObject({ training: { state: 'idle' }, notices: [] })
  })

  test('cannot be started twice', async () => {
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    await Promise.all([actions.startTraining(), actions.startTraining()])
    expect(client.count('train')).toBe(1)
  })

  test('reset empties the curves', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' }, steps(0, [1]), { type: 'trainingState', state: 'stopped' })
    await actions.resetModel()
    await vi.advanceTimersByTimeAsync(200)
    expect(state().training).toMatchObject({ state: 'idle', step: 0, epochs: [] })
    expect(state().series.length).toBe(0)
  })
})

describe('a profile', () => {
  const profile: Profile = {
    batch: 64,
    steps: 4,
    dispatches: 2,
    stepMilliseconds: 1,
    kernelMilliseconds: 1.5,
    kernels: [],
    clockMilliseconds: 0.1,
    limits: { gigaflops: 10, gigabytes: 4 },
    memory: { step: 1000, engine: 2000 },
  }

  test('is measured once at a time, with the settings of the panel, and gone with the model', async () => {
    const { client, readyStore } = newPage()
    client.answers.profile = () => profile
    const { actions, state } = await readyStore()
    actions.setTrainingSettings({ batchSize: 32 })
    const measuring = [actions.profileTraining(), actions.profileTraining()]
    expect(state().profile).toEqual({ state: 'measuring' })
    await Promise.all(measuring)
    expect(state().profile).toEqual({ state: 'measured', profile })
    expect(client.asked.filter(({ type }) => type === 'profile')).toMatchObject([{ params: { settings: { batchSize: 32 } } }])
    client.tell({ type: 'model', model: { ...model, testAccuracy: 0.5 } })
    expect(state().profile.state).toBe('measured')
    client.tell({ type: 'model', model: { ...model, spec: presets.keras.spec } })
    expect(state().profile).toEqual({ state: 'none' })
  })

  test('that cannot be had says why in its place, not in a notice', async () => {
    const { client, readyStore } = newPage()
    client.answers.profile = () =>
      Promise.reject(new RemoteError({ code: 'profile-unavailable', message: 'no clock', detail: { reason: 'stoppedClock' } }))
    const { actions, state } = await readyStore()
    await actions.profileTraining()
    expect(state().profile).toMatchObject({ state: 'failed', error: { code: 'profile-unavailable', message: 'no clock' } })
    expect(state().notices).toEqual([])
  })
})
