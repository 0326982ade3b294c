import { afterAll, beforeAll, describe, it } from 'vitest'
import { hashString, Random } from '../../core/random'
import { elementCount, type Tensor } from '../../core/tensor'
import type { Arrangement } from '../../gpu/kernel'
import { conv1d, conv2d } from '../../testing/convolutions'
import { runCpuLayer } from '../../testing/cpu-layer'
import { openTestGpu, runGpuLayer, type LayerCase, type TestGpu } from '../../testing/gpu-layer'
import { expectClose, tolerances } from '../../testing/tolerance'
import { describeLayer, type DescribedLayer } from '../spec/describe'
import type { FeatureShape } from '../spec/definition'
import type { LayerKind, LayerOf, LayerSpec } from '../spec/model-spec'

/** Every layer kind on the GPU, forward and backward, against the float64 engine at odd shapes. */

const UNITS = [1, 7, 32, 128]
const STEPS = [1, 5, 28]

interface Shape {
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
const shapes: { readonly [K in LayerKind]: readonly (Shape & { readonly layer: LayerOf<K> })[] } = {
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
    [1, 1],
    [5, 3],
    [28, 32],
    [2, 3, 8],
    [3, 3, 5],
  ].map((input) => ({ layer: { type: 'flatten' as const }, input })),
}

function randomValues(length: number, random: Random, scale: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal(0, scale))
}

function makeCase(described: DescribedLayer, batch: number, masked: boolean): LayerCase {
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

interface Arranged {
  readonly arrangement?: Arrangement
  readonly batches: readonly number[]
  isTested(kind: string, shape: Shape): boolean
}

/** Kinds whose kernels have other arrangements. */
const arranged: readonly string[] = ['lstm', 'rnn', 'gru', 'dense', 'conv1d', 'conv2d'] satisfies LayerKind[]

/** As the adapter is used, at all sizes; and in the other arrangements at some: barriers are slow where there is no hardware for them. */
const arrangements: readonly Arranged[] = [
  { batches: [1, 3, 64, 130], isTested: () => true },
  ...(['registers', 'staged'] as const).map((arrangement) => ({
    arrangement,
    batches: [5],
    isTested: (kind: string, { input }: Shape) => arranged.includes(kind) && (input.length !== 2 || input[0]! <= 10 || kind === 'conv1d'),
  })),
  { arrangement: 'staged', batches: [66], isTested: (kind, { layer }) => kind === 'dense' && 'units' in layer && layer.units === 128 },
]

describe.each(arrangements)('$arrangement', ({ arrangement, batches, isTested }) => {
  let test: TestGpu
  beforeAll(async () => {
    test = await openTestGpu(arrangement)
  })
  afterAll(() => test.gpu.destroy())

  for (const [kind, cases] of Object.entries(shapes)) {
    for (const { layer, input, masked = false } of cases.filter((shape) => isTested(kind, shape))) {
      for (const batch of batches) {
        it(`${JSON.stringify(layer)} on [${input.join(',')}]${masked ? ', masked' : ''}, batch ${batch}`, async () => {
          const layerCase = makeCase(describeLayer(layer, kind, input), batch, masked)
          const expected = runCpuLayer(layerCase)
          const actual = await runGpuLayer(test, layerCase)
          expectClose(actual.output, expected.output, tolerances.float32Kernel, 'output')
          expectClose(actual.dInput, expected.dInput, tolerances.float32Kernel, 'gradient of the input')
          for (const [name, { data }] of expected.gradients) {
            expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Kernel, `gradient of ${name}`)
          }
          expected.signals.forEach((signal, index) => {
            const other = actual.signals[index]!
            expectClose(other.data, signal.data, tolerances.float32Kernel, `signal ${other.name} for ${signal.name}`)
          })
        })
      }
    }
  }
})
