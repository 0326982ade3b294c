import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import { Random, Stream } from '../../core/random'
import type { Point, Stroke } from '../strokes'
import { ownPen, pictureFromStrokes, pictureWithPen } from './picture'

const HOOK: Stroke = {
  points: [
    [0.2, 0.1],
    [0.7, 0.15],
    [0.6, 0.5],
    [0.4, 0.9],
  ],
  width: 0.08,
}

function moved(stroke: Stroke, scale: number, x: number, y: number, width = stroke.width): Stroke {
  return { points: stroke.points.map(([px, py]): Point => [x + scale * px, y + scale * py]), width }
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Rows and columns that hold ink, and the centre of mass in pixels. */
function measure(picture: Float32Array) {
  const rows = new Set<number>()
  const columns = new Set<number>()
  let x = 0
  let y = 0
  picture.forEach((grey, pixel) => {
    const column = pixel % IMAGE_SIDE
    const row = Math.floor(pixel / IMAGE_SIDE)
    if (grey > 0) {
      rows.add(row)
      columns.add(column)
    }
    x += grey * column
    y += grey * row
  })
  return { rows: rows.size, columns: columns.size, x: x / sum(picture), y: y / sum(picture) }
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0)
}

describe('pictureFromStrokes', () => {
  it('leaves an empty pad empty', () => {
    expect(pictureFromStrokes([])).toEqual(new Float32Array(IMAGE_PIXELS))
    expect(pictureFromStrokes([{ points: [], width: 0.1 }])).toEqual(new Float32Array(IMAGE_PIXELS))
  })

  it('makes the longer side 20 pixels, about the middle of the field', () => {
    const { rows, x, y } = measure(pictureFromStrokes([HOOK]))
    expect(rows).toBe(20)
    expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5)
  })

  it('does not care where on the pad and how large a digit is written', () => {
    const picture = pictureFromStrokes([HOOK])
    const similar = pictureFromStrokes([moved(HOOK, 0.3, 0.6, -0.1, 0.3 * HOOK.width)])
    expect(largestDifference(picture, similar)).toBeLessThan(1e-3)
  })

  it('draws a small digit with a readable pen', () => {
    const large = pictureFromStrokes([HOOK])
    const small = pictureFromStrokes([moved(HOOK, 0.25, 0.4, 0.4)])
    expect(ownPen([moved(HOOK, 0.25, 0.4, 0.4)])).toBeGreaterThan(5)
    expect(sum(small) / sum(large)).toBeLessThan(2)
    expect(Math.max(...small)).toBe(1)
  })

  it('shows a dot as a dot', () => {
    const picture = pictureFromStrokes([{ points: [[0.9, 0.1]], width: 0.08 }])
    const { rows, columns, x, y } = measure(picture)
    expect(Math.max(rows, columns)).toBeLessThanOrEqual(4)
    expect(Math.hypot(x - 14, y - 14)).toBeLessThan(1)
    expect(sum(pictureFromStrokes([{ points: [[0.5, 0.5]], width: 0 }]))).toBeGreaterThan(0)
  })

  it('draws a straight line 20 pixels long and as wide as its pen', () => {
    const line: Point[] = [
      [0.5, 0.1],
      [0.5, 0.9],
    ]
    const picture = pictureWithPen([{ points: line, width: 0.1 }], 3)
    expect(measure(picture)).toMatchObject({ rows: 20, columns: 3 })
    // A capsule of width 3 and length 20.
    expect(sum(picture)).toBeCloseTo(17 * 3 + Math.PI * 1.5 ** 2, 0)
  })

  it('is no darker where lines cross', () => {
    const there = HOOK.points
    const back = there.toReversed()
    const once = pictureFromStrokes([HOOK])
    const twice = pictureFromStrokes([HOOK, { ...HOOK, points: back }])
    expect(largestDifference(once, twice)).toBeLessThan(1e-3)
  })

  it('draws the same through many points as through few', () => {
    const dense = HOOK.points.flatMap((point, index, { [index + 1]: next = point }) =>
      Array.from({ length: 500 }, (_, step): Point => [
        point[0] + ((next[0] - point[0]) * step) / 500,
        point[1] + ((next[1] - point[1]) * step) / 500,
      ]),
    )
    expect(largestDifference(pictureFromStrokes([HOOK]), pictureFromStrokes([{ ...HOOK, points: dense }]))).toBeLessThan(0.1)
  })

  it('bears 10,000 points scribbled over everything', () => {
    const random = new Random(1, Stream.digits)
    const points = Array.from({ length: 10_000 }, (): Point => [random.uniform(), random.uniform()])
    const picture = pictureFromStrokes([{ points, width: 0.06 }])
    expect(measure(picture)).toMatchObject({ rows: 20, columns: 20 })
    expect(sum(picture)).toBeGreaterThan(390)
    expect(sum(picture)).toBeLessThanOrEqual(400)
  })
})
