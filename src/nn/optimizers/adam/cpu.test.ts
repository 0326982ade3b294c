import { describe, expect, it } from 'vitest'
import { ShapeError, SpecError } from '../../../core/errors'
import { hasVectors } from '../../../testing/fixtures'
import { loadVector } from '../../../testing/published'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from '../../cpu/float64'
import { ParameterSet } from '../../cpu/parameter-set'
import type { OptimizerState } from '../../engine'
import type { DescribedParameter } from '../../spec/describe'
import { CpuAdam } from './cpu'
import { adamDefaults, adamRate, type AdamSpec } from './spec'

function weights(length: number): readonly DescribedParameter[] {
  return [{ name: 'layer/w', tensor: 'w', layer: 'layer', shape: [length], initializer: 'zeros' }]
}

/** Adam over one tensor; `step` takes its gradient. */
function setUp(values: ArrayLike<number>, spec: AdamSpec, resume: OptimizerState | null = null) {
  const parameters = new ParameterSet(weights(values.length), float64Primitives)
  const gradients = new ParameterSet(weights(values.length), float64Primitives)
  parameters.flat.set(values)
  const adam = new CpuAdam(spec, parameters, float64Primitives, resume)
  const step = (gradient: ArrayLike<number>, learningRate = spec.learningRate) => {
    gradients.flat.set(gradient)
    adam.step(gradients, learningRate)
  }
  return { parameters, adam, step }
}

describe('Adam', () => {
  it('adds ε to the uncorrected √v, which matters for small gradients', () => {
    const { parameters, step } = setUp([0], { type: 'adam', learningRate: 1 })
    const gradient = 1e-6
    step([gradient])
    // First step: m = 0.1 g, √v = √0.001 |g|; with ε on the corrected √v the result would be -1/(1 + ε/g) ≈ -0.909.
    const expected = -(Math.sqrt(0.001) / 0.1) * ((0.1 * gradient) / (Math.sqrt(0.001) * gradient + 1e-7))
    expectCloseNumber(parameters.flat[0]!, expected, tolerances.float64, 'parameter')
    expect(expected).toBeCloseTo(-0.24, 2)
  })

  it('corrects the bias of both moments', () => {
    expectCloseNumber(adamRate(0.5, adamDefaults, 1), (0.5 * Math.sqrt(0.001)) / 0.1, tolerances.float64, 'first')
    expectCloseNumber(adamRate(0.5, adamDefaults, 1e6), 0.5, tolerances.float64, 'late')
  })

  it('takes the learning rate of each step', () => {
    const { parameters, step } = setUp([1], { type: 'adam', learningRate: 0.1 })
    step([1], 0)
    expect(parameters.flat[0]).toBe(1)
    step([1])
    expect(parameters.flat[0]).toBeLessThan(1)
  })

  it('goes on from its memory as if it had never stopped', () => {
    const spec: AdamSpec = { type: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 }
    const whole = setUp([1, 2], spec)
    whole.step([1, -1])
    const memory = whole.adam.state()
    const resumed = setUp(whole.parameters.flat.slice(), spec, memory)
    for (const { step } of [whole, resumed]) step([0.5, 2])
    expect(memory.step).toBe(1)
    expect(resumed.adam.state().step).toBe(2)
    expectClose(resumed.parameters.flat, whole.parameters.flat, tolerances.float32Stored, 'parameters')
  })

  it('refuses the memory of another model', () => {
    const { adam } = setUp([1, 2], { type: 'adam', learningRate: 0.1 })
    expect(() => setUp([1], { type: 'adam', learningRate: 0.1 }, adam.state())).toThrow(ShapeError)
    expect(() => setUp([1], { type: 'adam', learningRate: 0.1 }, adam.state())).toThrow('optimizer/m/layer/w')
  })

  it.each([{ learningRate: -1 }, { learningRate: Number.NaN }, { beta1: 1 }, { beta2: -0.1 }, { epsilon: 0 }])('refuses %o', (wrong) => {
    expect(() => setUp([1], { type: 'adam', learningRate: 0.1, ...wrong })).toThrow(SpecError)
  })

  /** Of `keras_optimizers.json`: the others are of SGD, clipping, weight decay and AMSGrad, which this project does not have. */
  it.skipIf(!hasVectors)('takes the step of keras/adam/single_step', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/adam/single_step')
    const { parameters, step } = setUp(vector.numbers('params'), {
      type: 'adam',
      learningRate: vector.number('config', 'learning_rate'),
      beta1: vector.number('config', 'beta_1'),
      beta2: vector.number('config', 'beta_2'),
      epsilon: vector.number('config', 'epsilon'),
    })
    step(vector.numbers('grads', 0))
    expectClose(parameters.flat, vector.numbers('expected_after_each_step', 0), vector.tolerance(), 'parameters')
  })

  /** AMSGrad differs from Adam only once v falls, and under these gradients it never does: the vector is one of plain Adam too. */
  it.skipIf(!hasVectors)('follows keras/adam/amsgrad_golden over five steps', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/adam/amsgrad_golden')
    const { parameters, step } = setUp(vector.numbers('params'), {
      type: 'adam',
      learningRate: vector.number('config', 'learning_rate'),
      epsilon: vector.number('config', 'epsilon'),
    })
    for (let index = 0; index < vector.shape('grads')[0]!; index++) {
      step(vector.numbers('grads', index))
      expectClose(parameters.flat, vector.numbers('expected_float64', index), tolerances.float64, `after step ${index + 1}`)
    }
  })
})
