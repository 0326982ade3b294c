import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../src/testing/digits'
import { builtInDigits } from '../src/data/digits'
import { oneHot, packDigits, TrainingDigits, unpackDigits } from './digits'

const { train } = builtInDigits({ train: 24, test: 1, seed: 1 })

describe('TrainingDigits', () => {
  const digits = new TrainingDigits(train, 8, 5)

  it('shows every digit once per epoch, each with its own label', () => {
    const seen = [0, 1, 2].flatMap((step) => {
      const { images, labels } = digits.batchOf(step)
      return Array.from(labels, (label, place) => {
        const picture = Array.from(images.subarray(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS), (value) => Math.round(value * 255))
        const index = Array.from(train.labels).findIndex(
          (_, example) => picture.join() === train.images.subarray(example * IMAGE_PIXELS, (example + 1) * IMAGE_PIXELS).join(),
        )
        expect(train.labels[index]).toBe(label)
        return index
      })
    })
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index))
  })

  it('draws another order in the next epoch', () => {
    expect(digits.batchOf(3).images).not.toEqual(digits.batchOf(0).images)
  })

  it('refuses a set with a broken last batch', () => {
    expect(() => new TrainingDigits(train, 7, 1)).toThrow('24 digits: expected a multiple of the batch, 7')
  })
})

describe('oneHot', () => {
  it('has a one at the class', () => {
    expect(oneHot(Uint8Array.of(2, 0), 3)).toEqual(Float32Array.of(0, 0, 1, 1, 0, 0))
  })
})

describe('packed digits', () => {
  it('come back as they were', () => {
    const { images, labels } = unpackDigits(packDigits(train))
    expect(Buffer.compare(images, train.images)).toBe(0)
    expect(Buffer.compare(labels, train.labels)).toBe(0)
  })

  it('are refused when cut', () => {
    expect(() => unpackDigits(new Uint8Array(100))).toThrow(RangeError)
  })
})
