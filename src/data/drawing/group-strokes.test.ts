import { describe, expect, it } from 'vitest'
import { Random } from '../../core/random'
import { generateDigit, plainDigit, writeHand } from '../digits/generate'
import { HANDS } from '../digits/hands'
import type { Point, Stroke } from '../strokes'
import { groupStrokes } from './group-strokes'
import { rowOf } from './rows.fixture'

const line = (...points: Point[]): Stroke => ({ points, width: 0.06 })

/** Whether every digit of the row is a group of its own strokes, in the order of the row. */
function isTold(row: readonly (readonly Stroke[])[]): boolean {
  const groups = groupStrokes(row.flat())
  return (
    groups.length === row.length &&
    groups.every((group, place) => group.length === row[place]!.length && group.every((stroke) => row[place]!.includes(stroke)))
  )
}

describe('groupStrokes', () => {
  it('leaves a single digit in one piece, in every hand', () => {
    const split = HANDS.flatMap((hands, label) =>
      hands.flatMap((hand) => {
        const written = Array.from({ length: 30 }, (_, seed) => writeHand(hand, new Random(seed, label)))
        return written.some((strokes) => groupStrokes(strokes).length !== 1) ? [`${label} ${hand.name}`] : []
      }),
    )
    expect(HANDS.flat().length).toBeGreaterThan(100)
    expect(split).toEqual([])
    for (let label = 0; label < 10; label++) {
      HANDS[label]!.forEach((_, hand) => expect(groupStrokes(plainDigit(label, hand)), `${label}, hand ${hand}`).toHaveLength(1))
    }
  })

  it('does so while the digit is being written, as soon as the second line is well under way', () => {
    const four = plainDigit(4)
    expect(four).toHaveLength(2)
    const [first, second] = [four[0]!, four[1]!]
    for (let count = 1; count <= second.points.length; count++) {
      expect(groupStrokes([first, { ...second, points: second.points.slice(0, count) }]), `${count} points`).toHaveLength(1)
    }
  })

  it.each([2, 3, 4])('tells %s digits apart that stand in a row, in random hands, sizes and slants', (count) => {
    let told = 0
    const rows = 200
    for (let seed = 0; seed < rows; seed++) {
      const random = new Random(seed, count)
      const digits = Array.from({ length: count }, () => generateDigit(random.integer(10), random))
      if (isTold(rowOf(digits, random, { nearest: 0.2, farthest: 0.6 }))) told++
    }
    expect(told / rows).toBeGreaterThanOrEqual(0.98)
  })

  it('goes by places, not by the order of writing: digits may be added in front, and bars afterwards', () => {
    const seven = [line([0.6, 0.3], [0.75, 0.3], [0.65, 0.7]), line([0.6, 0.5], [0.75, 0.5])]
    const one = [line([0.3, 0.3], [0.3, 0.7])]
    expect(groupStrokes([seven[0]!, one[0]!, seven[1]!])).toEqual([one, seven])
  })

  it('takes a fast pen’s few points for the line that they are of', () => {
    const plus = [line([0.5, 0.1], [0.5, 0.9]), line([0.1, 0.55], [0.9, 0.45])]
    expect(groupStrokes(plus)).toEqual([plus])
  })

  it('is one group for what is no number, and none for an empty pad', () => {
    expect(groupStrokes([])).toEqual([])
    expect(groupStrokes([{ points: [], width: 0.1 }])).toEqual([])
    const many = Array.from({ length: 12 }, (_, index) => line([0.05 + 0.08 * index, 0.4], [0.05 + 0.08 * index, 0.6]))
    expect(groupStrokes(many)).toEqual([many])
    const hatched = Array.from({ length: 300 }, (_, index) => line([index / 300, 0.1], [index / 300, 0.9]))
    expect(groupStrokes(hatched)).toEqual([hatched])
  })

  it('bears points that are all on one spot, and lines without height', () => {
    const dot = line([0.5, 0.5])
    expect(groupStrokes([dot, dot])).toHaveLength(1)
    expect(groupStrokes([line([0.1, 0.5], [0.2, 0.5]), line([0.8, 0.5], [0.9, 0.5])]).length).toBeGreaterThan(0)
  })
})
