import { describe, expect, it } from 'vitest'
import { hashString, Random } from '../../core/random'
import { elementCount } from '../../core/tensor'
import { conv1d, conv2d } from '../../testing/convolutions'
import { expectGradients } from '../../testing/gradient-check'
import { precisions, type PrecisionCase } from '../../testing/precisions'
import { expectClose, tolerances } from '../../testing/tolerance'
import { STILL, type PassMode } from './cpu-layer'
import { ParameterSet } from '../operations/cpu/parameter-set'
import type { Values } from '../operations/cpu/primitives'
import type { FeatureShape } from '../spec/definition'
import { describeLayer } from '../spec/describe'
import type { LayerKind, LayerOf, LayerSpec } from '../spec/model-spec'
import { createCpuLayer } from './cpu-registry'

/** The contract of every layer kind on the CPU, at odd shapes and in both precisions. */

const TRAINING: PassMode = { training: true, seed: 6, step: 2, firstExample: 0 }

interface Shape<L extends LayerSpec = LayerSpec> {
  readonly layer: L
  readonly input: FeatureShape
}

/** Long sequences in one direction are enough: the others differ in where a step finds the one before it. */
const recurrent = [1, 7].flatMap((units) =>
  (['forward', 'backward', 'both'] as const).flatMap((direction) =>
    (direction === 'forward' ? [1, 5, 28] : [1, 5]).flatMap((steps) =>
      [false, true].map((returnSequences) => ({ options: { units, returnSequences, direction }, input: [steps, 3] })),
    ),
  ),
)

/** The shapes each kind is tested at; the compiler asks for those of a new kind. */
const shapes: { readonly [K in LayerKind]: readonly Shape<LayerOf<K>>[] } = {
  lstm: recurrent.map(({ options, input }) => ({ layer: { type: 'lstm', ...options }, input })),
  rnn: recurrent.map(({ options, input }) => ({ layer: { type: 'rnn', ...options }, input })),
  gru: recurrent.map(({ options, input }) => ({ layer: { type: 'gru', ...options }, input })),
  dense: [1, 7].flatMap((units) => [
    { layer: { type: 'dense' as const, units, activation: 'linear' as const }, input: [1] },
    { layer: { type: 'dense' as const, units, activation: 'linear' as const }, input: [13] },
    { layer: { type: 'dense' as const, units, activation: 'softmax' as const }, input: [5] },
    { layer: { type: 'dense' as const, units, activation: 'linear' as const }, input: [5, 3] },
    { layer: { type: 'dense' as const, units, activation: 'relu' as const }, input: [5, 3] },
    { layer: { type: 'dense' as const, units, activation: 'relu' as const }, input: [2, 3, 5] },
  ]),
  dropout: [0, 0.5, 0.9].flatMap((rate) => [[7], [5, 3], [2, 3, 5]].map((input) => ({ layer: { type: 'dropout' as const, rate }, input }))),
  layerNorm: [1e-3, 0.1].flatMap((epsilon) =>
    [[1], [7], [5, 3], [2, 3, 5]].map((input) => ({ layer: { type: 'layerNorm' as const, epsilon }, input })),
  ),
  conv1d: [
    { layer: conv1d('sequence', 1, 1), input: [1, 1] },
    { layer: conv1d('sequence', 4, 3), input: [7, 3] },
    { layer: conv1d('sequence', 3, 2, 1, 'same'), input: [5, 4] },
    { layer: conv1d('sequence', 3, 4, 3, 'same'), input: [8, 2] },
    { layer: conv1d('sequence', 3, 2, 3), input: [10, 3] },
    { layer: conv1d('sequence', 2, 3, 1, 'valid', 'relu'), input: [5, 2] },
    { layer: conv1d('step', 1, 1), input: [1, 1] },
    { layer: conv1d('step', 3, 3), input: [2, 7] },
    { layer: conv1d('step', 4, 4, 2, 'same'), input: [3, 9] },
    { layer: conv1d('step', 2, 3, 2, 'same', 'relu'), input: [3, 6] },
  ],
  maxPool1d: [
    [2, 1],
    [7, 3],
    [6, 4],
  ].map((input) => ({ layer: { type: 'maxPool1d' as const, size: 2 }, input })),
  conv2d: [
    { layer: conv2d(1, 1), input: [1, 1, 1] },
    { layer: conv2d(3, 3), input: [5, 4, 2] },
    { layer: conv2d(2, 2, 1, 'same'), input: [3, 4, 3] },
    { layer: conv2d(2, 3, 2, 'same'), input: [5, 6, 1] },
    { layer: conv2d(2, 2, 2, 'valid', 'relu'), input: [5, 4, 1] },
  ],
  maxPool2d: [
    { layer: { type: 'maxPool2d', size: 2 }, input: [4, 5, 3] },
    { layer: { type: 'maxPool2d', size: 3 }, input: [3, 7, 1] },
  ],
  flatten: [
    ...[
      [1, 1],
      [5, 3],
      [2, 3, 4],
    ].map((input) => ({ layer: { type: 'flatten' as const }, input })),
    ...[
      [3, 2, 5],
      [1, 3, 3],
    ].map((input) => ({ layer: { type: 'flatten' as const, within: 'step' as const }, input })),
  ],
}

/** Batches of a few rows, and of enough of them for whole tiles of a product. */
const cases = precisions.flatMap((precision) =>
  Object.values(shapes)
    .flat()
    .flatMap((shape) => (precision.name === 'float64' ? [1, 3] : [1, 3, 7]).map((batch) => ({ ...shape, ...precision, batch }))),
)

