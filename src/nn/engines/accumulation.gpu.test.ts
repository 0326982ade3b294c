import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { hashString, Random } from '../../core/random'
import { elementCount, type Tensor } from '../../core/tensor'
import { conv1d } from '../../testing/convolutions'
import { runCpuLayer } from '../../testing/cpu-layer'
import { openTestGpu, runGpuLayer, type LayerCase, type LayerResult, type TestGpu } from '../../testing/gpu-layer'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { createCpuEngine } from './cpu/cpu-engine'
import type { Engine, LossAndGradients } from '../engine'
import { createGpuEngine } from './gpu/gpu-engine'
import { describeLayer } from '../spec/describe'
import type { FeatureShape } from '../spec/definition'
import type { LayerSpec, ModelSpec } from '../spec/model-spec'
import { parseModelSpec } from '../spec/parse'

/** What is used more than once gets the sum of its uses' gradients: tensors with two readers, weights of every timestep, pieces of a batch. */

const BATCH = 3
const STEPS = 5

let test: TestGpu
let engines: Readonly<Record<'cpu' | 'webgpu', Engine>>
beforeAll(async () => {
  test = await openTestGpu()
  engines = { cpu: await createCpuEngine(), webgpu: await createGpuEngine() }
})
afterAll(() => {
  test.gpu.destroy()
  for (const engine of Object.values(engines)) engine.dispose()
})

const runLayer: Readonly<Record<'cpu' | 'webgpu', (layerCase: LayerCase) => LayerResult | Promise<LayerResult>>> = {
  cpu: runCpuLayer,
  webgpu: (layerCase) => runGpuLayer(test, layerCase),
}

/** Random values of one name: the same for the same one. */
function valuesOf(name: string, length: number, scale = 0.5): Float32Array {
  const random = new Random(9, hashString(name))
  return Float32Array.from({ length }, () => random.normal(0, scale))
}

/** @param parameters values by tensor; the others are random, named by themselves */
function layerCase(layer: LayerSpec, input: FeatureShape, parameters: Readonly<Record<string, Float32Array>> = {}): LayerCase {
  const described = describeLayer(layer, 'layer', input)
  return {
    described,
    batch: BATCH,
    random: { seed: 1, step: 1 },
    input: valuesOf('input', elementCount(input) * BATCH),
    mask: null,
    parameters: new Map(
      described.parameters.map(({ name, tensor, shape }): [string, Tensor] => [
        name,
        { shape, data: parameters[tensor] ?? valuesOf(tensor, elementCount(shape)) },
      ]),
    ),
    dOutput: valuesOf('dOutput', elementCount(described.output) * BATCH),
  }
}

/** Columns `from` … `from + width`-1 of a matrix. */
function columns(values: Float32Array, of: number, from: number, width: number): Float32Array {
  return values.filter((_, index) => index % of >= from && index % of < from + width)
}

function sumOf(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts[0]!, (_, index) => parts.reduce((sum, part) => sum + part[index]!, 0))
}

/** Sums of the columns of [rows,width]. */
function columnSums(values: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: width }, (_, column) => columns(values, width, column, 1).reduce((sum, value) => sum + value, 0))
}

/** aᵀ·b of a [rows,m] and b [rows,n]: what the kernel of y = a·kernel gets from dy = b. */
function outerSum(a: Float32Array, m: number, b: Float32Array, n: number): Float32Array {
  return Float32Array.from({ length: m * n }, (_, index) => {
    const [row, column] = [Math.floor(index / n), index % n]
    return columns(a, m, row, 1).reduce((sum, value, place) => sum + value * b[place * n + column]!, 0)
  })
}

/** Ink everywhere, and labels in turn. */
function pictures(count: number) {
  return {
    images: valuesOf('pictures', count * IMAGE_PIXELS).map(Math.abs),
    labels: Uint8Array.from({ length: count }, (_, index) => index % 10),
  }
}

