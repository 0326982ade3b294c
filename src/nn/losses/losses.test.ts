import { describe, expect, it } from 'vitest'
import { Random } from '../../core/random'
import { hasVectors } from '../../testing/fixtures'
import { expectGradients } from '../../testing/gradient-check'
import { loadVector } from '../../testing/published'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import type { LossKind } from './definition'
import { cpuLosses } from './cpu-registry'
import { lossDefinitions } from './registry'

const kinds = Object.values(lossDefinitions).map(({ type }): LossKind => type)

describe.each(kinds)('%s', (kind) => {
  const loss = cpuLosses[kind]

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
  const loss = cpuLosses.categoricalCrossentropy

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

  describe.skipIf(!hasVectors)('as Keras publishes it, from logits', () => {
    it('has the mean of keras/cce/logits', async () => {
      const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/cce/logits')
      const total = loss(vector.numbers('y_pred'), Uint8Array.of(0, 1, 2), 3, null)
      // Published with four decimals, one of them rounded: the file says how near it is.
      const atol = vector.number('oracle', 'tolerance_used')
      expectCloseNumber(total / 3, vector.number('expected'), { atol, rtol: 0 }, 'mean loss')
    })

    it('has each row of keras/cce/logits/none', async () => {
      const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/cce/logits/none')
      const losses = [0, 1, 2].map((row) => loss(vector.numbers('y_pred', row), Uint8Array.of(row), 3, null))
      expectClose(losses, vector.numbers('expected'), tolerances.float32Stored, 'losses')
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
