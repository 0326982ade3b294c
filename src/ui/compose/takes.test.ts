import { expect, test } from 'vitest'
import { describeModel } from '../../nn/spec/describe'
import { presets } from '../../nn/spec/presets'
import { resolveRunSettings } from '../../nn/spec/training'
import { runSeconds, trainingBytes } from './takes'

const settings = (optimizer: 'adam' | 'sgd') =>
  resolveRunSettings({ epochs: 3, batchSize: 50, seed: 1, validation: 5000, optimizer: { type: optimizer } })

test('what a training holds, counted by hand', () => {
  const description = describeModel(presets['row-lstm'].spec)
  const signals = 28 * 6 * 128 + 10
  expect(trainingBytes(description, settings('adam'))).toBe(4 * (81_674 * 4 + 2 * 50 * signals))
  expect(trainingBytes(description, settings('sgd'))).toBe(4 * (81_674 * 2 + 2 * 50 * signals))
})

test('the time of a run is that of its steps', () => {
  expect(runSeconds(10, 60_000, settings('adam'))).toBeCloseTo((10 * 3 * 1100) / 1000)
  expect(runSeconds(10, 5010, settings('adam'))).toBeCloseTo((10 * 3 * 1) / 1000)
})
