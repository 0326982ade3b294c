import { describe, expect, it } from 'vitest'
import { describeModel } from '../../src/nn/spec/describe'
import { BASE, operationsIn, pointsOf, specOf, SWEEPS } from './points'

describe('the operations of a training step', () => {
  it('of one LSTM are those of its products, counted by hand', () => {
    const [T, B, F, H, C] = [28, 64, 28, 128, 10]
    // Forward and gradients of the weights; no gradient of the pictures.
    const input = 2 * T * B * F * 4 * H
    // Forward and back without the state that is zero; gradients of the weights over all timesteps.
    const recurrent = 2 * (T - 1) * B * H * 4 * H + T * B * H * 4 * H
    const dense = 3 * B * H * C
    expect(operationsIn(BASE)).toBe(2 * (input + recurrent + dense))
  })

  it('of a second LSTM take the gradient of its input too', () => {
    const [T, B, H] = [28, 64, 128]
    const second = 3 * T * B * H * 4 * H + 2 * (T - 1) * B * H * 4 * H + T * B * H * 4 * H
    expect(operationsIn({ ...BASE, layers: 2 }) - operationsIn(BASE)).toBe(2 * second)
  })

  it('grow with the batch evenly, and have nothing to do with threads', () => {
    expect(operationsIn({ ...BASE, batch: 128 })).toBe(2 * operationsIn(BASE))
    expect(operationsIn({ ...BASE, threads: 4 })).toBe(operationsIn(BASE))
  })
})

describe('the points of a sweep', () => {
  const options = { isQuick: false, threads: 3 }

  it.each(SWEEPS)('of %s change nothing else, and rise', (sweep) => {
    for (const isQuick of [false, true]) {
      const points = pointsOf(sweep, { ...options, isQuick })
      const values = points.map((point) => point[sweep])
      expect(values.length).toBeGreaterThan(1)
      expect(values).toEqual([...new Set(values)].toSorted((a, b) => a - b))
      for (const point of points) expect({ ...point, [sweep]: BASE[sweep] }).toEqual(BASE)
    }
  })

  it.each(SWEEPS)('of %s are networks that can be made, with the timesteps and layers that were asked for', (sweep) => {
    for (const point of pointsOf(sweep, options)) {
      const { layers } = describeModel(specOf(point))
      expect(layers[0]!.input[0]).toBe(point.timesteps)
      expect(layers).toHaveLength(point.layers + 1)
    }
  })

  it('go from 16 to 1,024 units, from 1 to 1,024 examples, from 7 to 784 timesteps, and up to all threads', () => {
    const ends = SWEEPS.map((sweep) => pointsOf(sweep, options).map((point) => point[sweep]))
    expect(ends.map((values) => [values[0], values.at(-1)])).toEqual([
      [16, 1024],
      [1, 1024],
      [7, 784],
      [1, 4],
      [1, 3],
    ])
  })

  it('have no sequence that no picture gives', () => {
    expect(() => specOf({ ...BASE, timesteps: 500 })).toThrow(RangeError)
  })
})
