import { describe, expect, it } from 'vitest'
import { Pen, POINT_VALUES, sequenceOf } from '../../core/sequences'
import { parsePenDigits } from '../pen-digits'
import type { Point } from '../strokes'
import { lengthOf, resample, simplify } from './lines'
import { frameOf, linesFromSequence, sequenceFromLines, sequenceInFrame, strokesOfSequence, WRITING } from './sequence'
import { generatedSequences, makeSequences } from './sets'

const circle = Array.from({ length: 200 }, (_, index): Point => [Math.cos(index / 30), Math.sin(index / 30)])

describe('lines', () => {
  it('are simplified to the points that matter, none of which moves', () => {
    const corner: Point[] = [
      [0, 0],
      [0.5, 0.001],
      [1, 0],
      [1, 0.5],
      [1, 1],
    ]
    expect(simplify(corner, 0.01)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ])
    expect(simplify(corner, 0.0001)).toHaveLength(4)
    const simple = simplify(circle, 0.01)
    expect(simple.length).toBeLessThan(60)
    expect(simple.every((point) => circle.includes(point))).toBe(true)
  })

  it('are sampled at even distances from end to end', () => {
    const points = resample(circle, 0.1)
    expect(points).toHaveLength(Math.round(lengthOf(circle) / 0.1) + 1)
    expect([points[0], points.at(-1)]).toEqual([circle[0], circle.at(-1)])
    const steps = points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1]))
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(1e-3)
    expect(resample([[2, 3]], 0.1)).toEqual([[2, 3]])
    expect(resample([[2, 3], [2, 3]], 0.1)).toEqual([[2, 3]]) // prettier-ignore
  })
})

describe('sequences', () => {
  const four: Point[][] = [
    [
      [30, 0],
      [0, 60],
      [80, 60],
    ],
    [
      [60, 30],
      [60, 100],
    ],
  ]

  it('do not depend on size and place, and draw the lines again', () => {
    const sequence = sequenceFromLines(four)
    const moved = sequenceFromLines(four.map((line) => line.map(([x, y]): Point => [7 + 3 * x, 3 * y - 9])))
    expect([...moved].every((value, index) => Math.abs(value - sequence[index]!) < 1e-4)).toBe(true)
    const lines = linesFromSequence(sequence)
    expect(lines).toHaveLength(2)
    for (const [index, line] of lines.entries()) {
      const [first, last] = [four[index]![0]!, four[index]!.at(-1)!]
      expect(line[0]![0]).toBeCloseTo((first[0] - 40) / 100)
      expect(line[0]![1]).toBeCloseTo((first[1] - 50) / 100)
      expect(line.at(-1)![1]).toBeCloseTo((last[1] - 50) / 100)
    }
  })

  it('lift the pen behind a stroke, and end with the last', () => {
    const pens = [...sequenceFromLines(four)].filter((_, index) => index % POINT_VALUES === 2)
    expect(pens.filter((pen) => pen === Pen.up)).toHaveLength(1)
    expect(pens.filter((pen) => pen === Pen.end)).toHaveLength(1)
    expect(pens.at(-1)).toBe(Pen.end)
  })

  it('leave out where the pen only touched, and are never too long', () => {
    expect(linesFromSequence(sequenceFromLines([...four, [[50, 50]]]))).toHaveLength(2)
    expect(linesFromSequence(sequenceFromLines([[[50, 50]]]))).toEqual([[[0, 0]]])
    const scribble = Array.from({ length: 3000 }, (_, index): Point => [Math.cos(index), Math.sin(1.7 * index)])
    expect(sequenceFromLines([scribble]).length / POINT_VALUES).toBeLessThanOrEqual(WRITING.most)
    const dashes = Array.from({ length: 90 }, (_, index): Point[] => [[index, 0], [index, 60]]) // prettier-ignore
    const many = sequenceFromLines(dashes)
    expect(many.length / POINT_VALUES).toBe(WRITING.most)
    expect(many.at(-1)).toBe(Pen.end)
    expect(() => sequenceFromLines([[]])).toThrow(RangeError)
  })

  it('begin a drawing on a pad, whose frame is not its own box', () => {
    const frame = { x: 0.5, y: 0.5, side: 0.6 }
    const begun: Point[][] = [[[0.4, 0.3], [0.4, 0.5], [0.5, 0.5]]] // prettier-ignore
    const sequence = sequenceInFrame(begun, frame, Pen.down)
    expect(sequence.at(-1)).toBe(Pen.down)
    const [line] = linesFromSequence(sequence, frame)
    const [start, end] = [line![0]!, line!.at(-1)!]
    for (const [actual, expected] of [[start[0], 0.4], [start[1], 0.3], [end[0], 0.5], [end[1], 0.5]]) expect(actual).toBeCloseTo(expected!, 5) // prettier-ignore
    expect(frameOf(four)).toEqual({ x: 40, y: 50, side: 100 })
  })

  it('are noted down as the pen digits are, inside their box', () => {
    const strokes = [sequenceFromLines(four), Float32Array.of(40, -50, 0, 30, 90, 2)].map(strokesOfSequence)
    for (const one of strokes) expect(parsePenDigits(JSON.stringify([{ label: 4, writer: 1, strokes: one }]))).toHaveLength(1)
    expect(strokes[0]).toHaveLength(2)
  })
})

describe('made digits', () => {
  it('are the same for the same seed, and begin alike whatever their number', () => {
    const [few, many, other] = [generatedSequences('few', 12, 3), generatedSequences('many', 30, 3), generatedSequences('other', 12, 4)]
    expect([...few.labels]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    for (let index = 0; index < 12; index++) expect(sequenceOf(many, index)).toEqual(sequenceOf(few, index))
    expect(other.points).not.toEqual(few.points)
  })

  it('are the same where others may work between them, and none where they are no longer wanted', async () => {
    let rests = 0
    const rest = async () => void rests++
    expect(await makeSequences('many', 130, 3, rest, () => true)).toEqual(generatedSequences('many', 130, 3))
    expect(rests).toBe(2)
    expect(await makeSequences('many', 500, 3, rest, () => rests < 4)).toBeNull()
    expect(rests).toBe(4)
  })
})