/** Every tensor between two of its layers has two readers. */
const stack = parseModelSpec({
  version: 1,
  layers: [
    { type: 'conv1d', filters: 6, kernel: 3 },
    { type: 'gru', units: 5, returnSequences: true, direction: 'both' },
    { type: 'rnn', units: 3, returnSequences: true, direction: 'both' },
    { type: 'lstm', units: 4, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

const crossEntropy = { type: 'categoricalCrossentropy' } as const

function expectSameGradients(
  actual: LossAndGradients,
  expected: LossAndGradients,
  tolerance: (typeof tolerances)[keyof typeof tolerances],
) {
  expectCloseNumber(actual.loss, expected.loss, tolerance, 'loss')
  for (const [name, { data }] of expected.gradients) expectClose(actual.gradients.get(name)!.data, data, tolerance, name)
}

describe.each(['cpu', 'webgpu'] as const)('on the %s engine', (kind) => {
  describe.each(['lstm', 'gru', 'rnn'] as const)('%s', (type) => {
    const units = 7
    const features = 6

    it.each([true, false])('a sequence with two readers gets the sum of what they send back (sequences: %s)', async (returnSequences) => {
      const options = { type, units, returnSequences } as const
      const whole = layerCase({ ...options, direction: 'both' }, [STEPS, features])
      const both = await runLayer[kind](whole)
      const alone = async (direction: 'forward' | 'backward', from: number) => {
        const parameters = ['kernel', 'recurrent_kernel', 'bias'].map(
          (tensor) => [tensor, whole.parameters.get(`layer/${direction}_${tensor}`)!.data] as const,
        )
        const single = layerCase({ ...options, direction }, [STEPS, features], Object.fromEntries(parameters))
        return runLayer[kind]({ ...single, dOutput: columns(whole.dOutput, 2 * units, from, units) })
      }
      const forward = await alone('forward', 0)
      const backward = await alone('backward', units)
      expectClose(both.dInput, sumOf(forward.dInput, backward.dInput), tolerances.float32Kernel, 'gradient of the input')
      for (const [direction, { gradients }] of [['forward', forward] as const, ['backward', backward] as const]) {
        for (const [name, { data }] of gradients) {
          const inBoth = name.replace('layer/', `layer/${direction}_`)
          expectClose(both.gradients.get(inBoth)!.data, data, tolerances.float32Kernel, inBoth)
        }
      }
    })
  })

  it('an rnn whose steps do not depend on one another adds up what each sends to kernel and bias', async () => {
    const [units, features] = [5, 6]
    const single = layerCase({ type: 'rnn', units, returnSequences: true, direction: 'forward' }, [STEPS, features], {
      recurrent_kernel: new Float32Array(units * units),
    })
    const { output, gradients } = await runLayer[kind](single)
    const dSums = single.dOutput.map((d, index) => d * (1 - output[index]! ** 2))
    expectClose(gradients.get('layer/bias')!.data, columnSums(dSums, units), tolerances.float32Kernel, 'bias')
    const expected = outerSum(single.input, features, dSums, units)
    expectClose(gradients.get('layer/kernel')!.data, expected, tolerances.float32Kernel, 'kernel')
    // The state before the first step is 0, and after step t it is what the next one meets.
    const before = output.slice(0, (STEPS - 1) * BATCH * units)
    const after = dSums.slice(BATCH * units)
    expectClose(
      gradients.get('layer/recurrent_kernel')!.data,
      outerSum(before, units, after, units),
      tolerances.float32Kernel,
      'state weights',
    )
  })

  it('a dense layer adds up what each timestep sends to kernel and bias', async () => {
    const [units, features] = [5, 6]
    const single = layerCase({ type: 'dense', units, activation: 'linear' }, [STEPS, features])
    const { gradients } = await runLayer[kind](single)
    expectClose(gradients.get('layer/bias')!.data, columnSums(single.dOutput, units), tolerances.float32Kernel, 'bias')
    const expected = outerSum(single.input, features, single.dOutput, units)
    expectClose(gradients.get('layer/kernel')!.data, expected, tolerances.float32Kernel, 'kernel')
  })

  it('a pixel under several windows gets the sum of what they send back', async () => {
    const [filters, features] = [5, 6]
    const single = layerCase(conv1d('sequence', filters, 3), [STEPS, features])
    const { dInput, gradients } = await runLayer[kind](single)
    const rows = BATCH * filters
    const windows = STEPS - 2
    const expected = new Float32Array(dInput.length)
    const kernel = single.parameters.get('layer/kernel')!.data
    for (let window = 0; window < windows; window++) {
      for (let place = 0; place < 3; place++) {
        const weights = kernel.subarray(place * features * filters, (place + 1) * features * filters)
        const pulls = single.dOutput.subarray(window * rows, (window + 1) * rows)
        const step = (window + place) * BATCH * features
        for (let index = 0; index < BATCH * features; index++) {
          const [example, feature] = [Math.floor(index / features), index % features]
          for (let filter = 0; filter < filters; filter++) {
            expected[step + index]! += weights[feature * filters + filter]! * pulls[example * filters + filter]!
          }
        }
      }
    }
    expectClose(dInput, expected, tolerances.float32Kernel, 'gradient of the input')
    expectClose(gradients.get('layer/bias')!.data, columnSums(single.dOutput, filters), tolerances.float32Kernel, 'bias')
  })

  it('asked twice, a model gives the same gradients, not the double', async () => {
    const model = await engines[kind].createModel(stack, { seed: 3 })
    const { images, labels } = pictures(9)
    const first = await model.lossAndGradients(images, labels, crossEntropy)
    const second = await model.lossAndGradients(images, labels, crossEntropy)
    expectSameGradients(second, first, tolerances.exact)
    expect([...first.gradients.values()].every(({ data }) => data.some((value) => value !== 0))).toBe(true)
  })

  it('the pieces of a batch add up to the gradients of the whole', async () => {
    const { images, labels } = pictures(9)
    const gradientsOf = async (maxBatch: number) =>
      (await engines[kind].createModel(stack, { seed: 3, maxBatch })).lossAndGradients(images, labels, crossEntropy)
    const whole = await gradientsOf(9)
    for (const maxBatch of [1, 4]) expectSameGradients(await gradientsOf(maxBatch), whole, tolerances.float32Model)
  })
})

it('a stack in which every tensor has two readers has the same gradients on both engines', async () => {
  const { images, labels } = pictures(9)
  const gradientsOf = async (engine: Engine, spec: ModelSpec) =>
    (await engine.createModel(spec, { seed: 3 })).lossAndGradients(images, labels, crossEntropy)
  expectSameGradients(await gradientsOf(engines.webgpu, stack), await gradientsOf(engines.cpu, stack), tolerances.float32Model)
})
