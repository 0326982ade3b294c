import { expect, test, vi } from 'vitest'
import { StepSeries } from './series'

function report(firstStep: number, losses: number[], correct = losses.map(() => 2)) {
  return {
    firstStep,
    losses: Float32Array.from(losses),
    correct: Uint32Array.from(correct),
    examples: Uint32Array.from(losses, () => 4),
  }
}

test('keeps every step with its number, loss and accuracy', () => {
  const series = new StepSeries()
  series.append(report(0, [2, 1]), 0)
  series.append(report(2, [0.5], [4]), 0)
  const view = series.view()
  expect([...view.steps]).toEqual([1, 2, 3])
  expect([...view.loss]).toEqual([2, 1, 0.5])
  expect([...view.accuracy]).toEqual([0.5, 0.5, 1])
})

test('smooths without a bias towards its first value or towards 0', () => {
  const series = new StepSeries()
  series.append(report(0, [3, 3, 3]), 0)
  expect([...series.view().smoothLoss]).toEqual([3, 3, 3])
  const mixed = new StepSeries()
  mixed.append(report(0, [1, 2]), 0)
  expect(mixed.view().smoothLoss[1]).toBeCloseTo(1 + 8 / 9, 6)
})

test('smooths over few steps while a run begins, and over about twenty later', () => {
  const series = new StepSeries()
  // A loss that falls by 1 at every step: an average over n steps lags behind it by about n.
  series.append(
    report(
      0,
      Array.from({ length: 1000 }, (_, step) => 1000 - step),
    ),
    0,
  )
  const { loss, smoothLoss } = series.view()
  expect(smoothLoss[40]! - loss[40]!).toBeLessThan(7)
  expect(smoothLoss[999]! - loss[999]!).toBeCloseTo(19, 1)
})

test('a view shares the memory, and growing keeps what was there', () => {
  const series = new StepSeries()
  series.append(report(0, [7]), 0)
  expect(series.view().loss.buffer).toBe(series.view().loss.buffer)
  for (let step = 1; step < 10_000; step++) series.append(report(step, [step]), 0)
  const { loss, steps } = series.view()
  expect(loss.length).toBe(10_000)
  expect([loss[0], loss[9999], steps[9999]]).toEqual([7, 9999, 10_000])
})

test('tells its listeners of changes until they leave', () => {
  const series = new StepSeries()
  const listener = vi.fn()
  const leave = series.subscribe(listener)
  series.append(report(0, [1]), 0)
  series.append(report(1, []), 0)
  series.clear()
  leave()
  series.append(report(0, [1]), 0)
  expect(listener).toHaveBeenCalledTimes(2)
  expect(series.revision).toBe(3)
  expect(series.length).toBe(1)
})

test('steps that are taken again replace those of before', () => {
  const series = new StepSeries()
  series.append(report(0, [4, 3, 2, 90, 95]), 0)
  series.append(report(2, [2.5, 1]), 0)
  const { steps, loss } = series.view()
  expect([[...steps], [...loss]]).toEqual([
    [1, 2, 3, 4],
    [4, 3, 2.5, 1],
  ])
})

test('knows when in the run a step was done: steps of a report are evenly apart', () => {
  const series = new StepSeries()
  series.append(report(0, [4, 3]), 1)
  series.append(report(2, [2, 1, 1, 1]), 3)
  expect([...series.view().seconds]).toEqual([0.5, 1, 1.5, 2, 2.5, 3])
  series.append(report(1, [3]), 5)
  expect([...series.view().seconds]).toEqual([0.5, 5])
})
