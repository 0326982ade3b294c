import { expect, it } from 'vitest'
import { presets } from '../../nn/spec/presets'
import type { ExaminedCurve } from '../../state/judge-state'
import { endOf, placesOf, pointsOf, shareAt } from './curve-points'

const curve: ExaminedCurve = {
  question: 'steps',
  id: 'own',
  size: 1000,
  name: 'keras',
  spec: presets.keras.spec,
  set: 'Test',
  count: 1000,
  strengths: [],
  hits: Array.from({ length: 26 }, (_, step) => 10 * step),
}

it('stands where the model has read so many rows', () => {
  const points = pointsOf(curve)
  expect(points.map(({ x }) => x)).toEqual(Array.from({ length: 26 }, (_, step) => step + 3))
  expect(points.at(-1)?.share).toMatchObject({ hits: 250, total: 1000, value: 0.25 })
  expect([shareAt(points, 2), shareAt(points, 3)?.hits, shareAt(points, 28)?.hits]).toEqual([null, 0, 250])
})

it('stands at its strengths, as far as they are known', () => {
  const points = pointsOf({ ...curve, question: 'rotate', strengths: [0, 10], hits: [990, 980] })
  expect(points.map(({ x, share }) => [x, share.hits])).toEqual([
    [0, 990],
    [10, 980],
  ])
  expect(endOf('rotate', 28)).toBe(60)
})

it('has a table of every second row, to the last one', () => {
  expect(placesOf('steps', 28)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28])
  expect(placesOf('shift', 28)).toEqual([0, 1, 2, 3, 4, 5, 6])
})
