import { describe, expect, it } from 'vitest'
import type { Point, Stroke } from '../strokes'
import { eraseInk, eraseStrokes } from './erase'

const RADIUS = 0.05
const line: Stroke = {
  points: [
    [0.1, 0.5],
    [0.9, 0.5],
  ],
  width: 0.06,
}
const dot: Stroke = { points: [[0.5, 0.2]], width: 0.06 }

const ends = ({ points }: Stroke): readonly (Point | undefined)[] => [points[0], points.at(-1)]

describe('eraseStrokes', () => {
  it('cuts a line in two, so that the ink keeps clear of the eraser', () => {
    const [left, right, ...others] = eraseStrokes([line], [[0.5, 0.5]], RADIUS)
    expect(others).toEqual([])
    // Round ends reach half a pen's width further.
    expect(ends(left!)).toEqual([line.points[0], [expect.closeTo(0.5 - 0.08, 9), 0.5]])
    expect(ends(right!)).toEqual([[expect.closeTo(0.5 + 0.08, 9), 0.5], line.points[1]])
    expect(left!.width).toBe(line.width)
  })

  it('shortens a line from its end, and takes away what it covers whole', () => {
    const [rest, ...others] = eraseStrokes([line], [[0.9, 0.5]], RADIUS)
    expect(others).toEqual([])
    expect(rest!.points.at(-1)![0]).toBeCloseTo(0.82, 9)
    expect(eraseStrokes([dot], [[0.52, 0.2]], RADIUS)).toEqual([])
  })

  it('leaves no gap between two places of a fast eraser', () => {
    const way: Point[] = [
      [0, 0.5],
      [1, 0.5],
    ]
    expect(eraseStrokes([line], way, RADIUS)).toEqual([])
  })

  it('gives back the same strokes where it touches nothing', () => {
    const strokes = [line, dot]
    expect(eraseStrokes(strokes, [[0.5, 0.9]], RADIUS)).toBe(strokes)
    expect(eraseStrokes(strokes, [], RADIUS)).toBe(strokes)
    expect(eraseStrokes(strokes, [[0.5, 0.2]], RADIUS)[0]).toBe(line)
  })

  it('copes with points on one spot', () => {
    const still: Stroke = { points: Array.from({ length: 50 }, (): Point => [0.3, 0.3]), width: 0.06 }
    expect(eraseStrokes([still], [[0.3, 0.3]], RADIUS)).toEqual([])
    expect(eraseStrokes([still], [[0.6, 0.6]], RADIUS)[0]).toBe(still)
  })

  it('bears 10,000 points', () => {
    const points = Array.from({ length: 10_000 }, (_, index): Point => [0.5 + 0.4 * Math.cos(index), 0.5 + 0.4 * Math.sin(index * 1.3)])
    const left = eraseStrokes([{ points, width: 0.06 }], [[0.5, 0.5]], RADIUS)
    for (const { points: kept } of left) for (const [x, y] of kept) expect(Math.hypot(x - 0.5, y - 0.5)).toBeGreaterThan(0.0799)
  })
})

describe('eraseInk', () => {
  it('turns ink to paper under the eraser and nowhere else', () => {
    const ink = { data: new Float32Array(400).fill(0.8), width: 20, height: 20 }
    const rubbed = eraseInk(ink, [[10, 10]], 3)
    expect(rubbed.data[10 * 20 + 10]).toBe(0)
    expect(rubbed.data[2 * 20 + 2]).toBeCloseTo(0.8)
    expect(ink.data[10 * 20 + 10]).toBeCloseTo(0.8)
  })
})
