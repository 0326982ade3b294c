import { describe, expect, it } from 'vitest'
import { plainDrawing, SampleBook, sampleDrawing } from './samples'

describe('samples', () => {
  it('begin with a plain digit and then go through all ten', () => {
    expect(sampleDrawing(0, 1)).toEqual(plainDrawing(3))
    const labels = Array.from({ length: 10 }, (_, count) => sampleDrawing(count, 1).label)
    expect(new Set(labels).size).toBe(10)
  })

  it('repeat with their seed and differ from round to round', () => {
    expect(sampleDrawing(4, 7)).toEqual(sampleDrawing(4, 7))
    expect(sampleDrawing(14, 7).label).toBe(sampleDrawing(4, 7).label)
    expect(sampleDrawing(14, 7).strokes).not.toEqual(sampleDrawing(4, 7).strokes)
  })

  it('are drawn with pens that suit the pad', () => {
    for (let count = 1; count < 60; count++) {
      for (const { width } of sampleDrawing(count, 1).strokes) {
        expect(width).toBeGreaterThanOrEqual(0.045)
        expect(width).toBeLessThanOrEqual(0.08)
      }
    }
  })

  it('of one class come in a plain hand first, then never the same twice', () => {
    const book = new SampleBook(5)
    const fives = Array.from({ length: 4 }, () => book.nextOf(5))
    expect(fives[0]).toEqual(plainDrawing(5))
    expect(fives.every(({ label }) => label === 5)).toBe(true)
    expect(new Set(fives.map(({ strokes }) => JSON.stringify(strokes))).size).toBe(4)
    expect(book.next()).toEqual(sampleDrawing(0, 5))
    expect(book.next()).toEqual(sampleDrawing(1, 5))
  })
})
