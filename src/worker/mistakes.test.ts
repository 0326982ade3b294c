import { describe, expect, test } from 'vitest'
import type { LabelledImages } from '../core/images'
import { CLASS_COUNT, IMAGE_PIXELS } from '../testing/digits'
import { findMistakes } from './mistakes'

const set: LabelledImages = {
  name: 'Test',
  images: Uint8Array.from({ length: 5 * IMAGE_PIXELS }, (_, byte) => Math.floor(byte / IMAGE_PIXELS) * 51),
  labels: Uint8Array.of(0, 1, 2, 3, 4),
}

/** Answers with twice the example's number, which the grey of its picture tells; so only 0 is right. */
async function predict(images: Float32Array): Promise<Float32Array> {
  const count = images.length / IMAGE_PIXELS
  const probabilities = new Float32Array(count * CLASS_COUNT).fill(0.02)
  for (let example = 0; example < count; example++) {
    probabilities[example * CLASS_COUNT + 2 * Math.round(images[example * IMAGE_PIXELS]! * 5)] = 0.82
  }
  return probabilities
}

describe('findMistakes', () => {
  test('picks out what is answered wrongly, with its picture', async () => {
    const { mistakes, ...rest } = await findMistakes(predict, set, { from: 0, count: 3 })
    expect(rest).toEqual({ set: 'Test', total: 5, next: 3 })
    expect(mistakes.map(({ index, label, answer }) => [index, label, answer])).toEqual([
      [1, 1, 2],
      [2, 2, 4],
    ])
    expect(mistakes[0]?.probability).toBeCloseTo(0.82)
    expect(mistakes[1]?.image).toEqual(new Float32Array(IMAGE_PIXELS).fill(102 / 255))
  })

  test('goes on to the end of the set and no further', async () => {
    const rest = await findMistakes(predict, set, { from: 3, count: 100 })
    expect(rest.next).toBe(5)
    expect(rest.mistakes.map(({ index }) => index)).toEqual([3, 4])
    expect(await findMistakes(predict, set, { from: 9, count: 5 })).toEqual({ set: 'Test', total: 5, next: 9, mistakes: [] })
  })
})
