import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../core/decode'
import { ShapeError, SpecError } from '../../core/errors'
import { hasVectors } from '../../testing/fixtures'
import { loadVector } from '../../testing/published'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../operations/cpu/float64'
import { ParameterSet } from '../operations/cpu/parameter-set'
import type { OptimizerSpec, OptimizerState } from '../engine'
import type { DescribedParameter } from '../spec/describe'
import { decodeOptimizer, optimizerDefinitions, optimizerSlots, resolveOptimizer } from '../spec/optimizers'
import { adamRate } from './adam/spec'
import { createCpuOptimizer } from './cpu-registry'

function weights(length: number): readonly DescribedParameter[] {
  return [{ name: 'layer/w', tensor: 'w', layer: 'layer', shape: [length], initializer: 'zeros' }]
}

/** An optimizer over one tensor; `step` takes its gradient. */
function setUp(values: ArrayLike<number>, spec: OptimizerSpec, resume: OptimizerState | null = null) {
  const parameters = new ParameterSet(weights(values.length), float64Primitives)
  const gradients = new ParameterSet(weights(values.length), float64Primitives)
  parameters.flat.set(values)
  const optimizer = createCpuOptimizer(resolveOptimizer(spec), parameters, float64Primitives, resume)
  const step = (gradient: ArrayLike<number>, learningRate = spec.learningRate ?? Number.NaN) => {
    gradients.flat.set(gradient)
    optimizer.step(gradients, learningRate)
  }
  return { parameters, optimizer, step }
}

/** One of each, with settings that are nobody's defaults. */
const specs: readonly OptimizerSpec[] = [
  { type: 'sgd', learningRate: 0.1 },
  { type: 'sgd', learningRate: 0.1, momentum: 0.8 },
  { type: 'sgd', learningRate: 0.1, momentum: 0.8, nesterov: true, clipNorm: 1 },
  { type: 'rmsprop', learningRate: 0.1, rho: 0.8, epsilon: 1e-3 },
  { type: 'adam', learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 },
  { type: 'adamw', learningRate: 0.1, beta1: 0.8, weightDecay: 0.05 },
]

describe.each(specs)('%o', (spec) => {
  it('goes on from its memory as if it had never stopped', () => {
    const whole = setUp([1, 2], spec)
    whole.step([1, -1])
    const memory = whole.optimizer.state()
    const resumed = setUp(whole.parameters.flat.slice(), spec, memory)
    for (const { step } of [whole, resumed]) step([0.5, 2])
    expect(memory.step).toBe(1)
    expect([...memory.slots.keys()]).toEqual(optimizerSlots(resolveOptimizer(spec)))
    expect(resumed.optimizer.state().step).toBe(2)
    expectClose(resumed.parameters.flat, whole.parameters.flat, tolerances.float32Stored, 'parameters')
  })

  it('takes the learning rate of each step', () => {
    const { parameters, step } = setUp([1], spec)
    step([1], 0)
    expect(parameters.flat[0]).toBe(1)
    step([1])
    expect(parameters.flat[0]).toBeLessThan(1)
  })

  it('walks down to the bottom of a bowl', () => {
    const { parameters, step } = setUp([1, -2], { ...spec, learningRate: 0.05 })
    for (let index = 0; index < 300; index++) step(parameters.flat.map((value) => 2 * value))
    expect(Math.max(...parameters.flat.map(Math.abs))).toBeLessThan(0.1)
  })

  it('refuses the memory of another model, and of another optimizer', () => {
    const { optimizer } = setUp([1, 2], spec)
    const slots = optimizerSlots(resolveOptimizer(spec))
    if (slots.length > 0) {
      expect(() => setUp([1], spec, optimizer.state())).toThrow(ShapeError)
      expect(() => setUp([1], spec, optimizer.state())).toThrow(`optimizer/${slots[0]}/layer/w`)
    }
    const foreign = new Map(optimizer.state().slots).set('foreign', new Map())
    expect(() => setUp([1, 2], spec, { step: 1, slots: foreign })).toThrow(ShapeError)
  })
})

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
    const betas = { beta1: 0.9, beta2: 0.999 }
    expectCloseNumber(adamRate(0.5, betas, 1), (0.5 * Math.sqrt(0.001)) / 0.1, tolerances.float64, 'first')
    expectCloseNumber(adamRate(0.5, betas, 1e6), 0.5, tolerances.float64, 'late')
  })

  it('is AdamW without decay', () => {
    const runs = [setUp([1, 2], { type: 'adam', learningRate: 0.1 }), setUp([1, 2], { type: 'adamw', learningRate: 0.1, weightDecay: 0 })]
    for (const { step } of runs) step([0.5, -3])
    expect(runs[0]!.parameters.flat).toEqual(runs[1]!.parameters.flat)
  })
})

describe('RMSprop', () => {
  it('has ε inside the root', () => {
    const { parameters, step } = setUp([0], { type: 'rmsprop', learningRate: 1, rho: 0.9, epsilon: 0.01 })
    step([0.2])
    expectCloseNumber(parameters.flat[0]!, -0.2 / Math.sqrt(0.1 * 0.04 + 0.01), tolerances.float64, 'parameter')
  })

  it('takes the step of the example in Keras’s documentation', () => {
    const { parameters, step } = setUp([10], { type: 'rmsprop', learningRate: 0.1 })
    step([10])
    expectCloseNumber(parameters.flat[0]!, 9.683772, { atol: 5e-7, rtol: 0 }, 'parameter')
  })
})

