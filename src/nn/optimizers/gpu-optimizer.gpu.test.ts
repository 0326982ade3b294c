import { afterAll, beforeAll, describe, it } from 'vitest'
import { Random } from '../../core/random'
import type { Tensor } from '../../core/tensor'
import { PlanBuilder } from '../../gpu/plan'
import { openTestGpu, type TestGpu } from '../../testing/gpu-layer'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../operations/cpu/float64'
import { ParameterSet } from '../operations/cpu/parameter-set'
import type { OptimizerSpec, OptimizerState } from '../engine'
import { createCpuOptimizer } from './cpu-registry'
import { recordOptimizer } from './gpu-registry'
import type { DescribedParameter } from '../spec/describe'
import { optimizerSlots, resolveOptimizer, stepRate } from '../spec/optimizers'
import { CLOCK_BYTES, writeClock } from '../operations/gpu/clock'
import { ParameterStore } from '../operations/gpu/parameter-store'
import { padded } from '../operations/gpu/tensor'

/** Single optimizer steps from given memories and gradients: the kernels against float64. */

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

const NAME = 'layer/w'

function described(length: number): DescribedParameter {
  return { name: NAME, tensor: 'w', layer: 'layer', shape: [length], initializer: 'zeros' }
}

interface StepCase {
  readonly spec: OptimizerSpec & { readonly learningRate: number }
  /** Number of the step, 1-based. */
  readonly step: number
  readonly gradients: Float32Array
}

function randomValues(length: number, stream: number, scale: number): Float32Array {
  const random = new Random(4, stream)
  return Float32Array.from({ length }, () => random.normal(0, scale))
}

/** Parameters of 0 and a memory as gradients of this size leave it: positive where it holds squares. */
function memoryOf({ spec, step, gradients }: StepCase): OptimizerState {
  const values = (slot: string) =>
    slot === 'v' ? gradients.map((gradient) => 0.5 * gradient * gradient) : gradients.map((gradient) => 0.3 * gradient)
  const slots = optimizerSlots(resolveOptimizer(spec)).map((slot): [string, Map<string, Tensor>] => [
    slot,
    new Map([[NAME, { shape: [gradients.length], data: values(slot) }]]),
  ])
  return { step: step - 1, slots: new Map(slots) }
}

function stepOnCpu(stepCase: StepCase): Float64Array {
  const { spec, gradients } = stepCase
  const sets = [0, 1].map(() => new ParameterSet([described(gradients.length)], float64Primitives))
  const optimizer = createCpuOptimizer(resolveOptimizer(spec), sets[0]!, float64Primitives, memoryOf(stepCase))
  sets[1]!.flat.set(gradients)
  optimizer.step(sets[1]!, spec.learningRate)
  return Float64Array.from(sets[0]!.flat)
}

async function stepOnGpu(stepCase: StepCase): Promise<Float32Array> {
  const { gpu, kernels } = test
  const { spec, step, gradients } = stepCase
  const { length } = gradients
  const pad = (data: Float32Array) => {
    const values = new Float32Array(padded(length))
    values.set(data)
    return values
  }
  const packed = { tensor: 'w', length: padded(length), pack: pad, unpack: (values: Float32Array) => values.slice(0, length) }
  const store = new ParameterStore(gpu, [{ described: described(length), packed }])
  const tensorOf = (data: Float32Array) => new Map([[NAME, { shape: [length], data }]])
  store.upload('parameters', tensorOf(new Float32Array(length)))
  store.upload('gradients', tensorOf(gradients))
  for (const [slot, values] of memoryOf(stepCase).slots) store.upload(`optimizer/${slot}`, values)
  const plan = new PlanBuilder(gpu, kernels, 'optimizer')
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const settings = resolveOptimizer(spec)
  recordOptimizer(plan, settings, store, clock, [])
  const compiled = await plan.compile()
  const { learningRate } = spec
  const rate = stepRate(settings, learningRate, step)
  writeClock(gpu, clock, { step, epoch: 0, start: 0, examples: 1, seed: 1, logSlot: 0, learningRate, stepRate: rate })
  const encoder = gpu.device.createCommandEncoder()
  compiled.encode(encoder)
  gpu.device.queue.submit([encoder.finish()])
  const { data } = (await store.download('parameters')).get(NAME)!
  compiled.destroy()
  store.destroy()
  return data
}

async function expectSameStep(stepCase: StepCase): Promise<void> {
  expectClose(await stepOnGpu(stepCase), stepOnCpu(stepCase), tolerances.float32Stored, `step ${stepCase.step}`)
}

describe.each<StepCase['spec']>([
  { type: 'adam', learningRate: 1 },
  { type: 'adam', learningRate: 1, beta1: 0.999, beta2: 0.99999 },
  { type: 'adamw', learningRate: 1, weightDecay: 0.1, beta2: 0.999999 },
])('%j', (spec) => {
  // Powers of β₂ are near 1 in the first steps, and their difference from 1 is what the rate is made of.
  it.each([1, 2, 17, 1000, 100_000])('takes step %d at the rate that float64 gives', async (step) => {
    await expectSameStep({ spec, step, gradients: randomValues(37, step, 0.1) })
  })
})

describe('clipping by the norm of all gradients', () => {
  const spec: StepCase['spec'] = { type: 'sgd', learningRate: 1, clipNorm: 2 }

  it.each([
    ['longer', 1],
    ['shorter', 1e-3],
    ['so long that their squares leave float32', 1e25],
    ['so short that their squares do', 1e-25],
  ])('is that of float64 where they are %s', async (_, scale) => {
    for (const length of [1, 3, 130, 5000]) await expectSameStep({ spec, step: 1, gradients: randomValues(length, length, scale) })
  })

  it('comes to the limit for the largest gradients there are', async () => {
    await expectSameStep({ spec, step: 1, gradients: new Float32Array(130).fill(3.4e38) })
    await expectSameStep({ spec: { ...spec, clipNorm: 1e-3 }, step: 1, gradients: new Float32Array(1300).fill(-3.4e38) })
  })

  it('finds one large gradient among small ones', async () => {
    const gradients = randomValues(1100, 3, 1e-6)
    gradients[777] = 1e30
    await expectSameStep({ spec, step: 1, gradients })
    await expectSameStep({ spec, step: 1, gradients: new Float32Array(9) })
  })
})
