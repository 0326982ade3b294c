import { describe, expect, it } from 'vitest'
import { curveOf, epochOf, keptRun } from '../../state/runs/kept-run.fixture'
import { unitsOf } from '../../state/runs/units'
import { bandAt, dashesOf, highestOf, linesOf, lowestOf, secondsAt } from './run-lines'

const group = { id: 'g', name: 'seeds' }

describe('linesOf', () => {
  it('draws a run as it went: its curve, and its epochs at their ends', () => {
    const [line] = linesOf(unitsOf([keptRun('a')]), 'accuracy', 'steps')
    expect(line).toMatchObject({ isBand: false, dashes: 0 })
    expect(line?.training.x).toEqual([1, 2, 3, 4, 5, 6])
    expect(line?.tested).toEqual({ x: [3, 6], mean: [0.9, 0.95], deviation: [0, 0] })
  })

  it('draws the same by time', () => {
    const [line] = linesOf(unitsOf([keptRun('a')]), 'loss', 'seconds')
    expect(line?.training.x).toEqual([10, 20, 30, 40, 50, 60])
    expect(line?.tested.x).toEqual([30, 60])
  })

  it('draws a group as mean and band of the runs that came to their end', () => {
    const twice = curveOf(6).accuracy.map((value) => value + 0.2)
    const runs = [
      keptRun('a', { group, epochs: [epochOf(0, 0.9)] }),
      keptRun('b', {
        group,
        epochs: [epochOf(0, 0.94)],
        curve: { ...curveOf(6), accuracy: twice, seconds: curveOf(6).seconds.map((at) => 2 * at) },
      }),
      keptRun('c', { group, outcome: 'stopped', epochs: [] }),
    ]
    const [line] = linesOf(unitsOf(runs), 'accuracy', 'steps')
    expect(line?.isBand).toBe(true)
    expect(line?.training.mean[3]).toBeCloseTo(3 / 6 + 0.1, 6)
    expect(line?.training.deviation[3]).toBeCloseTo(0.2 / Math.SQRT2, 6)
    expect(line?.tested.mean).toEqual([expect.closeTo(0.92, 10)])
    // Each run comes to its epoch at another time.
    expect(linesOf(unitsOf(runs), 'accuracy', 'seconds')[0]?.tested.x).toEqual([45])
  })

  it('draws the run that goes on while none of its group has ended', () => {
    const runs = [keptRun('a', { group, outcome: 'running', epochs: [], stepsPerEpoch: 0, curve: curveOf(2) })]
    const [line] = linesOf(unitsOf(runs), 'loss', 'steps')
    expect(line).toMatchObject({ isBand: false, training: { x: [1, 2] }, tested: { x: [] } })
  })
})

it('no two lines have the same dashes, those of one colour neither', () => {
  expect(dashesOf([0, 1, 2].map((colour) => ({ colour })))).toEqual([0, 1, 2])
  expect(dashesOf([2, 2, 0, 2].map((colour) => ({ colour })))).toEqual([2, 0, 1, 3])
})

it('finds times between the points that are kept', () => {
  const curve = { steps: Uint32Array.of(1, 11, 21), seconds: Float32Array.of(2, 12, 32) }
  expect([0, 1, 6, 11, 16, 21, 99].map((step) => secondsAt(curve, step))).toEqual([0, 2, 7, 12, 22, 32, 32])
})

it('an axis is as high as the largest number', () => {
  const broken = keptRun('a', { epochs: [epochOf(0, 0.9, NaN), epochOf(1, 0.9, Infinity)] })
  const lines = linesOf(unitsOf([broken]), 'loss', 'steps')
  expect(highestOf(lines, ({ mean }) => mean)).toBeCloseTo(2, 6)
  expect(highestOf([], ({ mean }) => mean)).toBe(0)
})

it('begins with the smallest number above 0 where it is logarithmic', () => {
  const lines = linesOf(unitsOf([keptRun('a', { epochs: [epochOf(0, 0.9, 0), epochOf(1, 0.9, 0.001)] })]), 'loss', 'steps')
  expect(lowestOf(lines)).toBe(0.001)
  expect(lowestOf([])).toBe(0)
})

it('a line is straight between its points, and nowhere else', () => {
  const band = { x: [1, 3, 7], mean: [1, 2, 4], deviation: [0, 1, 3] }
  expect(bandAt(band, 1)).toEqual({ mean: 1, deviation: 0 })
  expect(bandAt(band, 5)).toEqual({ mean: 3, deviation: 2 })
  expect(bandAt(band, 7)).toEqual({ mean: 4, deviation: 3 })
  expect([0.5, 7.5].map((place) => bandAt(band, place))).toEqual([null, null])
  expect(bandAt({ x: [], mean: [], deviation: [] }, 1)).toBeNull()
})
