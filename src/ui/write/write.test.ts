import { describe, expect, it } from 'vitest'
import { Pen } from '../../core/sequences'
import { WRITING } from '../../data/writing/sequence'
import { formatFor } from '../kit/format'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { ellipsesAt } from './ellipses'
import { scaleOfCurve } from './training/curve-scale'
import { dueAfter, linesAt, momentAt, paceAfter, penAt, strokesAt, totalPoints } from './timeline'
import { pointsTable } from './writing-tables'

const side = 0.5
const unit = WRITING.unitsPerSide
const frame = { x: 0.5, y: 0.5, side }
/** Right, lifted, then down and over. */
const sequence = Float32Array.of(unit, 0, Pen.down, unit, 0, Pen.up, -unit, unit, Pen.end)
const digits = [
  { sequence, frame },
  { sequence, frame },
]

const round = (value: number): number => Math.round(1e6 * value) / 1e6

describe('a timeline of digits', () => {
  it('goes from digit to digit', () => {
    expect(totalPoints(digits)).toBe(6)
    expect([0, 2, 3, 5, 6].map((shown) => momentAt(digits, shown))).toEqual([
      { digit: 0, points: 0 },
      { digit: 0, points: 2 },
      { digit: 1, points: 0 },
      { digit: 1, points: 2 },
      { digit: 1, points: 3 },
    ])
    expect(momentAt([], 0)).toEqual({ digit: 0, points: 0 })
  })

  it('waits longer where the pen is lifted, and longest between digits', () => {
    const [down, up, end] = [1, 2, 3].map((shown) => paceAfter(digits, shown))
    expect(down! < up! && up! < end!).toBe(true)
  })

  it('makes up for what came late, but for no rest', () => {
    expect(dueAfter(null, 42, 1000), 'the pen begins').toBe(1042)
    expect(dueAfter(1000, 42, 1030), 'a point came 30 ms late').toBe(1042)
    expect(dueAfter(1000, 42, 1300), 'so late that the next is due already').toBe(1042)
    expect(dueAfter(1000, 42, 9000), 'nobody looked').toBe(9042)
  })

  it('shows lines as far as they are written', () => {
    const [first, second] = [
      [
        [1, 0.5],
        [1.5, 0.5],
      ],
      [[1, 1]],
    ]
    const rounded = linesAt(digits, { digit: 0, points: 3 }).map((lines) => lines.map((line) => line.map((point) => point.map(round))))
    expect(rounded).toEqual([[first, second]])
    expect(strokesAt(digits, { digit: 1, points: 1 })).toHaveLength(3)
    expect([0, 2].map((points) => penAt(digits[0]!, points).map(round))).toEqual([
      [0.5, 0.5],
      [1.5, 0.5],
    ])
  })
})

describe('ellipses', () => {
  // Weight, means, deviations, correlation of two components: one along x, one along a diagonal.
  const mixtures = Float32Array.of(0.7, 0.3, 0, unit, 0, 0, 0.2 * unit, unit, 0.1 * unit, unit, 0, 0.5)

  it('lie along the axes of their covariance', () => {
    const [level, slanted] = ellipsesAt({ mixtures, first: 2, frame }, 2, 2, [0.4, 0.6])
    expect(level).toMatchObject({ x: 0.4, y: 0.6, angle: 0 })
    expect([level!.radiusX, level!.radiusY]).toEqual([expect.closeTo(0.1, 5), expect.closeTo(0.05, 5)])
    expect(slanted).toMatchObject({ x: expect.closeTo(0.9, 5), angle: expect.closeTo(45, 5) })
    // Variances of the sum and the difference of two with a correlation of one half: 3/2 and 1/2.
    expect([slanted!.radiusX, slanted!.radiusY]).toEqual([
      expect.closeTo(side * Math.sqrt(1.5), 5),
      expect.closeTo(side * Math.sqrt(0.5), 5),
    ])
  })

  it('are none of points that the network did not write', () => {
    expect(ellipsesAt({ mixtures, first: 2, frame }, 1, 2, [0, 0])).toEqual([])
    expect(ellipsesAt({ mixtures, first: 2, frame }, 3, 2, [0, 0])).toEqual([])
  })
})

it('stands in a table point by point: where it is, what the pen does, and where it was expected', async () => {
  await loadMessages('en')
  // One Gaussian for each of the two points that the network wrote, to the right of the pen by half a side.
  const mixtures = Float32Array.from([1, unit / 2, 0, 1, 1, 0, 1, unit / 2, 0, 1, 1, 0])
  const digit = { sequence, frame, label: 7, first: 1, mixtures, pens: new Float32Array(6), signals: [] }
  const [messages, format] = [messagesFor('en'), formatFor('en')]
  const { head, rows } = pointsTable([digit], 1, messages, format)
  expect(head).toEqual(['Point', 'from the left', 'from the top', 'Pen', 'Expected most'])
  expect(rows).toEqual([
    ['1', '100%', '50%', 'goes on', 'drawn by hand'],
    ['2', '150%', '50%', 'is lifted', '125%, 50%'],
    ['3', '100%', '100%', 'is done', '175%, 50%'],
  ])
  expect(pointsTable([digit, digit], 1, messages, format).rows.map(([, which]) => which)).toEqual([
    ...Array(3).fill('1: 7'),
    ...Array(3).fill('2: 7'),
  ])
})

describe('the scale of a curve', () => {
  const moment = { epoch: 0, trainLoss: null, digits: [], bytes: new Uint8Array(0) }

  it('goes from the lowest to the highest value, also below 0', () => {
    const { ticks, place } = scaleOfCurve({ curve: [{ step: 1, loss: 4 }], moments: [{ ...moment, loss: -2 }] })
    expect(ticks).toEqual([-2, 0, 2, 4])
    expect([-2, 1, 4].map(place)).toEqual([0, 0.5, 1])
  })

  it('has room around values that are all alike, and where there are none', () => {
    expect(scaleOfCurve({ curve: [], moments: [{ ...moment, loss: 1 }] }).place(1)).toBeCloseTo(0.5)
    expect(scaleOfCurve({ curve: [], moments: [] }).place(0)).toBeCloseTo(0.5)
  })
})
