import { describe, expect, test } from 'vitest'
import { resolveRunSettings } from '../../../nn/spec/training'
import { idleTraining } from '../../../state/initial-state'
import { StepSeries } from '../../../state/series'
import { epochPoints, lineOf, nearestPlace, ratesAt, smoothed, testedBy } from './curve-lines'

function seriesOf(losses: number[]): StepSeries {
  const series = new StepSeries()
  const examples = Uint32Array.from(losses, () => 4)
  series.append({ firstStep: 0, losses: Float32Array.from(losses), correct: Uint32Array.from(losses, () => 2), examples }, losses.length)
  return series
}

const settings = resolveRunSettings({ epochs: 2, batchSize: 32, seed: 1, schedule: { kind: 'cosine', learningRate: 0.01, warmup: 10 } })
const run = { ...idleTraining({ settings, start: 'fresh' }), planned: settings.schedule, totalSteps: 100, stepsPerEpoch: 50 }
const figures = { trainLoss: 0.5, trainAccuracy: 0.8, evaluatedOn: 'MNIST, test', evaluatedCount: 10 }
const epochs = [
  { epoch: 0, testLoss: 0.4, testAccuracy: 0.9, ...figures },
  { epoch: 1, testLoss: 0.3, testAccuracy: 0.95, ...figures },
]

describe('a line through a run', () => {
  test('is the batches themselves, or follows them over more or fewer steps', () => {
    const view = seriesOf(Array.from({ length: 1000 }, (_, step) => (step < 500 ? 2 : 1))).view()
    const at = (smoothing: 'none' | 'short' | 'long') => lineOf(view, 'loss', smoothing).middle[520]!
    expect(at('none')).toBe(1)
    expect(at('short')).toBeGreaterThan(1.2)
    expect(at('long')).toBeGreaterThan(at('short') + 0.4)
    expect(lineOf(view, 'accuracy', 'long').middle[999]).toBeCloseTo(0.5)
  })

  test('lies between the lowest and the highest batch', () => {
    const { low, high, middle } = lineOf(seriesOf(Array.from({ length: 20_000 }, (_, step) => 1 + (step % 7))).view(), 'loss', 'none')
    for (let place = 0; place < middle.length; place += 11) {
      expect(low[place]).toBeLessThanOrEqual(middle[place]!)
      expect(high[place]).toBeGreaterThanOrEqual(middle[place]!)
    }
  })

  test('is the same through points of several steps as through the steps themselves, where they do not change', () => {
    const line = smoothed(Float32Array.of(3, 3, 3), Uint32Array.of(1, 40, 8), 200)
    expect([...line]).toEqual([3, 3, 3])
  })

  test('goes on after a loss that is no number', () => {
    expect(smoothed(Float32Array.of(1, NaN, Infinity, 1), Uint32Array.of(1, 1, 1, 1), 200).every(Number.isFinite)).toBe(true)
    expect(smoothed(Float32Array.of(NaN, 2), Uint32Array.of(1, 1), 200)[1]).toBe(2)
    expect(smoothed(new Float32Array(0), new Uint32Array(0), 200)).toHaveLength(0)
  })
})

describe('the learning rate', () => {
  test('is that of the schedule, with what was turned', () => {
    const rates = ratesAt({ ...run, rateChanges: [{ step: 50, learningRate: 0.1 }] }, [1, 10, 50, 51, 100])!
    expect(rates[0]).toBeCloseTo(0.001)
    expect(rates[1]).toBeCloseTo(0.0098, 4)
    expect(rates[3]! / rates[2]!).toBeCloseTo(10, 0)
    expect(rates[4]).toBeCloseTo(0.001)
  })

  test('is unknown before there is a run, whatever the panel is set to', () => {
    expect(ratesAt(idleTraining({ settings, start: 'fresh' }), [1])).toBeNull()
  })
})

test('what was tested stands where their epochs ended', () => {
  expect(epochPoints({ epochs, stepsPerEpoch: 50 }, 'loss')).toEqual([
    { step: 50, value: 0.4 },
    { step: 100, value: 0.3 },
  ])
  expect(epochPoints({ epochs, stepsPerEpoch: 50 }, 'rate')).toEqual([])
  expect([49, 50, 99, 100].map((step) => testedBy({ epochs, stepsPerEpoch: 50 }, step)?.epoch ?? null)).toEqual([null, 0, 0, 1])
})

test('the nearest point of a step', () => {
  const view = { steps: Float64Array.of(1, 2, 6) }
  expect([-3, 1, 1.4, 1.6, 3, 5, 90].map((step) => nearestPlace(view, step))).toEqual([0, 0, 0, 1, 1, 2, 2])
  expect(nearestPlace({ steps: new Float64Array(0) }, 1)).toBe(-1)
})
