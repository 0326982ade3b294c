import { beforeEach, describe, expect, test } from 'vitest'
import { DeviceLostError, DivergedError } from '../core/errors'
import type { Tensor } from '../core/tensor'
import { createEngine, type FitOptions, type Model } from '../nn'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { resolveRunSettings, type RunSettings } from '../nn/spec/training'
import { splitValidation, trainWithEvaluation, type EpochSnapshot, type LoopEvent } from './loop'
import { replacing, tinyData, tinySet, tinySpec } from './tiny-task.fixture'

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
const data = tinyData(20, 12)

let model: Model
let events: LoopEvent[]
let snapshots: EpochSnapshot[]

beforeEach(async () => {
  const engine = await createEngine('cpu')
  model = await engine.createModel(tinySpec, { seed: 5 })
  events = []
  snapshots = []
})

function start(options: Partial<Parameters<typeof trainWithEvaluation>[0]> = {}) {
  return trainWithEvaluation({
    model,
    ...data,
    settings,
    now: () => performance.now(),
    onEvent: (event) => events.push(event),
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    ...options,
  })
}

const kinds = () => events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])
const values = async () => flatten(await model.parameters())
const flatten = (tensors: ReadonlyMap<string, Tensor>) => [...tensors.values()].flatMap((tensor) => [...tensor.data])

describe('a run that goes well', () => {
  test('is measured after every epoch', async () => {
    const { outcome } = await start()
    expect(await outcome).toEqual({ state: 'finished' })
    expect(kinds()).toEqual(['steps', 'evaluating', 'epoch', 'steps', 'evaluating', 'epoch'])
    const epochs = events.filter((event) => event.type === 'epoch')
    expect(epochs.map(({ epoch, evaluatedOn, evaluatedCount }) => [epoch, evaluatedOn, evaluatedCount])).toEqual([
      [0, 'Noise, test', 12],
      [1, 'Noise, test', 12],
    ])
    const { accuracy, loss } = await model.evaluate(data.test, { type: 'categoricalCrossentropy' })
    expect([epochs[1]?.testAccuracy, epochs[1]?.testLoss]).toEqual([accuracy, loss])
  })

  test('may be sure of its mistakes on other digits', async () => {
    const evaluate: Model['evaluate'] = async (...of) => ({ ...(await model.evaluate(...of)), loss: 9 })
    const { outcome } = await start({ model: replacing(model, { evaluate }) })
    expect(await outcome).toEqual({ state: 'finished' })
  })

  test('has the loss, the optimizer and the warm-up of its settings', async () => {
    const given: FitOptions[] = []
    const fit: Model['fit'] = (set, options) => {
      given.push(options)
      return model.fit(set, options)
    }
    const chosen: RunSettings = resolveRunSettings({
      ...settings,
      loss: { type: 'meanSquaredError' },
      optimizer: { type: 'sgd', momentum: 0.5 },
      schedule: { ...settings.schedule, warmup: 2 },
    })
    const { outcome } = await start({ model: replacing(model, { fit }), settings: chosen })
    expect(await outcome).toEqual({ state: 'finished' })
    expect(given[0]).toMatchObject({
      loss: { type: 'meanSquaredError' },
      optimizer: { type: 'sgd', momentum: 0.5, nesterov: false, clipNorm: 0 },
      schedule: { kind: 'constant', learningRate: 1e-2, warmup: 2, changes: [] },
    })
    expect([...snapshots.at(-1)!.optimizer.slots.keys()]).toEqual(['momentum'])
    const epochs = events.filter((event) => event.type === 'epoch')
    const { loss } = await model.evaluate(data.test, { type: 'meanSquaredError' })
    expect(epochs.at(-1)?.testLoss).toBe(loss)
  })

  test('deforms its pictures as its settings say', async () => {
    const losses = () => events.flatMap((event) => (event.type === 'steps' ? [...event.report.losses] : []))
    const parameters = await model.parameters()
    const { outcome: plain } = await start()
    await plain
    const first = losses()
    await model.setParameters(parameters)
    events = []
    const { outcome } = await start({ settings: { ...settings, augment: TYPICAL_AUGMENTATION } })
    expect(await outcome).toEqual({ state: 'finished' })
    losses().forEach((loss, step) => expect(loss).not.toBeCloseTo(first[step]!, 6))
  })

  test('reports every step exactly once, and evaluation to the last example', async () => {
    const { outcome, run } = await start()
    await outcome
    const steps = events.flatMap((event) => (event.type === 'steps' ? [event.report] : []))
    expect(steps.reduce((sum, { losses }) => sum + losses.length, 0)).toBe(run.totalSteps)
    expect(run.totalSteps).toBe(6)
    expect(events.filter((event) => event.type === 'evaluating').at(-1)).toMatchObject({ epoch: 1, evaluated: 12, total: 12 })
  })

  test('keeps a snapshot of each epoch before telling of it', async () => {
    const { outcome } = await start()
    await outcome
    expect(snapshots.map(({ figures, optimizer }) => [figures.epoch, optimizer.step])).toEqual([
      [0, 3],
      [1, 6],
    ])
    expect(flatten(snapshots[1]!.parameters)).toEqual(await values())
  })

  test('goes on from a snapshot as if it had never stopped', async () => {
    const { outcome } = await start()
    await outcome
    const uninterrupted = await values()
    await model.setParameters(snapshots[0]!.parameters)
    const again = await start({ resumeFrom: { epoch: 1, optimizer: snapshots[0]!.optimizer } })
    await again.outcome
    // Parameters crossed as float32, the engine computes in float64.
    for (const [index, value] of (await values()).entries()) expect(value).toBeCloseTo(uninterrupted[index]!, 6)
  })

  test('follows its schedule', async () => {
    const { outcome } = await start({ settings: { ...settings, schedule: { kind: 'cosine', learningRate: 1e-6, warmup: 0, changes: [] } } })
    await outcome
    const constant = await createEngine('cpu').then((engine) => engine.createModel(tinySpec, { seed: 5 }))
    const before = flatten(await constant.parameters())
    const moved = (await values()).map((value, index) => Math.abs(value - before[index]!))
    expect(Math.max(...moved)).toBeLessThan(6e-6)
  })
})

