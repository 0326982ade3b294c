import { fromHalf, HALF_LIMIT, toHalf } from '../core/half'
import { Random } from '../core/random'
import { HALF_FEATURE } from '../core/stored-format'
import type { Tensor } from '../core/tensor'
import type { Arrangement } from '../gpu/kernel'
import { PlanBuilder } from '../gpu/plan'
import { float64Primitives } from '../nn/operations/cpu/float64'
import type { Engine, Model } from '../nn/engine'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { createGpuEngine } from '../nn/engines/gpu/gpu-engine'
import { recordHalfCopy } from '../nn/operations/gpu/stored'
import { describeLayer } from '../nn/spec/describe'
import { inputOf } from '../nn/spec/input'
import type { LayerKind, LayerSpec, ModelSpec } from '../nn/spec/model-spec'
import { tinySet } from '../train/tiny-task.fixture'
import { conv1d, conv2d } from './convolutions'
import { openTestGpu, readSlices, runGpuLayer, submitPlan, type LayerCase } from './gpu-layer'
import { layerShapes, makeLayerCase, runCpuLayer, type LayerShape } from './layer-cases'
import { expectClose, tolerances, type Tolerance } from './tolerance'
import { smoothModel, trajectory } from './trajectories'

/** What holds half precision against the float64 engine; run in a browser or in Node, wherever an adapter has `shader-f16`. */

/** Why nothing of this runs on the adapter that is there; null where it does. */
export async function halfExcuse(): Promise<string | null> {
  const adapter = await navigator.gpu.requestAdapter()
  return adapter?.features.has(HALF_FEATURE) === true ? null : 'the adapter has no shader-f16'
}

export const createHalfEngine = (): Promise<Engine> => createGpuEngine(undefined, null, 'float16')

/** What half precision makes of a number where it is stored: the nearest, or the largest that it has. */
export function storedInHalf(value: number): number {
  return Math.abs(value) >= HALF_LIMIT ? Math.sign(value) * 65_504 : fromHalf(toHalf(value))
}

/** The nearest halves of numbers between halves, ties among them, of what is too large, and of what is none. */
export async function expectNearestHalves(): Promise<void> {
  const test = await openTestGpu()
  const random = new Random(8, 9)
  const edges = [0, -0, 1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -14, -65504, 65519, 65520, -1e9, Infinity, -Infinity, NaN, 2047.5, 2048.5]
  const values = Float32Array.from({ length: 4096 }, (_, index) => edges[index] ?? random.normal(0, 4 ** random.uniform(-6, 7)))
  const plan = new PlanBuilder(test.gpu, test.kernels, 'copy')
  const [from, copies] = [plan.arena.allocate('values', values.byteLength), plan.arena.allocate('copies', values.byteLength / 2)]
  test.gpu.device.queue.writeBuffer(from.buffer.native, 0, values)
  recordHalfCopy(plan, from, copies, values.length)
  await submitPlan(test, plan)
  const [packed] = await readSlices(test, [copies])
  const bits = new Uint16Array(packed!.slice().buffer)
  test.gpu.destroy()
  const stored = Array.from(bits.subarray(0, values.length), fromHalf)
  // An adapter may take what is below the normal halves for 0.
  const expected = Array.from(values, (value, index) => (Math.abs(value) < 2 ** -14 && stored[index] === 0 ? 0 : storedInHalf(value)))
  expectClose(stored, expected, tolerances.exact, 'nearest halves')
}

function rounded(data: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(data, storedInHalf)
}

/** The case as products in half precision read it: their weights and what comes in, rounded; biases are not. */
function roundedCase(layerCase: LayerCase): LayerCase {
  const parameters = new Map<string, Tensor>(
    [...layerCase.parameters].map(([name, { shape, data }]) => [name, { shape, data: name.endsWith('kernel') ? rounded(data) : data }]),
  )
  return { ...layerCase, parameters, input: rounded(layerCase.input) }
}

/** Kinds with products. The oracle is given what they round, but for the states of recurrent ones, which are rounded on the way. */
const kinds = {
  dense: tolerances.float32Kernel,
  conv1d: tolerances.float32Kernel,
  conv2d: tolerances.float32Kernel,
  lstm: tolerances.halfStates,
  gru: tolerances.halfStates,
  rnn: tolerances.halfStates,
} as const satisfies Partial<Record<LayerKind, Tolerance>>

const BATCH = 5

/** Shapes that differ in how they are read and stored: no size is a multiple of four, and states are read both ways and under masks. */
export function isOdd({ layer, input, masked = false }: LayerShape): boolean {
  if (layer.type === 'conv1d' || layer.type === 'conv2d') return layer.stride > 1
  if (layer.type === 'dense') return layer.units === 7 && layer.activation === 'relu' && input.length === 2
  return 'direction' in layer && layer.units === 7 && layer.direction === 'both' && masked && layer.returnSequences
}

/** All but the longest. */
export function isShort({ layer, input }: LayerShape): boolean {
  return input.length !== 2 || input[0]! <= 10 || layer.type === 'conv1d'
}

