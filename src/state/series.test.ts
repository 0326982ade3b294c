import { describe, expect, test, vi } from 'vitest'
import { placeOfStep, StepSeries } from './series'
import { MOST_KEPT } from './series-memory'

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

test('a view shares the memory', () => {
  const series = new StepSeries()
  series.append(report(0, [7]), 0)
  expect(series.view().loss.buffer).toBe(series.view().loss.buffer)
})

describe('a run of 100,000 steps', () => {
  const STEPS = 100_000
  const HIGH = 40_000
  const LOW = 70_000
  const loss = (step: number) => (step === HIGH ? 50 : step === LOW ? 0.001 : 1 + 0.5 * Math.sin(step))
  const long = (): StepSeries => {
    const series = new StepSeries()
    for (let step = 0; step < STEPS; step += 10) {
      series.append(
        report(
          step,
          Array.from({ length: 10 }, (_, index) => loss(step + index + 1)),
        ),
        step + 10,
      )
    }
    return series
  }

  test('takes no more memory than a short one, and every step is in one point', () => {
    const series = long()
    const { steps, counts } = series.view()
    expect(series.length).toBeLessThanOrEqual(MOST_KEPT)
    expect(series.length).toBeGreaterThan(MOST_KEPT / 2)
    expect(series.stepCount).toBe(STEPS)
    expect(steps.at(-1)).toBe(STEPS)
    for (let place = 0; place < steps.length; place++) expect(steps[place]! - (place === 0 ? 0 : steps[place - 1]!)).toBe(counts[place])
  })

  test('keeps the extremes of every point, and their mean', () => {
    const { steps, counts, loss: mean, lossLow, lossHigh } = long().view()
    for (let place = 0; place < steps.length; place += 7) {
      const values = Array.from({ length: counts[place]! }, (_, index) => loss(steps[place]! - index))
      expect(lossLow[place]).toBe(Math.fround(Math.min(...values)))
      expect(lossHigh[place]).toBe(Math.fround(Math.max(...values)))
      expect(mean[place]).toBeCloseTo(values.reduce((sum, value) => sum + value) / values.length, 5)
    }
    expect(lossHigh.reduce((high, value) => Math.max(high, value))).toBe(50)
    expect(lossLow.reduce((low, value) => Math.min(low, value))).toBeCloseTo(0.001)
  })

  test('has its first and its newest steps one by one, and those between in points of much the same size', () => {
    const { counts, steps } = long().view()
    expect(counts.subarray(0, 1024).every((count) => count === 1)).toBe(true)
    expect(counts.subarray(-2048).every((count) => count === 1)).toBe(true)
    expect(counts.reduce((most, count) => Math.max(most, count))).toBeLessThanOrEqual(32)
    expect(placeOfStep({ steps, counts }, 1024)).toBe(1023)
  })

  test('smooths as if every step were kept', () => {
    let smooth = loss(1)
    for (let step = 1; step < STEPS; step++) smooth += Math.max(0.05, 8 / (8 + step)) * (loss(step + 1) - smooth)
    expect(long().view().smoothLoss.at(-1)).toBeCloseTo(smooth, 4)
  })

  test('goes back to an earlier step: a point that would stay in part is left out', () => {
    const series = long()
    series.append(report(50_001, [3]), 1)
    const { steps, loss: mean } = series.view()
    expect([steps.at(-1), mean.at(-1)]).toEqual([50_002, 3])
    expect(steps.at(-2)).toBeLessThanOrEqual(50_001)
    expect(steps.at(-2)).toBeGreaterThan(50_001 - 32)
  })
})

test('finds the point of a step', () => {
  const view = { steps: Float64Array.of(1, 2, 6, 7), counts: Uint32Array.of(1, 1, 3, 1) }
  expect([0, 1, 2, 3, 4, 6, 7, 8].map((step) => placeOfStep(view, step))).toEqual([-1, 0, 1, -1, 2, 2, 3, -1])
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
