import { describe, expect, it } from 'vitest'
import type { Stroke } from '../../data/strokes'
import { planWriting } from './writing'

const line: Stroke = {
  points: [
    [0, 0],
    [0.5, 0],
    [1, 0],
  ],
  width: 0.08,
}
const dot: Stroke = { points: [[0.5, 0.9]], width: 0.08 }

describe('a drawing that writes itself', () => {
  it('begins with the pen down and ends with the drawing itself', () => {
    const writing = planWriting([line, dot], 1200)
    expect(writing.at(0)).toEqual([{ ...line, points: [[0, 0]] }])
    const end = writing.at(1200)
    expect(end).toHaveLength(2)
    expect(end[0]).toBe(line)
    expect(end[1]).toBe(dot)
  })

  it('is half way at half time', () => {
    expect(planWriting([line], 1000).at(500)[0]?.points.at(-1)?.[0]).toBeCloseTo(0.5)
  })

  it('only ever grows', () => {
    const writing = planWriting([line, line, dot], 900)
    const length = (time: number) => writing.at(time).reduce((sum, { points }) => sum + points.at(-1)![0] + 1, 0)
    for (let time = 10; time <= 900; time += 10) expect(length(time)).toBeGreaterThanOrEqual(length(time - 10))
  })

  it('has nothing to do for an empty drawing', () => {
    expect(planWriting([], 1000).at(500)).toEqual([])
  })
})
