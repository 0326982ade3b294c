import { expect, test } from 'vitest'
import { createSchedule } from './schedules'

const curve = (kind: 'constant' | 'cosine' | 'one-cycle', totalSteps: number) => {
  const schedule = createSchedule({ kind, learningRate: 0.01, totalSteps })
  return Array.from({ length: totalSteps }, (_, step) => schedule(step))
}

test('constant stays', () => {
  expect(new Set(curve('constant', 50))).toEqual(new Set([0.01]))
})

test('cosine falls from the peak to a hundredth of it', () => {
  const rates = curve('cosine', 101)
  expect(rates[0]).toBeCloseTo(0.01, 12)
  expect(rates[50]).toBeCloseTo((0.01 + 0.0001) / 2, 12)
  expect(rates[100]).toBeCloseTo(0.0001, 12)
  expect(rates).toEqual(rates.toSorted((a, b) => b - a))
})

test('one-cycle climbs for three tenths of the run and falls to almost nothing', () => {
  const rates = curve('one-cycle', 1001)
  expect(rates[0]).toBeCloseTo(0.01 / 25, 12)
  expect(rates[300]).toBeCloseTo(0.01, 12)
  expect(rates[1000]).toBeCloseTo(0.01 / 1e5, 12)
  expect(Math.max(...rates)).toBe(rates[300])
})

test('every schedule is finite and positive for a run of one step', () => {
  for (const kind of ['constant', 'cosine', 'one-cycle'] as const) {
    const [rate] = curve(kind, 1)
    expect(rate).toBeGreaterThan(0)
    expect(rate).toBeLessThanOrEqual(0.01)
  }
})
