import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../core/decode'
import { SpecError } from '../../core/errors'
import { Random } from '../../core/random'
import { hasVectors } from '../../testing/fixtures'
import { expectGradients } from '../../testing/gradient-check'
import { loadVector } from '../../testing/published'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import type { LossSpec } from '../engine'
import { decodeLoss } from '../spec/losses'
import { createCpuLoss } from './cpu-registry'

const specs: readonly LossSpec[] = [
  { type: 'categoricalCrossentropy' },
  { type: 'categoricalCrossentropy', labelSmoothing: 0.1 },
  { type: 'meanSquaredError' },
]

describe.each(specs)('%o', (spec) => {
  const loss = createCpuLoss(spec)

  it.each([
    [1, 10],
    [3, 10],
    [5, 2],
  ])('has the gradient that central differences give, batch %d of %d classes', (batch, classes) => {
    const random = new Random(4, batch * classes)
    const scores = Float64Array.from({ length: batch * classes }, () => random.normal(0, 3))
    const labels = Uint8Array.from({ length: batch }, () => random.integer(classes))
    const dScores = new Float64Array(scores.length)
    loss(scores, labels, classes, { values: dScores, scale: 1 / batch })
    const mean = () => loss(scores, labels, classes, null) / batch
    expectGradients(mean, [{ name: 'scores', values: scores, gradient: dScores }])
  })
})

describe('categorical cross-entropy', () => {
  const loss = createCpuLoss({ type: 'categoricalCrossentropy' })

  it('is log 10 for a guess among ten', () => {
    expectCloseNumber(loss(new Float64Array(10), Uint8Array.of(3), 10, null), Math.log(10), tolerances.float64, 'loss')
  })

  it('stays finite for scores of any size', () => {
    const scores = Float64Array.of(1e6, -1e6, 1e6, -1e6)
    const dScores = new Float64Array(4)
    expect(loss(scores, Uint8Array.of(0, 1), 2, { values: dScores, scale: 1 })).toBe(2e6)
    expect([...dScores]).toEqual([0, 0, 1, -1])
  })

  it('lets NaN through, so that a run can see it', () => {
    expect(loss(Float64Array.of(0, Number.NaN), Uint8Array.of(0), 2, null)).toBeNaN()
  })

  /**
   * Of `keras_losses_dense_dropout.json`: weights of examples do not exist in this project, so the weighted means are taken here; and
   * truth and prediction cannot be of different shape (`keras/cce/shape_mismatch`).
   */
  describe.skipIf(!hasVectors)('as Keras publishes it', () => {
    /** Losses of the rows, each of its own class. */
    const lossesOf = (rows: Float64Array) => [0, 1, 2].map((row) => loss(rows.subarray(3 * row, 3 * row + 3), Uint8Array.of(row), 3, null))

    it.each(['logits', 'logits/weight2.3', 'logits/sample_weight', 'probs', 'probs/weight2.3', 'probs/sample_weight'])(
      'has the mean of keras/cce/%s',
      async (name) => {
        const vector = await loadVector('keras_losses_dense_dropout.json', `keras/cce/${name}`)
        const given = vector.numbers('y_pred')
        // The logarithms of probabilities are scores, and softmax divides by their sum as Keras does with probabilities.
        const losses = lossesOf(name.startsWith('probs') ? given.map(Math.log) : given)
        const weights = name.includes('weight') ? vector.numbers('config', 'sample_weight') : [1]
        const mean = losses.reduce((sum, value, row) => sum + value * (weights[row] ?? weights[0]!), 0) / 3
        // Published with four decimals, one of them rounded: the file says how near it is.
        expectCloseNumber(mean, vector.number('expected'), { atol: vector.number('oracle', 'tolerance_used'), rtol: 0 }, 'mean loss')
      },
    )

    it('has each row of keras/cce/logits/none', async () => {
      const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/cce/logits/none')
      expectClose(lossesOf(vector.numbers('y_pred')), vector.numbers('expected'), tolerances.float32Stored, 'losses')
    })

    it('smooths as keras/cce/label_smoothing', async () => {
      const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/cce/label_smoothing')
      const smooth = createCpuLoss({ type: 'categoricalCrossentropy', labelSmoothing: vector.number('config', 'label_smoothing') })
      const value = smooth(vector.numbers('y_pred'), Uint8Array.of(0), 3, null)
      expectCloseNumber(value, vector.number('expected'), tolerances.float64, 'loss')
    })

    it('has the losses of tfjs/sparse_cce, whose logarithms are scores', async () => {
      const vector = await loadVector('tfjs_conv_softmax_loss.json', 'tfjs/sparse_cce')
      const losses = [...vector.numbers('y_true')].map((label, row) => {
        return loss(vector.numbers('y_pred', row).map(Math.log), Uint8Array.of(label), 3, null)
      })
      expectClose(losses, vector.numbers('expected'), tolerances.float32Stored, 'losses')
    })
  })
})

/**
 * Keras's `keras/mse/…` vectors compare numbers that are no probabilities with truths that are no classes; ours reads only what
 * softmax gives. They are left out, and the formula is held against the mean over classes written down here.
 */
describe('mean squared error', () => {
  const loss = createCpuLoss({ type: 'meanSquaredError' })

  it('is the mean over classes of the squared differences from the right probabilities', () => {
    const probabilities = [0.7, 0.2, 0.1]
    const scores = Float64Array.from(probabilities, Math.log)
    const expected = (0.7 ** 2 + (0.2 - 1) ** 2 + 0.1 ** 2) / 3
    expectCloseNumber(loss(scores, Uint8Array.of(1), 3, null), expected, tolerances.float64, 'loss')
    expectCloseNumber(loss(new Float64Array(10), Uint8Array.of(3), 10, null), 0.09, tolerances.float64, 'loss of a guess')
  })

  it('stays finite for scores of any size, and lets NaN through', () => {
    const dScores = new Float64Array(4)
    expect(loss(Float64Array.of(1e6, -1e6, 1e6, -1e6), Uint8Array.of(0, 1), 2, { values: dScores, scale: 1 })).toBe(1)
    expect(dScores.every(Number.isFinite)).toBe(true)
    expect(loss(Float64Array.of(0, Number.NaN), Uint8Array.of(0), 2, null)).toBeNaN()
  })
})

it('takes losses from outside, and refuses what makes none', () => {
  expect(decodeLoss({ type: 'categoricalCrossentropy' }, 'loss')).toEqual({ type: 'categoricalCrossentropy', labelSmoothing: 0 })
  expect(() => decodeLoss({ type: 'hinge' }, 'loss')).toThrow(DecodeError)
  for (const wrong of [{ labelSmoothing: 1 }, { labelSmoothing: -0.1 }, { sharpness: 1 }]) {
    expect(() => decodeLoss({ type: 'categoricalCrossentropy', ...wrong }, 'loss')).toThrow(SpecError)
  }
})
