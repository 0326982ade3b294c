import { describe, expect, it } from 'vitest'
import { Random, Stream } from '../../core/random'
import { generateDigit, plainDigit } from './generate'
import { HANDS } from './hands'
import type { KnotLine } from './path'
import { parsePath } from './path'

const LABELS = HANDS.map((_, label) => label)

/** Number of knots and places of the corners of every line: what all forms of a hand have in common. */
function structure(form: readonly KnotLine[]): string {
  return form.map((line) => line.map(({ sharp }) => (sharp ? '!' : '.')).join('')).join('|')
}

describe('hands', () => {
  it.each(LABELS)('%i has several ways of writing it', (label) => {
    const hands = HANDS[label]!
    expect(hands.length).toBeGreaterThanOrEqual(3)
    expect(new Set(hands.map(({ name }) => name)).size).toBe(hands.length)
  })

  it.each(HANDS.flatMap((hands, label) => hands.map((hand) => ({ label, ...hand }))))(
    '$label, $name: forms that mix',
    ({ weight, parts }) => {
      expect(weight).toBeGreaterThan(0)
      for (const { forms } of parts) expect(new Set(forms.map(structure)).size).toBe(1)
      expect(parts[0]?.goesOn).toBe(false)
    },
  )

  it('names a word that is not a knot', () => {
    expect(() => parsePath('1,2 3;4')).toThrow(new SyntaxError('A knot is written "x,y" or "x,y!", not "3;4"'))
  })
})

describe('generateDigit', () => {
  it.each(LABELS)('writes %i on the pad, in lines of modest length', (label) => {
    for (let index = 0; index < 200; index++) {
      const strokes = generateDigit(label, new Random(3, Stream.digits, index))
      expect(strokes.length).toBeGreaterThanOrEqual(1)
      expect(strokes.length).toBeLessThanOrEqual(2)
      for (const { points, width } of strokes) {
        expect(width).toBeGreaterThan(0)
        expect(points.length).toBeLessThanOrEqual(100)
        for (const [x, y] of points) expect(Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5))).toBeLessThan(0.5)
      }
    }
  })

  it('is a function of the random numbers alone', () => {
    const write = (seed: number) => generateDigit(4, new Random(seed, Stream.digits))
    expect(write(7)).toEqual(write(7))
    expect(write(7)).not.toEqual(write(8))
  })

  it('refuses what is no digit', () => {
    expect(() => generateDigit(10, new Random(1, Stream.digits))).toThrow(new RangeError('label: expected a digit 0…9, got 10'))
    expect(() => plainDigit(-1)).toThrow(RangeError)
  })
})

describe('plainDigit', () => {
  it.each(LABELS)('writes %i neatly, in every hand', (label) => {
    const hands = HANDS[label]!
    for (let variant = 0; variant < hands.length; variant++) {
      const strokes = plainDigit(label, variant)
      const ys = strokes.flatMap(({ points }) => points.map(([, y]) => y))
      const begun = hands[variant]!.parts.filter(({ goesOn }) => !goesOn)
      expect(strokes.length).toBe(begun.reduce((sum, { forms }) => sum + forms[0]!.length, 0))
      expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(0.7 - strokes[0]!.width, 1)
      expect(plainDigit(label, variant + hands.length)).toEqual(strokes)
    }
  })

  it.each([
    [0, ['oval', 'slashed', 'open']],
    [1, ['stick', 'flag', 'long flag and foot']],
    [2, ['corner', 'loop', 'round foot']],
    [3, ['round', 'flat top', 'looped']],
    [4, ['open', 'closed', 'lightning', 'cup']],
    [5, ['bar first', 'bar last', 'snake']],
    [6, ['curl', 'from the bowl']],
    [7, ['plain', 'serif', 'hooked', 'barred', 'serif and bar', 'hook and bar']],
    [8, ['crossing', 'other way round', 'two rings']],
    [9, ['straight', 'curved', 'hooked like a g']],
  ])('knows the ways to write %i that people name', (label, names) => {
    expect(HANDS[label]!.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  })
})