/** Every kind with products, forward and back: against the float64 engine, which is given the rounded values. @returns how many cases */
export async function checkHalfLayers(arrangement: Arrangement | undefined, isWanted: (shape: LayerShape) => boolean): Promise<number> {
  const test = await openTestGpu(arrangement)
  let checked = 0
  try {
    for (const kind of ['dense', 'conv1d', 'conv2d', 'lstm', 'gru', 'rnn'] as const) {
      for (const { layer, input, masked = false } of layerShapes[kind].filter(isWanted)) {
        const layerCase = makeLayerCase(describeLayer(layer, kind, input), BATCH, masked)
        const expected = runCpuLayer(roundedCase(layerCase), float64Primitives)
        const actual = await runGpuLayer(test, layerCase, 'float16')
        const name = `${JSON.stringify(layer)} on [${input.join(',')}]${masked ? ', masked' : ''}`
        const tolerance = kinds[kind]
        expectClose(actual.output, expected.output, tolerance, `${name}: output`)
        expectClose(actual.dInput, expected.dInput, tolerance, `${name}: gradient of the input`)
        for (const [parameter, { data }] of expected.gradients) {
          expectClose(actual.gradients.get(parameter)!.data, data, tolerance, `${name}: gradient of ${parameter}`)
        }
        checked++
      }
    }
  } finally {
    test.gpu.destroy()
  }
  return checked
}

const softmax: LayerSpec = { type: 'dense', units: 10, activation: 'softmax' }

/** Odd sizes of every kind, one after another. */
export const halfModels: readonly ModelSpec[] = [
  smoothModel,
  {
    version: 1,
    input: inputOf(),
    layers: [
      conv1d('step', 5, 3, 2),
      { type: 'gru', units: 9, returnSequences: true, direction: 'both' },
      { type: 'rnn', units: 6, returnSequences: false, direction: 'backward' },
      softmax,
    ],
  },
  {
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [conv2d(3, 3, 2), { type: 'flatten' }, { type: 'dense', units: 7, activation: 'linear' }, softmax],
  },
  {
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [
      conv2d(3, 3, 2),
      { type: 'flatten', within: 'step' },
      { type: 'lstm', units: 5, returnSequences: false, direction: 'both' },
      softmax,
    ],
  },
]

const crossEntropy = { type: 'categoricalCrossentropy' } as const

/** Digits of noise: [7,784] and their labels. */
export function halfDigits(): { readonly images: Float32Array; readonly labels: Uint8Array } {
  const random = new Random(4, 5)
  return {
    images: Float32Array.from({ length: 7 * 28 * 28 }, () => Math.max(0, random.uniform(-0.5, 1))),
    labels: Uint8Array.from([3, 1, 4, 1, 5, 9, 2]),
  }
}

/** Predictions, loss and gradients of the two. */
export async function expectSameAnswers(actual: Model, expected: Model, tolerance: Tolerance, name: string): Promise<void> {
  const { images, labels } = halfDigits()
  expectClose(await actual.predict(images), await expected.predict(images), tolerance, `${name}: predictions`)
  const ours = await actual.lossAndGradients(images, labels, crossEntropy)
  const theirs = await expected.lossAndGradients(images, labels, crossEntropy)
  expectClose([ours.loss], [theirs.loss], tolerance, `${name}: loss`)
  for (const [parameter, { data }] of theirs.gradients) {
    expectClose(ours.gradients.get(parameter)!.data, data, tolerance, `${name}: gradient of ${parameter}`)
  }
}

/** A whole model: predictions, loss and gradients, and six steps of Adam, against the float64 engine with weights that nobody rounded. */
export async function expectHalfModel(spec: ModelSpec): Promise<void> {
  const [half, float64] = [await createHalfEngine(), await createCpuEngine()]
  try {
    const [ours, theirs] = [await half.createModel(spec, { seed: 3 }), await float64.createModel(spec, { seed: 3 })]
    await expectSameAnswers(ours, theirs, tolerances.halfModel, 'as drawn')
    const set = tinySet('Noise', 21)
    const options = { epochs: 2, batchSize: 7, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 7 } as const
    const [trained, right] = [await trajectory(ours, set, options), await trajectory(theirs, set, options)]
    expectClose(trained.losses, right.losses, tolerances.halfModel, 'losses')
    for (const [parameter, { data }] of right.parameters) {
      expectClose(trained.parameters.get(parameter)!.data, data, tolerances.halfTrajectory, `${parameter} after six steps`)
    }
    // The copies that products read are those of the last step, and then of the weights that are set.
    const { images } = halfDigits()
    await theirs.setParameters(trained.parameters)
    expectClose(await ours.predict(images), await theirs.predict(images), tolerances.halfModel, 'predictions after six steps')
    const other = await (await float64.createModel(spec, { seed: 4 })).parameters()
    await Promise.all([ours.setParameters(other), theirs.setParameters(other)])
    await expectSameAnswers(ours, theirs, tolerances.halfModel, 'with other weights')
  } finally {
    half.dispose()
    float64.dispose()
  }
}