/** A layer with random parameters, its input and a direction to pull its output in. */
function setUp({ layer, input, primitives, values }: Shape & PrecisionCase, batch: number) {
  const random = new Random(3, hashString(JSON.stringify([layer, input, batch])))
  const fill = (values: Values, scale: number) => values.forEach((_, index) => (values[index] = random.normal(0, scale)))
  const described = describeLayer(layer, 'layer', input)
  const parameters = new ParameterSet(described.parameters, primitives)
  const gradients = new ParameterSet(described.parameters, primitives)
  const inputs = values(new Float64Array(batch * elementCount(input)))
  const dOutput = values(new Float64Array(batch * elementCount(described.output)))
  fill(parameters.flat, 0.5)
  fill(inputs, 1)
  fill(dOutput, 1)
  const cpuLayer = createCpuLayer(described, { index: 1, primitives, parameters })
  return { described, parameters, gradients, inputs, dOutput, cpuLayer, pass: cpuLayer.plan(batch, inputs, null) }
}

/** The examples of a batch one by one: [T,B,F] or [B,F] → [T,F] or [F]. */
function exampleOf(values: Values, shape: FeatureShape, batch: number, example: number): Float64Array {
  const width = shape.at(-1)!
  const steps = elementCount(shape.slice(0, -1))
  return Float64Array.from({ length: steps * width }, (_, index) => {
    return values[(Math.floor(index / width) * batch + example) * width + (index % width)]!
  })
}

/** The part of a sequence [T,U] that is the layer's output: all of it, or each unit at the timestep it read last. */
function handedOn(sequence: Values, layer: LayerSpec, length: number): Values {
  return sequence.slice(-length).map((value, index) => {
    if (!('direction' in layer) || layer.returnSequences || layer.direction === 'forward') return value
    return layer.direction === 'backward' || index >= layer.units ? sequence[index]! : value
  })
}

// Differences of float32 sums say nothing; `layers32.test.ts` holds those gradients against the ones in float64.
it.each(cases.filter(({ name }) => name === 'float64'))(
  '$layer on $input, batch $batch has the gradients that central differences give, for every parameter and the input',
  (testCase) => {
    const { described, parameters, gradients, inputs, dOutput, pass } = setUp(testCase, testCase.batch)
    pass.forward(TRAINING)
    const dInput = Float64Array.from(pass.backward(dOutput, gradients, true)!)
    const pulled = () => {
      pass.forward(TRAINING)
      let sum = 0
      for (const [index, pull] of dOutput.entries()) sum += pull * pass.output[index]!
      return sum
    }
    expectGradients(pulled, [
      ...described.parameters.map(({ name }) => ({ name, values: parameters.view(name), gradient: gradients.view(name) })),
      { name: 'input', values: inputs, gradient: dInput },
    ])
  },
)

describe.each(cases)('$name: $layer on $input, batch $batch', (testCase) => {
  const { layer, batch, sums, values } = testCase

  it('adds to the gradients that are there, and gives the same bits again', () => {
    const { gradients, dOutput, pass } = setUp(testCase, batch)
    pass.forward(TRAINING)
    const output = pass.output.slice()
    expect(pass.backward(dOutput, gradients, false)).toBeNull()
    const once = gradients.flat.slice()
    pass.forward(TRAINING)
    expect(pass.output).toEqual(output)
    pass.backward(dOutput, gradients, false)
    expectClose(
      gradients.flat,
      once.map((value) => 2 * value),
      sums,
      'gradients after two passes',
    )
  })

  it('computes each example as if it were alone', () => {
    const { described, inputs, cpuLayer, pass } = setUp(testCase, batch)
    pass.forward(STILL)
    for (let example = 0; example < batch; example++) {
      const alone = cpuLayer.plan(1, values(exampleOf(inputs, described.input, batch, example)), null)
      alone.forward(STILL)
      expectClose(exampleOf(pass.output, described.output, batch, example), alone.output, sums, `example ${example}`)
    }
  })

  it('keeps the output after every timestep of a sequence', () => {
    const { described, inputs, cpuLayer } = setUp(testCase, 1)
    const pass = cpuLayer.plan(1, inputs, null)
    pass.forward(STILL)
    if (described.input.length !== 2 || layer.type === 'flatten') expect(pass.sequence).toBeNull()
    else expect(handedOn(pass.sequence!, layer, pass.output.length)).toEqual(pass.output)
  })

  it('traces the signals of its definition, in their order, shape and role', () => {
    const { described, inputs, cpuLayer } = setUp(testCase, 1)
    const pass = cpuLayer.plan(1, inputs, null)
    pass.forward(STILL)
    const signals = pass.signals()
    expect(signals.map(({ name }) => name)).toEqual(described.signals.map(({ name }) => name))
    for (const [index, { data, shape, layer: name }] of signals.entries()) {
      expect(name).toBe('layer')
      expect(data).toHaveLength(elementCount(shape))
      const { role, shape: declared, axes } = described.signals[index]!
      expect(shape).toEqual(declared)
      expect(axes).toHaveLength(declared.length)
      if (role === 'gate') expect(data.every((value) => value > 0 && value < 1)).toBe(true)
      if (role === 'activation') expect(data.every((value) => value >= 0)).toBe(true)
      if (role === 'probability') expectClose([data.reduce((sum, value) => sum + value)], [1], tolerances.float32Stored, 'sum')
    }
    const last = signals.at(-1)
    if (last !== undefined && (layer.type !== 'dense' || layer.activation !== 'softmax')) {
      expectClose(handedOn(last.data, layer, pass.output.length), pass.output, tolerances.float32Stored, 'the last signal is the output')
    }
  })
})
