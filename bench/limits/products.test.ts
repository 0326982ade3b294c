import { describe, expect, it } from 'vitest'
import { describeModel } from '../../src/nn/index'
import { BATCH, SPEC } from '../contender'
import { operationsOf, productsOf } from './products'

describe('the products of a training step of the keras preset', () => {
  const products = productsOf(describeModel(SPEC), BATCH)
  const kinds = (parameter: string) =>
    products.filter((product) => product.parameter === parameter).map(({ kind, rows }) => `${kind} ${rows}`)

  it('are 1.33 GFLOP at batch 64', () => {
    const rows = 26 * 64
    const lstms = 3 * rows * (32 * 512 + 128 * 512 + 128 * 256 + 64 * 256)
    expect(operationsOf(products)).toBe(2 * (2 * rows * 84 * 32 + lstms + 3 * 64 * 64 * 10))
  })

  it('have one product of all timesteps for inputs and gradients of weights, and one per timestep for the state', () => {
    expect(kinds('lstm/kernel')).toEqual(['forward 1664', 'kernelGradient 1664', 'inputGradient 1664'])
    expect(kinds('lstm/recurrent_kernel')).toEqual([
      ...Array.from({ length: 26 }, () => 'forward 64'),
      ...Array.from({ length: 26 }, () => 'inputGradient 64'),
      'kernelGradient 1664',
    ])
    expect(kinds('dense/kernel')).toEqual(['forward 64', 'kernelGradient 64', 'inputGradient 64'])
  })

  it('take no gradient of the pictures', () => {
    expect(kinds('conv1d/kernel')).toEqual(['forward 1664', 'kernelGradient 1664'])
    expect(products.find(({ parameter }) => parameter === 'conv1d/kernel')).toMatchObject({ inputs: 84, outputs: 32 })
  })

  it('go back through time in the opposite order', () => {
    const steps = products.filter(({ parameter, kind }) => parameter === 'lstm_1/recurrent_kernel' && kind === 'inputGradient')
    expect(steps.map(({ t }) => t)).toEqual(Array.from({ length: 26 }, (_, index) => 25 - index))
  })
})
