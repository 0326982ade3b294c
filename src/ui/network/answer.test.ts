import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../core/tensor'
import { answerAt, settleStep } from './answer'

function beliefOf(...rows: number[][]): Tensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: Float32Array.from(rows.flat()) }
}

describe('answerAt', () => {
  it('names the most probable class of the step', () => {
    const belief = beliefOf([0.1, 0.2, 0.7], [0.25, 0.5, 0.25])
    expect(answerAt(belief, 0).digit).toBe(2)
    expect(answerAt(belief, 1)).toEqual({ digit: 1, probability: 0.5 })
  })

  it('takes the lower class of equals', () => {
    expect(answerAt(beliefOf([0.25, 0.5, 0.5]), 0).digit).toBe(1)
  })
})

describe('settleStep', () => {
  it('finds the first step of the last unbroken run of the final answer', () => {
    expect(settleStep(beliefOf([0, 1], [1, 0], [0, 1], [0, 1]))).toBe(2)
  })

  it('is 0 when the answer never changed', () => {
    expect(settleStep(beliefOf([0, 1], [0, 1]))).toBe(0)
  })

  it('is the last step when the answer changed at the end', () => {
    expect(settleStep(beliefOf([0, 1], [0, 1], [1, 0]))).toBe(2)
  })
})
