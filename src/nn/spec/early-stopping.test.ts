import { expect, test } from 'vitest'
import { hasWaitedLongEnough, judge, type BestSoFar, type EarlyStopping } from './early-stopping'

const base: EarlyStopping = { monitor: 'val_loss', minDelta: 0, patience: 2, restoreBestWeights: true }

/** Epochs until the run ends, and the best of them. */
function run(settings: EarlyStopping, values: readonly number[]): { readonly epochs: number; readonly best: number | undefined } {
  let best: BestSoFar | null = null
  for (const [epoch, value] of values.entries()) {
    best = judge(settings, best, epoch, { testLoss: value, testAccuracy: value })
    if (hasWaitedLongEnough(settings, best)) return { epochs: epoch + 1, best: best.epoch }
  }
  return { epochs: values.length, best: best?.epoch }
}

test('a run ends once it has waited for its patience, and knows its best epoch', () => {
  expect(run(base, [3, 2, 2.5, 2.4, 1])).toEqual({ epochs: 4, best: 1 })
  expect(run(base, [3, 2, 2.5, 1.9, 2, 1.8])).toEqual({ epochs: 6, best: 5 })
})

test('of accuracies the higher is better', () => {
  expect(run({ ...base, monitor: 'val_accuracy' }, [0.5, 0.9, 0.8, 0.7])).toEqual({ epochs: 4, best: 1 })
})

test('what is no better by more than minDelta is no better, and of equals the first is the best', () => {
  expect(run({ ...base, minDelta: 0.1 }, [1, 0.95, 0.93])).toEqual({ epochs: 3, best: 0 })
  expect(run(base, [1, 1, 1])).toEqual({ epochs: 3, best: 0 })
})

test('a patience of 0 is Keras’s: the first epoch that is no better ends the run, never the first of all', () => {
  expect(run({ ...base, patience: 0 }, [3, 2, 1, 1, 0])).toEqual({ epochs: 4, best: 2 })
})

test('without patience a run never ends early', () => {
  expect(run({ ...base, patience: null }, [1, 2, 3, 4, 5])).toEqual({ epochs: 5, best: 0 })
})
