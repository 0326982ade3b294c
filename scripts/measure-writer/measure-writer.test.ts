import { describe, expect, it } from 'vitest'
import { joinSequences, Pen, POINT_VALUES, type PenSequences } from '../../src/core/sequences'
import { Random } from '../../src/core/random'
import type { Point } from '../../src/data/strokes'
import { bigram, linearGaussian, natsPerPoint } from './baselines'
import { distanceBetween, nearestDistances, quantile, shapeOf, spreads } from './shapes'

/** Each movement is half of the one before, turned a little, and noise of a known size. */
function drifting(count: number, seed: number, noise: number): PenSequences {
  const random = new Random(seed, 1)
  const drawings = Array.from({ length: count }, () => {
    const sequence = new Float32Array(8 * POINT_VALUES)
    let [x, y] = [random.normal(), random.normal()]
    for (let place = 0; place < 8; place++) {
      ;[x, y] = [0.5 * x - 0.2 * y + noise * random.normal(), 0.2 * x + 0.5 * y + noise * random.normal()]
      sequence.set([x, y, place === 7 ? Pen.end : Pen.down], place * POINT_VALUES)
    }
    return { label: 3, sequence }
  })
  return joinSequences('drifting', drawings)
}

describe('baselines', () => {
  it('a linear function learns what is linear, down to its noise', () => {
    const [learnt, unseen] = [drifting(400, 1, 0.1), drifting(200, 2, 0.1)]
    const nats = natsPerPoint(linearGaussian(learnt), unseen)
    // The entropy of the noise, log 2πe·0.01, for all points but the first, and of a pen that ends at one of eight points.
    const ideal = (7 / 8) * Math.log(2 * Math.PI * Math.E * 0.01) + 0.37
    expect(nats).toBeGreaterThan(ideal - 0.1)
    expect(nats).toBeLessThan(ideal + 0.8)
    expect(natsPerPoint(bigram(learnt), unseen)).toBeGreaterThan(nats)
  })

  it('bigrams know which movement follows which', () => {
    const turning = (count: number, seed: number): PenSequences => {
      const random = new Random(seed, 1)
      const directions: Point[] = [[1, 0], [0, 1], [-1, 0], [0, -1]] // prettier-ignore
      const drawings = Array.from({ length: count }, () => {
        const first = random.integer(4)
        const values = Array.from({ length: 12 }, (_, place) => {
          const [x, y] = directions[(first + place) % 4]!
          return [x + 0.05 * random.normal(), y + 0.05 * random.normal(), place === 11 ? Pen.end : Pen.down]
        })
        return { label: 0, sequence: Float32Array.from(values.flat()) }
      })
      return joinSequences('turning', drawings)
    }
    const nats = natsPerPoint(bigram(turning(400, 1)), turning(100, 2))
    expect(nats).toBeLessThan(-1.5)
  })
})

describe('shapes', () => {
  const line: Point[] = [[0, 0], [10, 0]] // prettier-ignore
  const corner: Point[] = [[0, 0], [10, 0], [10, 10]] // prettier-ignore

  it('do not depend on size, place and how the pen was sampled', () => {
    const fine = corner.flatMap(([x, y], index): Point[] =>
      index === 0
        ? [[x, y]]
        : [
            [(x + corner[index - 1]![0]) / 2, (y + corner[index - 1]![1]) / 2],
            [x, y],
          ],
    )
    const moved = fine.map(([x, y]): Point => [3 * x + 7, 3 * y - 2])
    expect(distanceBetween(shapeOf([corner]), shapeOf([moved]))).toBeLessThan(1e-6)
    expect(distanceBetween(shapeOf([corner]), shapeOf([line]))).toBeGreaterThan(0.2)
    expect(shapeOf([[[5, 5]]]).every((value) => value === 0)).toBe(true)
  })

  it('are near to themselves, in their class', () => {
    const [a, b] = [
      { label: 1, shape: shapeOf([corner]) },
      { label: 1, shape: shapeOf([line]) },
    ]
    expect(nearestDistances([a, b], [a, b])).toEqual([0, 0])
    expect(nearestDistances([a], [{ ...a, label: 2 }])).toEqual([Infinity])
    expect(spreads([a, b], 10).get(1)).toBe(distanceBetween(a.shape, b.shape))
    expect([0, 0.5, 1].map((share) => quantile([1, 2, 3], share))).toEqual([1, 2, 3])
  })
})
