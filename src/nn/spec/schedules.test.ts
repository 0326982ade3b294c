import { expect, test } from 'vitest'
import { learningRates, peakAt, scheduleKinds, withPeakFrom, type ScheduleKind } from './schedules'

const curve = (kind: ScheduleKind, totalSteps: number, warmup = 0) => {
  const schedule = learningRates({ kind, learningRate: 0.01, warmup, changes: [] }, totalSteps)
  return Array.from({ length: totalSteps }, (_, step) => schedule(step))
}

test('constant stays', () => {
  expect(new Set(curve('constant', 50))).toEqual(new Set([0.01]))
})

test('step divides by ten after half of the run and again after three quarters', () => {
  const rates = curve('step', 100)
  expect([...new Set(rates)].map((rate) => Number(rate.toPrecision(12)))).toEqual([0.01, 0.001, 0.0001])
  expect([rates.indexOf(rates[50]!), rates.indexOf(rates[75]!)]).toEqual([50, 75])
})

test('warm-up climbs to what the schedule says and then leaves it alone', () => {
  const rates = curve('constant', 50, 10)
  expect(rates.slice(0, 10).map((rate) => Number(rate.toPrecision(12)))).toEqual(
    Array.from({ length: 10 }, (_, step) => Number((0.001 * (step + 1)).toPrecision(12))),
  )
  expect(new Set(rates.slice(10))).toEqual(new Set([0.01]))
  expect(curve('cosine', 50, 10).slice(10)).toEqual(curve('cosine', 50).slice(10))
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
  for (const kind of scheduleKinds) {
    const [rate] = curve(kind, 1)
    expect(rate).toBeGreaterThan(0)
    expect(rate).toBeLessThanOrEqual(0.01)
  }
})

test('a turned schedule keeps its shape and has another peak from that step on', () => {
  for (const kind of scheduleKinds) {
    const plain = { kind, learningRate: 0.01, warmup: 5, changes: [] }
    const turned = withPeakFrom(withPeakFrom(plain, 40, 0.02), 70, 0.005)
    const rates = (schedule: typeof plain) => Array.from({ length: 100 }, (_, step) => learningRates(schedule, 100)(step))
    const [low, high, last] = [plain, { ...plain, learningRate: 0.02 }, { ...plain, learningRate: 0.005 }].map(rates)
    expect(Array.from({ length: 100 }, (_, step) => learningRates(turned, 100)(step))).toEqual([
      ...low!.slice(0, 40),
      ...high!.slice(40, 70),
      ...last!.slice(70),
    ])
    expect([peakAt(turned, 39), peakAt(turned, 40), peakAt(turned, 99)]).toEqual([0.01, 0.02, 0.005])
  }
})

test('a turn drops what was turned later, and says nothing where it changes nothing', () => {
  const plain = { kind: 'constant', learningRate: 0.01, warmup: 0, changes: [] } as const
  const turned = withPeakFrom(withPeakFrom(plain, 40, 0.02), 70, 0.005)
  expect(withPeakFrom(turned, 50, 0.1).changes).toEqual([
    { step: 40, learningRate: 0.02 },
    { step: 50, learningRate: 0.1 },
  ])
  expect(withPeakFrom(turned, 40, 0.01)).toEqual(plain)
  expect(withPeakFrom(turned, 0, 0.3)).toEqual({ ...plain, learningRate: 0.3 })
})
