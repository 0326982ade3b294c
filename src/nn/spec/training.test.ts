import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../core/decode'
import { SpecError } from '../../core/errors'
import { NO_AUGMENTATION, TYPICAL_AUGMENTATION } from './augmentation'
import { decodeRunSettings, resolveRunSettings, type RunInput } from './training'

const least = { epochs: 2, batchSize: 8, seed: 3 }
const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, clipNorm: 0 }

describe('settings of a run', () => {
  it('have everything that was left out', () => {
    expect(resolveRunSettings(least)).toEqual({
      ...least,
      validation: 0,
      loss: { type: 'categoricalCrossentropy', labelSmoothing: 0 },
      optimizer: adam,
      schedule: { kind: 'constant', learningRate: 1e-3, warmup: 0, changes: [] },
      augment: NO_AUGMENTATION,
      earlyStopping: null,
      frozen: [],
    })
  })

  it('stay as they are when they are resolved again', () => {
    const settings = resolveRunSettings({ ...least, optimizer: { type: 'sgd', momentum: 0.9 }, schedule: { kind: 'cosine', warmup: 5 } })
    expect(resolveRunSettings(settings)).toEqual(settings)
  })

  it('take a rate that the optimizer names for that of the schedule', () => {
    const settings = resolveRunSettings({ ...least, optimizer: { type: 'adam', learningRate: 0.02 }, schedule: { warmup: 4 } })
    expect(settings.optimizer).toEqual(adam)
    expect(settings.schedule).toEqual({ kind: 'constant', learningRate: 0.02, warmup: 4, changes: [] })
  })

  it.each<[string, Partial<RunInput>]>([
    ['a negative rate', { optimizer: { type: 'adam', learningRate: -1 } }],
    ['a rate that is no number', { optimizer: { type: 'adam', learningRate: Number.NaN } }],
    ['a negative rate of the schedule', { schedule: { learningRate: -1 } }],
    ['two rates', { optimizer: { type: 'adam', learningRate: 0.1 }, schedule: { learningRate: 0.2 } }],
    ['an optimizer that cannot train', { optimizer: { type: 'adam', beta1: 1 } }],
    ['a loss that makes no sense', { loss: { type: 'categoricalCrossentropy', labelSmoothing: 2 } }],
  ])('refuse %s', (_, wrong) => {
    expect(() => resolveRunSettings({ ...least, ...wrong })).toThrow(SpecError)
  })
})

describe('settings as JSON', () => {
  const settings = resolveRunSettings({
    ...least,
    validation: 5000,
    loss: { type: 'meanSquaredError' },
    optimizer: { type: 'sgd', momentum: 0.9, nesterov: true },
    schedule: { kind: 'one-cycle', learningRate: 2e-3, warmup: 9, changes: [{ step: 7, learningRate: 0.1 }] },
    augment: TYPICAL_AUGMENTATION,
    earlyStopping: { monitor: 'val_loss', minDelta: 0, patience: 3, restoreBestWeights: true },
  })

  it('come back as they went', () => {
    expect(decodeRunSettings(JSON.parse(JSON.stringify(settings)), 'settings')).toEqual(settings)
  })

  it('of files from before the learning rate moved into the schedule are the same settings', () => {
    const { schedule, ...others } = { ...settings, schedule: { ...settings.schedule, changes: [] } }
    const before = { ...others, learningRate: schedule.learningRate, schedule: schedule.kind, warmup: schedule.warmup }
    expect(decodeRunSettings(before, 'settings')).toEqual({ ...settings, schedule })
    expect(decodeRunSettings({ ...least, learningRate: 0.01 }, 'settings')).toEqual(
      resolveRunSettings({ ...least, schedule: { learningRate: 0.01 } }),
    )
  })

  it.each([
    { learningRate: 0 },
    { learningRate: 0.1, schedule: 'cyclic' },
    { schedule: {} },
    { schedule: { learningRate: 11 } },
    { schedule: { learningRate: 0.1, warmup: -1 } },
    { schedule: { learningRate: 0.1 }, epochs: 0 },
    { schedule: { learningRate: 0.1, changes: [{ step: 0, learningRate: 0.2 }] } },
    {
      schedule: {
        learningRate: 0.1,
        changes: [
          { step: 5, learningRate: 0.2 },
          { step: 5, learningRate: 0.3 },
        ],
      },
    },
    { schedule: { learningRate: 0.1, changes: [{ step: 5, learningRate: 11 }] } },
    { schedule: { learningRate: 0.1 }, earlyStopping: { monitor: 'loss', minDelta: 0, patience: 3, restoreBestWeights: true } },
  ])('are held to their ranges: %j', (wrong) => {
    expect(() => decodeRunSettings({ ...least, ...wrong }, 'settings')).toThrow(DecodeError)
  })
})
