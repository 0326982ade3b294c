import { describe, expect, it } from 'vitest'
import { hasVectors } from '../../../testing/fixtures'
import { loadVector } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from './float64'

describe('softmax', () => {
  it('is exact for scores of any size', () => {
    const scores = Float64Array.of(1000, 1000, -1e308, -1000, 0, 1e308)
    const probabilities = new Float64Array(6)
    float64Primitives.softmax(probabilities, scores, 2, 3)
    expect([...probabilities]).toEqual([0.5, 0.5, 0, 0, 0, 1])
  })

  it('makes a row with NaN all NaN and leaves the others alone', () => {
    const probabilities = new Float64Array(4)
    float64Primitives.softmax(probabilities, Float64Array.of(2, Number.NaN, 3, 3), 2, 2)
    expect([...probabilities]).toEqual([Number.NaN, Number.NaN, 0.5, 0.5])
  })

  describe.skipIf(!hasVectors)('as TensorFlow.js publishes it', () => {
    it.each(['regular', 'overflow', 'underflow', 'odd', 'huge'])('%s', async (name) => {
      const vector = await loadVector('tfjs_conv_softmax_loss.json', `tfjs/softmax/${name}`)
      const scores = vector.numbers('x')
      const probabilities = new Float64Array(scores.length)
      float64Primitives.softmax(probabilities, scores, 1, scores.length)
      expectClose(probabilities, vector.numbers('expected'), tolerances.float32Stored, name)
    })
  })
})

describe('rows', () => {
  it('fills every row', () => {
    const matrix = new Float64Array(6)
    float64Primitives.fillRows(matrix, Float64Array.of(1, 2, 3), 2)
    expect([...matrix]).toEqual([1, 2, 3, 1, 2, 3])
  })

  it('adds the rows to sums that are there', () => {
    const sums = Float64Array.of(10, 20)
    float64Primitives.addRowSums(sums, Float64Array.of(1, 2, 3, 4, 5, 6), 3)
    expect([...sums]).toEqual([19, 32])
  })
})

it('keeps gates and states finite for any sum', () => {
  const cells = {
    gates: Float64Array.of(-1e4, 1e4, -1e4, 1e4),
    cBefore: Float64Array.of(0.5),
    c: new Float64Array(1),
    tanhC: new Float64Array(1),
    h: new Float64Array(1),
  }
  float64Primitives.lstmForward(cells, 1, 1)
  expect([...cells.gates]).toEqual([0, 1, -1, 1])
  expect([cells.c[0], cells.h[0]]).toEqual([0.5, Math.tanh(0.5)])
})
