import { hashString, Random } from '../core/random'
import { elementCount, type Tensor } from '../core/tensor'
import { ParameterSet } from '../nn/operations/cpu/parameter-set'
import type { Primitives } from '../nn/operations/cpu/primitives'
import { createCpuLayer } from '../nn/layers/cpu-registry'
import type { FeatureShape } from '../nn/spec/definition'
import type { DescribedLayer } from '../nn/spec/describe'
import type { LayerKind, LayerOf, LayerSpec } from '../nn/spec/model-spec'
import { conv1d, conv2d } from './convolutions'
import type { LayerCase, LayerResult } from './gpu-layer'

/** Every layer kind at odd shapes, to hold one way of computing it against another. */

export const LAYER_BATCHES = [1, 3, 64, 130]
const UNITS = [1, 7, 32, 128]
const STEPS = [1, 5, 28]

export interface LayerShape {
  readonly layer: LayerSpec
  readonly input: FeatureShape
  /** Whether some timesteps of some examples are masked. */
  readonly masked?: boolean
}

/** All sizes in one direction; few of them in the others and under masks, which differ in where a step finds the one before it. */
const recurrent = [
  ...UNITS.flatMap((units) => STEPS.map((steps) => ({ units, steps, direction: 'forward' as const, masked: false }))),
  ...(['forward', 'backward', 'both'] as const).flatMap((direction) =>
    [false, true].flatMap((masked) => [1, 7, 32].map((units) => ({ units, steps: 5, direction, masked }))),
  ),
].flatMap(({ units, steps, direction, masked }) =>
  [false, true].map((returnSequences) => ({
    options: { units, returnSequences, direction },
    input: [steps, units === 7 ? 5 : 28],
    masked,
  })),
)

/** The shapes each kind is tested at; the compiler asks for those of a new kind. */
export const layerShapes: { readonly [K in LayerKind]: readonly (LayerShape & { readonly layer: LayerOf<K> })[] } = {
  lstm: recurrent.map(({ options, ...shape }) => ({ layer: { type: 'lstm', ...options }, ...shape })),
  rnn: recurrent.map(({ options, ...shape }) => ({ layer: { type: 'rnn', ...options }, ...shape })),
  gru: recurrent.map(({ options, ...shape }) => ({ layer: { type: 'gru', ...options }, ...shape })),
  dense: UNITS.flatMap((units) =>
    [[1], [13], [128], [5, 7]].flatMap((input) =>
      (['linear', 'relu'] as const).map((activation) => ({ layer: { type: 'dense' as const, units, activation }, input })),
    ),
  ),
  dropout: [0, 0.5].flatMap((rate) =>
    [[1], [13], [28, 7], [3, 2, 5]].map((input) => ({ layer: { type: 'dropout' as const, rate }, input })),
  ),
  layerNorm: [[1], [2], [13], [128], [5, 7], [3, 2, 32]].map((input) => ({ layer: { type: 'layerNorm' as const, epsilon: 1e-3 }, input })),
  conv1d: [
    { layer: conv1d('sequence', 1, 1), input: [1, 1] },
    { layer: conv1d('sequence', 32, 3), input: [28, 28] },
    { layer: conv1d('sequence', 7, 4, 3, 'same'), input: [10, 5] },
    { layer: conv1d('sequence', 3, 2, 3), input: [10, 4] },
    { layer: conv1d('sequence', 5, 3, 1, 'same', 'relu'), input: [5, 7] },
    { layer: conv1d('step', 1, 1), input: [1, 1] },
    { layer: conv1d('step', 8, 5), input: [4, 49] },
    { layer: conv1d('step', 7, 3, 2, 'same'), input: [5, 16] },
    { layer: conv1d('step', 3, 7, 1, 'valid', 'relu'), input: [3, 7] },
  ],
  maxPool1d: [
    [2, 1],
    [7, 3],
    [28, 32],
  ].map((input) => ({ layer: { type: 'maxPool1d' as const, size: 2 }, input })),
  conv2d: [
    { layer: conv2d(1, 1), input: [1, 1, 1] },
    { layer: conv2d(8, 3), input: [12, 9, 1] },
    { layer: conv2d(7, 3, 2, 'same'), input: [5, 6, 8] },
    { layer: conv2d(3, 2, 1, 'same'), input: [4, 3, 5] },
    { layer: conv2d(5, 3, 1, 'valid', 'relu'), input: [5, 4, 3] },
  ],
  maxPool2d: [
    { layer: { type: 'maxPool2d', size: 2 }, input: [5, 7, 3] },
    { layer: { type: 'maxPool2d', size: 3 }, input: [6, 3, 8] },
  ],
  flatten: [
    ...[
      [1, 1],
      [5, 3],
      [28, 32],
      [2, 3, 8],
      [3, 3, 5],
    ].map((input) => ({ layer: { type: 'flatten' as const }, input })),
    ...[
      [1, 1, 1],
      [3, 2, 5],
      [7, 7, 4],
      [1, 3, 3],
      [5, 1, 6],
    ].map((input) => ({
      layer: { type: 'flatten' as const, within: 'step' as const },
      input,
    })),
  ],
}

function randomValues(length: number, random: Random, scale: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal(0, scale))
}

export function makeLayerCase(described: DescribedLayer, batch: number, masked: boolean): LayerCase {
  const random = new Random(7, hashString(JSON.stringify([described.layer, described.input, batch])))
  // State weights well above 1 make a recurrence multiply the smallest rounding from step to step, on either engine.
  const scaleOf = (tensor: string, rows: number) => (tensor.endsWith('recurrent_kernel') ? 0.5 : 1) / Math.sqrt(rows)
  const parameters = new Map<string, Tensor>(
    described.parameters.map(({ name, tensor, shape }) => [
      name,
      { shape, data: randomValues(elementCount(shape), random, scaleOf(tensor, shape[0]!)) },
    ]),
  )
  return {
    described,
    batch,
    random: { seed: 6, step: 2 },
    parameters,
    input: randomValues(elementCount(described.input) * batch, random, 1),
    mask: masked ? Float32Array.from({ length: described.input[0]! * batch }, () => Number(random.uniform(0, 1) < 0.6)) : null,
    dOutput: randomValues(elementCount(described.output) * batch, random, 1 / batch),
  }
}

/** Runs one layer forward and backward on the CPU. */
export function runCpuLayer(
  { described, batch, random, input, mask, parameters, dOutput }: LayerCase,
  primitives: Primitives,
): LayerResult {
  const scope = primitives.scope()
  const copy = (values: Float32Array) => {
    const copied = scope.allocate(values.length)
    copied.set(values)
    return copied
  }
  const set = new ParameterSet(described.parameters, scope)
  set.load(parameters)
  const gradients = new ParameterSet(described.parameters, scope)
  const layer = createCpuLayer(described, { index: 1, primitives: scope, parameters: set })
  const pass = layer.plan(batch, copy(input), mask && copy(mask))
  pass.forward({ training: true, ...random, firstExample: 0 })
  const output = Float32Array.from(pass.output)
  const signals = batch === 1 ? pass.signals().map((signal) => ({ ...signal, data: signal.data.slice() })) : []
  const dInput = Float32Array.from(pass.backward(copy(dOutput), gradients, true)!)
  const result = { output, dInput, signals, gradients: gradients.tensors() }
  scope.release()
  return result
}
