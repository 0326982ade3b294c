import { expect, test } from 'vitest'
import { TYPICAL_AUGMENTATION } from '../../nn/spec/augmentation'
import { describeModel } from '../../nn/spec/describe'
import { presets } from '../../nn/spec/presets'
import { resolveRunSettings } from '../../nn/spec/training'
import { LARGE } from '../../testing/large-model'
import { runSeconds, stepOf, trainingBytes } from './takes'

const settings = (optimizer: 'adam' | 'sgd') =>
  resolveRunSettings({ epochs: 3, batchSize: 50, seed: 1, validation: 5000, optimizer: { type: optimizer } })

test('what a training holds, counted by hand', () => {
  const description = describeModel(presets['row-lstm'].spec)
  const signals = 28 * 6 * 128 + 10
  expect(trainingBytes(description, settings('adam'), null)).toBe(4 * (81_674 * 4 + 2 * 50 * signals))
  expect(trainingBytes(description, settings('sgd'), null)).toBe(4 * (81_674 * 2 + 2 * 50 * signals))
})

test('on the CPU every thread has parameters of its own, and a batch is computed in pieces', () => {
  const description = describeModel(presets['row-lstm'].spec)
  const signals = 28 * 6 * 128 + 10
  expect(trainingBytes(description, settings('adam'), 1)).toBe(4 * (81_674 * 5 + 2 * 50 * signals))
  const large = { ...settings('adam'), batchSize: 1000 }
  expect(trainingBytes(description, large, 3)).toBe(4 * (81_674 * (5 + 2 * 5) + 2 * 3 * 64 * signals))
})

test('20 million parameters train within 2 GB on as many threads as there are', () => {
  const description = describeModel(LARGE)
  expect(description.parameterCount).toBeGreaterThan(19.5e6)
  for (const threads of [1, 2, 16]) expect(trainingBytes(description, { ...settings('adam'), batchSize: 64 }, threads)).toBeLessThan(2.1e9)
})

test('a step takes as long for any number of epochs, and another time for another batch, network or engine', () => {
  const draft = { spec: presets['row-lstm'].spec, settings: settings('adam') }
  const step = stepOf(draft, 'cpu')
  const set = (change: Partial<typeof draft.settings>) => stepOf({ ...draft, settings: { ...draft.settings, ...change } }, 'cpu')
  expect(set({ epochs: 90, seed: 7, validation: 10, schedule: { ...draft.settings.schedule, learningRate: 1 } })).toBe(step)
  const others = [
    set({ batchSize: 64 }),
    set({ loss: { type: 'meanSquaredError' } }),
    set({ optimizer: settings('sgd').optimizer }),
    set({ augment: TYPICAL_AUGMENTATION }),
    stepOf({ ...draft, spec: presets['row-gru'].spec }, 'cpu'),
    stepOf(draft, 'webgpu'),
  ]
  expect(new Set([step, ...others]).size).toBe(7)
})

test('the time of a run is that of its steps', () => {
  expect(runSeconds(10, 60_000, settings('adam'))).toBeCloseTo((10 * 3 * 1100) / 1000)
  expect(runSeconds(10, 5010, settings('adam'))).toBeCloseTo((10 * 3 * 1) / 1000)
})
