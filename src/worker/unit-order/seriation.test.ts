import { describe, expect, test } from 'vitest'
import { Random } from '../../core/random'
import { seriate } from './seriation'

/** Distances between points on a line. */
function onLine(places: readonly number[]): Float64Array {
  return Float64Array.from({ length: places.length ** 2 }, (_, index) =>
    Math.abs(places[Math.floor(index / places.length)]! - places[index % places.length]!),
  )
}

/** Sum of the distances between neighbours. */
function length(distances: Float64Array, order: readonly number[]): number {
  return order.slice(1).reduce((sum, unit, index) => sum + distances[order[index]! * order.length + unit]!, 0)
}

describe('seriate', () => {
  test('puts points of a line in their order, from the end with the lower number', () => {
    expect(seriate(onLine([5, 1, 9, 3, 7.5]), 5)).toEqual([1, 3, 0, 4, 2])
    expect(seriate(onLine([9, 5, 1]), 3)).toEqual([0, 1, 2])
  })

  test('keeps groups together', () => {
    const random = new Random(7, 1)
    const groups = Array.from({ length: 60 }, () => random.integer(4))
    const places = groups.map((group) => 100 * group + random.uniform())
    const order = seriate(onLine(places), 60)
    expect(new Set(order).size).toBe(60)
    const seen = order.map((unit) => groups[unit]!)
    expect(seen.filter((group, at) => group !== seen[at - 1])).toHaveLength(4)
  })

  test('brings neighbours nearer than any own order, the same every time', () => {
    const random = new Random(3, 2)
    const count = 40
    const points = Array.from({ length: count }, () => Array.from({ length: 5 }, () => random.uniform()))
    const distances = Float64Array.from({ length: count * count }, (_, index) => {
      const [a, b] = [points[Math.floor(index / count)]!, points[index % count]!]
      return Math.hypot(...a.map((value, at) => value - b[at]!))
    })
    const order = seriate(distances, count)
    const own = Array.from({ length: count }, (_, unit) => unit)
    expect(order.toSorted((a, b) => a - b)).toEqual(own)
    expect(length(distances, order)).toBeLessThan(0.7 * length(distances, own))
    expect(seriate(distances, count)).toEqual(order)
  })

  test('of one unit or none', () => {
    expect(seriate(Float64Array.of(0), 1)).toEqual([0])
    expect(seriate(new Float64Array(0), 0)).toEqual([])
  })
})
