import { expect, it } from 'vitest'
import { frameAround } from './frame-around'

it('holds all ink, with a little room, and ends with the pad', () => {
  expect(frameAround([])).toBeNull()
  const frame = frameAround([
    { points: [[0.5, 0.5]], width: 0.04 },
    {
      points: [
        [0.4, 0.3],
        [0.45, 0.7],
      ],
      width: 0.02,
    },
  ])
  expect(frame?.left).toBeCloseTo(0.37)
  expect(frame?.top).toBeCloseTo(0.27)
  expect(frame?.width).toBeCloseTo(0.17)
  expect(frame?.height).toBeCloseTo(0.46)
  const edge = [
    {
      points: [
        [0, 0.01],
        [0.2, 1],
      ],
      width: 0.06,
    },
  ] as const
  expect(frameAround(edge)).toEqual({ left: 0, top: 0, width: 0.25, height: 1 })
})