describe('a run that ends otherwise', () => {
  test('stopped: parameters stay where they are', async () => {
    const { outcome, run } = await start({ startPaused: true })
    await run.step()
    await run.stop()
    expect(await outcome).toEqual({ state: 'stopped' })
    expect(snapshots).toEqual([])
  })

  test('diverged before the first epoch ended: the parameters that it was given come back', async () => {
    const before = await values()
    const bad = replacing(model, { evaluate: async (...args) => ({ ...(await model.evaluate(...args)), loss: NaN }) })
    const { outcome } = await start({ model: bad })
    const end = await outcome
    expect(end).toMatchObject({ state: 'failed', isModelIntact: true })
    expect(end.state === 'failed' && end.error).toBeInstanceOf(DivergedError)
    expect(await values()).toEqual(before)
  })

  test('diverged later: the last good epoch comes back', async () => {
    let evaluations = 0
    const bad = replacing(model, {
      evaluate: async (...args) => ({ ...(await model.evaluate(...args)), ...(++evaluations > 1 && { loss: NaN }) }),
    })
    const { outcome } = await start({ model: bad })
    expect(await outcome).toMatchObject({ state: 'failed', isModelIntact: true })
    expect(snapshots).toHaveLength(1)
    expect(await values()).toEqual(flatten(snapshots[0]!.parameters))
  })

  test('weights that are not finite are never kept, whatever the loss says', async () => {
    const poisoned = replacing(model, {
      parameters: async () =>
        new Map(
          [...(await model.parameters())].map(([name, { shape, data: old }]) => [
            name,
            { shape, data: events.length > 0 ? old.fill(NaN) : old },
          ]),
        ),
    })
    const { outcome } = await start({ model: poisoned })
    expect(await outcome).toMatchObject({ state: 'failed', isModelIntact: true })
    expect(snapshots).toEqual([])
  })

  test('a lost device: nothing is written to it', async () => {
    const lost = new DeviceLostError({ original: 'test' })
    let writes = 0
    const gone = replacing(model, {
      evaluate: () => Promise.reject(lost),
      setParameters: async () => void writes++,
    })
    const { outcome } = await start({ model: gone })
    expect(await outcome).toEqual({ state: 'failed', error: lost, isModelIntact: false })
    expect(writes).toBe(0)
  })
})

describe('the validation split', () => {
  test('is the end of the training set, without copying', () => {
    const set = tinySet('Noise', 10)
    const { train, validation } = splitValidation(set, 3)
    expect([train.labels.length, validation.labels.length]).toEqual([7, 3])
    expect([...validation.labels]).toEqual([...set.labels.subarray(7)])
    expect(validation.images.buffer).toBe(set.images.buffer)
    expect(validation.name).toBe('Noise, last 3')
  })

  test('must leave something to train on', () => {
    expect(() => splitValidation(tinySet('Noise', 10), 10)).toThrow(RangeError)
  })
})
