import { describe, expect, it } from 'vitest'
import type { LabelledImages } from '../core/images'
import { IMAGE_PIXELS } from '../testing/digits'
import { pictureFromStrokes } from './drawing'
import { parsePenDigits } from './pen-digits'
import { PEN_DIGITS_JSON } from './pen-digits.fixture'
import { penPlainSet, penTrainingSet } from './pen-digits-pictures'
import type { Point } from './strokes'

const digits = parsePenDigits(PEN_DIGITS_JSON)

function pictures({ images, labels }: LabelledImages): string[] {
  return Array.from(labels, (_, index) => images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS).join())
}

function ink(set: LabelledImages): number[] {
  return Array.from(set.labels, (_, index) =>
    set.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS).reduce((sum, level) => sum + level, 0),
  )
}

describe('penTrainingSet', () => {
  const set = penTrainingSet('Made digits', digits, { copies: 5, seed: 1 })

  it('holds every digit as often as asked for, never in the same picture', () => {
    for (const { label } of digits) expect(set.labels.filter((other) => other === label)).toHaveLength(5)
    expect(new Set(pictures(set)).size).toBe(20)
  })

  it('is a function of the seed', () => {
    expect(penTrainingSet('Made digits', digits, { copies: 5, seed: 1 })).toEqual(set)
    expect(penTrainingSet('Made digits', digits, { copies: 5, seed: 2 }).images).not.toEqual(set.images)
  })

  it('writes with thin pens and thick ones', () => {
    const ones = ink(penTrainingSet('Made digits', digits.slice(0, 1), { copies: 40, seed: 3 }))
    expect(Math.max(...ones) / Math.min(...ones)).toBeGreaterThan(1.3)
  })

  it('is empty where there is nothing to write', () => {
    expect(penTrainingSet('Made digits', [], { copies: 3, seed: 1 }).labels).toHaveLength(0)
  })
})

describe('penPlainSet', () => {
  it('shows each digit once, in its place, as the pad makes it', () => {
    const set = penPlainSet('Made digits', digits)
    expect(set.name).toBe('Made digits')
    expect([...set.labels]).toEqual([1, 7, 0, 4])
    // A one as high as 0.6 of the pad, in its middle, with the middle pen.
    const points: Point[] = [0.2, 0.5, 0.8].map((y) => [0.5, y])
    const expected = pictureFromStrokes([{ points, width: 0.07 }]).map((level) => Math.round(255 * level))
    expect([...set.images.subarray(0, IMAGE_PIXELS)]).toEqual([...expected])
  })

  it('makes a dot of a dot', () => {
    const dot = { label: 1, writer: 1, lines: [[[0.5, 0.5]] as const] }
    const [sum = 0] = ink(penPlainSet('Dot', [dot]))
    expect(sum).toBeGreaterThan(0)
  })
})
