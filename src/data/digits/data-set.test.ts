import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sliceExamples } from '../../core/images'
import { CLASS_COUNT, IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import type { LabelledImages } from '../../core/images'
import { hasMnist, loadMnistFile } from '../../testing/fixtures'
import { builtInDigits, builtInDigitsAsync } from './data-set'

function bytesOf({ images }: LabelledImages, index: number): string {
  return images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS).join()
}

/** Mean and deviation of all pixels, in 0…1. */
function inkOf({ images }: LabelledImages): { mean: number; deviation: number } {
  let sum = 0
  let squares = 0
  for (const grey of images) {
    sum += grey / 255
    squares += (grey / 255) ** 2
  }
  const mean = sum / images.length
  return { mean, deviation: Math.sqrt(squares / images.length - mean * mean) }
}

/** Width of the strokes in pixels: a line of width w has two edges, so its ink is w/2 times the total variation. Mean over images. */
function strokeWidthOf({ images, labels }: LabelledImages): number {
  let sum = 0
  for (let index = 0; index < labels.length; index++) {
    let ink = 0
    let variation = 0
    for (let pixel = index * IMAGE_PIXELS + IMAGE_SIDE + 1; pixel < (index + 1) * IMAGE_PIXELS; pixel++) {
      ink += images[pixel]!
      variation += Math.hypot(images[pixel]! - images[pixel - 1]!, images[pixel]! - images[pixel - IMAGE_SIDE]!)
    }
    sum += (2 * ink) / variation
  }
  return sum / labels.length
}

describe('builtInDigits', () => {
  const { train, test } = builtInDigits({ train: 1200, test: 100, seed: 1 })

  it('holds every class equally often, in no regular order', () => {
    for (let label = 0; label < CLASS_COUNT; label++) expect(train.labels.filter((other) => other === label)).toHaveLength(120)
    expect(train.labels.slice(0, 10)).not.toEqual(train.labels.slice(10, 20))
  })

  it('never shows the same picture twice', () => {
    const pictures = [train, test].flatMap((set) => Array.from(set.labels, (_, index) => bytesOf(set, index)))
    expect(new Set(pictures).size).toBe(1300)
  })

  it('makes the same digits of the same seed, however many are asked for', () => {
    const fewer = builtInDigits({ train: 37, test: 11, seed: 1 })
    expect(fewer.train).toEqual(sliceExamples(train, 0, 37))
    expect(fewer.test).toEqual(sliceExamples(test, 0, 11))
    expect(builtInDigits({ train: 37, test: 0, seed: 2 }).train.images).not.toEqual(fewer.train.images)
  })

  it('makes them just so in slices, and says how far it is', async () => {
    const heard: number[] = []
    const sets = await builtInDigitsAsync({ train: 600, test: 100, seed: 1 }, (done, total) => {
      expect(total).toBe(700)
      heard.push(done)
    })
    expect(sets.train).toEqual(sliceExamples(train, 0, 600))
    expect(sets.test).toEqual(test)
    expect(heard.at(-1)).toBe(700)
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  })

  it('lets the thread answer in between', async () => {
    let answered = false
    setTimeout(() => (answered = true))
    let answeredAt: number | null = null
    await builtInDigitsAsync({ train: 3000, test: 0, seed: 1 }, (done) => {
      if (answered) answeredAt ??= done
    })
    expect(answeredAt).toBeLessThan(3000)
  })

  it('has as much ink, and lines as wide, as MNIST', () => {
    // Of MNIST's 60,000 training images: pixels 0.1307 ± 0.3081; stroke width, measured the same way, 2.45 on average.
    const { mean, deviation } = inkOf(train)
    expect(mean / 0.1307).toBeCloseTo(1, 1)
    expect(deviation / 0.3081).toBeCloseTo(1, 1)
    expect(strokeWidthOf(train) / 2.45).toBeCloseTo(1, 1)
  })
})

describe.skipIf(!hasMnist)('built-in digits and MNIST', () => {
  it('2,000 of them say of most of 200 MNIST images what they are, by the nearest neighbour', async () => {
    const images = gunzipSync(await loadMnistFile('t10k-images-idx3-ubyte.gz')).subarray(16, 16 + 200 * IMAGE_PIXELS)
    const labels = gunzipSync(await loadMnistFile('t10k-labels-idx1-ubyte.gz')).subarray(8, 8 + 200)
    const { train } = builtInDigits({ train: 2000, test: 0, seed: 1 })
    const correct = labels.filter((label, index) => nearestLabel(train, images.subarray(index * IMAGE_PIXELS)) === label).length
    expect(correct / 200).toBeGreaterThan(0.8)
  })
})

/** Label of the example with the least squared distance to an image. */
function nearestLabel({ images, labels }: LabelledImages, image: Uint8Array): number {
  let nearest = -1
  let least = Infinity
  for (let index = 0; index < labels.length; index++) {
    let distance = 0
    for (let pixel = 0; pixel < IMAGE_PIXELS && distance < least; pixel++) {
      const difference = images[index * IMAGE_PIXELS + pixel]! - image[pixel]!
      distance += difference * difference
    }
    if (distance >= least) continue
    least = distance
    nearest = labels[index]!
  }
  return nearest
}
