import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultRunSettings } from '../nn/spec/training'
import { DIGITS } from '../core/task'
import type { Profile } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import type { WorkerEvent } from '../worker/protocol'
import { isCutOff } from './run-state'
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
    // The first at once, the others together.
    expect(changes).toHaveBeenCalledTimes(1)
    expect(state().series.length).toBe(50)
    await vi.advanceTimersByTimeAsync(100)
    expect(changes).toHaveBeenCalledTimes(2)
    expect(state().training.step).toBe(50)
  })

  test('numbers follow the worker where timers hardly ring, as in a hidden tab', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell(steps(0, [1]))
    for (let step = 1; step < 5; step++) {
      // Time passes, and no timer is run.
      vi.setSystemTime(Date.now() + 1000)
      const now = performance.now()
      vi.spyOn(performance, 'now').mockReturnValue(now + 1000 * step)
      client.tell(steps(step, [1]))
      expect(state().training.step).toBe(step + 1)
    }
    vi.restoreAllMocks()
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

describe('a run that was cut off', () => {
  const kept = (step: number | null): WorkerEvent => ({ type: 'checkpoint', epoch: null, step, bytes: Uint8Array.of(9) })

  async function cutOff(
    client: ReturnType<typeof newPage>['client'],
    actions: Awaited<ReturnType<ReturnType<typeof newPage>['readyStore']>>['actions'],
  ) {
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' }, steps(0, [2, 1, 0.9, 0.8]), kept(3), {
      type: 'trainingState',
      state: 'failed',
    })
  }

  test('goes on with Start, from what was kept, with its curve', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await cutOff(client, actions)
    expect(isCutOff(state().training)).toBe(true)
    await actions.startTraining()
    expect(client.asked.at(-1)).toMatchObject({ type: 'train', params: { start: 'resume' } })
    expect(state().series.length).toBe(4)
    client.tell({ type: 'trainingState', state: 'running' }, steps(3, [0.7]))
    expect([...state().series.view().loss]).toEqual([2, 1, 0.9, 0.7].map(Math.fround))
  })

  test('takes a learning rate that was turned meanwhile along', async () => {
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    await cutOff(client, actions)
    await actions.setLearningRate(0.0001)
    expect(client.asked.some(({ type }) => type === 'setLearningRate')).toBe(false)
    await actions.startTraining()
    expect(client.asked.at(-1)).toMatchObject({ params: { settings: { schedule: { learningRate: 0.0001 } }, start: 'resume' } })
  })

  test('is given up with Stop; the next begins anew', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await cutOff(client, actions)
    await actions.stopTraining()
    expect(state().training.state).toBe('stopped')
    expect(client.asked.some(({ type }) => type === 'stop')).toBe(false)
    await actions.startTraining()
    expect(client.asked.at(-1)).toMatchObject({ type: 'train', params: { start: 'fresh' } })
    expect(state().series.length).toBe(0)
  })

  test('that cannot go on now is still there', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await cutOff(client, actions)
    client.answers.train = () =>
      Promise.reject(new RemoteError({ code: 'state', message: 'no', detail: { action: 'train', obstacle: { kind: 'noData' } } }))
    await actions.startTraining()
    expect(isCutOff(state().training)).toBe(true)
    expect(state().notices).toHaveLength(1)
  })

  test('before anything was kept begins anew, and so does the first of another model', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' }, kept(null), { type: 'trainingState', state: 'failed' })
    expect(isCutOff(state().training)).toBe(false)
    await cutOff(client, actions)
    await actions.resetModel()
    await actions.startTraining()
    expect(client.asked.at(-1)).toMatchObject({ type: 'train', params: { start: 'fresh' } })
  })
})

describe('a learning rate', () => {
  test('is a setting before a run, and turned while one goes on', async () => {
    const { client, readyStore } = newPage()
    client.answers.setLearningRate = () => null
    const { actions, state } = await readyStore()
    await actions.setLearningRate(0.01)
    expect(state().training.settings.schedule.learningRate).toBe(0.01)
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' })
    await actions.setLearningRate(0.02)
    expect(client.asked.at(-1)).toMatchObject({ type: 'setLearningRate', params: { learningRate: 0.02 } })
    client.tell({ type: 'turned', changes: [{ step: 5, learningRate: 0.02 }] })
    expect(state().training).toMatchObject({
      rateChanges: [{ step: 5, learningRate: 0.02 }],
      settings: { schedule: { learningRate: 0.02 } },
      planned: { learningRate: 0.01 },
    })
  })

  test('that is turned before the first step was planned like that', async () => {
    const { client, readyStore } = newPage()
    client.answers.setLearningRate = () => null
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' })
    await actions.setLearningRate(0.02)
    client.tell({ type: 'turned', changes: [] })
    expect(state().training).toMatchObject({ rateChanges: [], planned: { learningRate: 0.02 } })
  })

  test('that led astray is told with the way out, which one press takes', async () => {
    const { client, readyStore } = newPage()
    client.answers.setLearningRate = () => null
    client.answers.resume = () => null
    const { actions, state } = await readyStore()
    await actions.startTraining()
    const trouble = { step: 9, from: 5, learningRate: 1, suggested: 0.1 }
    client.tell({ type: 'trainingState', state: 'running' }, { type: 'trainingState', state: 'paused' }, { type: 'suspended', ...trouble })
    expect(state().training).toMatchObject({ state: 'paused', trouble })
    await actions.goOnAt(0.1)
    expect(client.asked.slice(-2)).toMatchObject([{ type: 'setLearningRate', params: { learningRate: 0.1 } }, { type: 'resume' }])
    client.tell({ type: 'trainingState', state: 'running' })
    expect(state().training.trouble).toBeNull()
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
