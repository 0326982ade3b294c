import { describe, expect, test } from 'vitest'
import { builtInDigits } from '../data/digits/data-set'
import { createEngine, parseModelSpec } from '../nn'
import { inputOf } from '../nn/spec/input'
import { resolveRunSettings, type RunInput } from '../nn/spec/training'
import { trainWithEvaluation } from './loop'

/** Real digits to learn, small networks: what an ordinary run does must not be taken for an explosion, and what explodes must. */

const data = builtInDigits({ train: 400, test: 40, seed: 5 })

async function train(input: Partial<RunInput>, units = 12) {
  const engine = await createEngine('cpu')
  const spec = parseModelSpec({
    version: 1,
    input: inputOf(),
    layers: [
      { type: 'lstm', units, returnSequences: false, direction: 'forward' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })
  const model = await engine.createModel(spec, { seed: 2 })
  const settings = resolveRunSettings({ epochs: 3, batchSize: 16, seed: 1, ...input })
  let lastStep = 0
  const { outcome } = await trainWithEvaluation({
    model,
    ...data,
    settings,
    now: () => performance.now(),
    onEvent: (event) => event.type === 'steps' && (lastStep = event.report.firstStep + event.report.losses.length),
  })
  const end = await outcome
  engine.dispose()
  return { ...end, lastStep }
}

describe('ordinary', () => {
  test.each<[string, Partial<RunInput>]>([
    ['Adam at 0.001', {}],
    ['Adam at 0.01 with single pictures', { batchSize: 1, schedule: { learningRate: 0.01 } }],
    ['Adam at 0.03 after a warm-up', { schedule: { learningRate: 0.03, warmup: 20 } }],
    ['one-cycle up to 0.02', { schedule: { kind: 'one-cycle', learningRate: 0.02 } }],
    [
      'squared errors with gradient descent at 10',
      { loss: { type: 'meanSquaredError' }, optimizer: { type: 'sgd' }, schedule: { learningRate: 10 } },
    ],
    ['RMSprop at 0.01', { optimizer: { type: 'rmsprop' }, schedule: { learningRate: 0.01 } }],
    ['gradient descent with momentum at 0.1', { optimizer: { type: 'sgd', momentum: 0.9 }, schedule: { learningRate: 0.1 } }],
  ])(
    '%s comes to its end',
    async (_, input) => {
      expect(await train(input)).toMatchObject({ state: 'finished' })
    },
    60_000,
  )
})

describe('astray', () => {
  test.each<[string, Partial<RunInput>]>([
    ['gradient descent at 10', { optimizer: { type: 'sgd' }, schedule: { learningRate: 10 } }],
    ['Adam at 10', { schedule: { learningRate: 10 } }],
    ['Adam at 3', { schedule: { learningRate: 3 } }],
  ])(
    '%s is noticed within the first epoch',
    async (_, input) => {
      const end = await train(input)
      expect(end).toMatchObject({ state: 'failed', isModelIntact: true })
      expect(end.lastStep).toBeLessThanOrEqual(25)
    },
    60_000,
  )
})