describe('momentum', () => {
  it('rolls on, and looks ahead with Nesterov', () => {
    const rolling = setUp([0], { type: 'sgd', learningRate: 1, momentum: 0.5 })
    const ahead = setUp([0], { type: 'sgd', learningRate: 1, momentum: 0.5, nesterov: true })
    for (const { step } of [rolling, ahead]) for (const gradient of [1, 0]) step([gradient])
    expect(rolling.parameters.flat[0]).toBe(-1 - 0.5)
    expect(ahead.parameters.flat[0]).toBe(-0.5 - 1 - 0.25)
  })
})

describe('clipping', () => {
  it('shortens gradients that are too long together, and leaves the others alone', () => {
    const { parameters, step } = setUp([0, 0], { type: 'sgd', learningRate: 1, clipNorm: 5 })
    step([6, 8])
    expectClose(parameters.flat, [-3, -4], tolerances.float64, 'shortened')
    step([3, 0])
    expectClose(parameters.flat, [-6, -4], tolerances.float64, 'as it was')
  })

  it('shortens gradients whose squares no number holds to the limit, not to nothing', () => {
    const { parameters, step } = setUp([0, 0, 0], { type: 'sgd', learningRate: 1, clipNorm: 5 })
    step([3e200, -4e200, 0])
    expectClose(parameters.flat, [-3, 4, 0], tolerances.float64, 'shortened')
    step([0, 0, 0])
    expectClose(parameters.flat, [-3, 4, 0], tolerances.float64, 'none')
  })

  it('leaves it to the loss to tell of gradients that are not finite', () => {
    const { parameters, step } = setUp([0, 0], { type: 'sgd', learningRate: 1, clipNorm: 5 })
    step([Infinity, 1e200])
    expect(parameters.flat[0]).toBe(-Infinity)
  })
})

describe('settings', () => {
  it.each<OptimizerSpec>([
    { type: 'adam', learningRate: 0.1, beta1: 1 },
    { type: 'adam', learningRate: 0.1, beta2: -0.1 },
    { type: 'adam', learningRate: 0.1, epsilon: 0 },
    { type: 'adamw', learningRate: 0.1, weightDecay: -0.1 },
    { type: 'rmsprop', learningRate: 0.1, rho: 1 },
    { type: 'sgd', learningRate: 0.1, clipNorm: -1 },
  ])('refuse %o', (wrong) => {
    expect(() => setUp([1], wrong)).toThrow(SpecError)
  })

  it('come from outside without a learning rate, and with what was left out', () => {
    expect(decodeOptimizer({ type: 'sgd' }, 'optimizer')).toEqual({ type: 'sgd', momentum: 0, nesterov: false, clipNorm: 0 })
    expect(() => decodeOptimizer({ type: 'lion' }, 'optimizer')).toThrow(DecodeError)
    expect(() => decodeOptimizer({ type: 'sgd', beta1: 0.9 }, 'optimizer')).toThrow(SpecError)
  })

  it.each(Object.values(optimizerDefinitions))('of $type say where the method comes from', ({ source, formula }) => {
    expect(source).toMatch(/\d{4}/)
    expect(formula).toContain('←')
  })
})

/**
 * Of `keras_optimizers.json` all but `keras/clipvalue`, for clipping value by value does not exist here. `keras/clipnorm` clips each
 * tensor by itself in Keras; with one tensor that is the norm over all.
 */
describe.skipIf(!hasVectors)('as Keras publishes them', () => {
  it('keras/adam/single_step', async () => {
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
  it('keras/adam/amsgrad_golden over five steps', async () => {
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

  it('keras/adam/weight_decay_decoupled', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/adam/weight_decay_decoupled')
    const { parameters, step } = setUp(vector.numbers('params'), {
      type: 'adamw',
      learningRate: vector.number('config', 'learning_rate'),
      weightDecay: vector.number('config', 'weight_decay'),
    })
    for (let index = 0; index < vector.shape('grads')[0]!; index++) step(vector.numbers('grads', index))
    expectClose(parameters.flat, vector.numbers('expected_final'), tolerances.float32Stored, 'parameters')
  })

  it('keras/clipnorm', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/clipnorm')
    const { parameters, step } = setUp([0, 0], { type: 'sgd', learningRate: 1, clipNorm: vector.number('config', 'clipnorm') })
    step(vector.numbers('grads'))
    expectClose(
      parameters.flat.map((value) => -value),
      vector.numbers('expected'),
      tolerances.float64,
      'clipped gradients',
    )
  })

  it('keras/sgd/single_step', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/sgd/single_step')
    const { parameters, step } = setUp(vector.numbers('params'), { type: 'sgd', learningRate: vector.number('config', 'learning_rate') })
    step(vector.numbers('grads', 0))
    expectClose(parameters.flat, vector.numbers('expected_after_each_step', 0), tolerances.float64, 'parameters')
  })

  it('keras/sgd/nesterov_flag_momentum_zero_golden over five steps', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/sgd/nesterov_flag_momentum_zero_golden')
    const { parameters, step } = setUp(vector.numbers('params'), {
      type: 'sgd',
      learningRate: vector.number('config', 'learning_rate'),
      momentum: vector.number('config', 'momentum'),
      nesterov: true,
    })
    for (let index = 0; index < vector.shape('grads')[0]!; index++) {
      step(vector.numbers('grads', index))
      const expected = vector.numbers('expected_after_each_step', index)
      expectClose(parameters.flat, expected, tolerances.float64, `after step ${index + 1}`)
    }
  })

  it('keras/sgd/invalid_momentum', async () => {
    const vector = await loadVector('keras_optimizers.json', 'keras/sgd/invalid_momentum')
    for (const index of [0, 1]) {
      const momentum = vector.number('cases', index, 'momentum')
      expect(() => setUp([1], { type: 'sgd', learningRate: 0.1, momentum })).toThrow(SpecError)
    }
  })
})
