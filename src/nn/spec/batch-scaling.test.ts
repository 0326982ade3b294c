import { expect, test } from 'vitest'
import { LARGE_BATCHES, scaledToBatch } from './batch-scaling'
import { defaultRunSettings, resolveRunSettings, trainingRanges } from './training'

const of = (type: 'sgd' | 'adam', learningRate: number, warmup = 0) =>
  resolveRunSettings({ epochs: 1, seed: 1, batchSize: 64, optimizer: { type }, schedule: { learningRate, warmup } })

test('plain gradient descent takes k times the rate, a method that divides by the size of gradients √k times', () => {
  expect(scaledToBatch(of('sgd', 0.1), 512)).toMatchObject({ batchSize: 512, schedule: { learningRate: 0.8 } })
  expect(scaledToBatch(of('adam', 1e-3), 1024)).toMatchObject({ batchSize: 1024, schedule: { learningRate: 4e-3 } })
})

test('a rate that grows warms up, and a warm-up keeps its examples', () => {
  expect(scaledToBatch(of('adam', 1e-3), 512).schedule.warmup).toBe(20)
  expect(scaledToBatch(of('adam', 1e-3, 800), 512).schedule.warmup).toBe(100)
  expect(scaledToBatch(of('adam', 1e-3, 100), 32).schedule.warmup).toBe(200)
  expect(scaledToBatch(of('adam', 1e-3), 32).schedule).toMatchObject({ warmup: 0, learningRate: 7.071e-4 })
})

test('the rest stays, and nothing leaves its range', () => {
  const { epochs, seed, optimizer, augment } = defaultRunSettings
  for (const batch of LARGE_BATCHES) {
    expect(scaledToBatch(defaultRunSettings, batch)).toMatchObject({ epochs, seed, optimizer, augment })
    expect(batch).toBeLessThanOrEqual(trainingRanges.batchSize.max)
  }
  expect(scaledToBatch(of('sgd', 1), 4096).schedule.learningRate).toBe(trainingRanges.learningRate.max)
})
