import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../core/random'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from '../../operations/cpu/float64'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Primitives, Values } from '../../operations/cpu/primitives'
import { createSimdPrimitives } from '../../operations/cpu/simd32'
import { describeLayer } from '../../spec/describe'
import { createCpuLayer } from '../cpu-registry'
import { STILL } from '../cpu-layer'
import { findBeginning } from './beginning'
import { cutTimesteps } from './blocks'
import type { RecurrentSpec } from './spec'

/** What examples share at the beginning is computed once; all comes out as if each had been alone, where nothing is shared. */

const B = 32
const F = 2
const H = 15
/** Several blocks. */
const T = { lstm: 130, gru: 170, rnn: 300 }
const GATES = { lstm: 4, gru: 3, rnn: 1 }

const readings = [
  { direction: 'forward', returnSequences: false },
  { direction: 'backward', returnSequences: false },
  { direction: 'both', returnSequences: true },
] as const
const kinds = (['lstm', 'rnn', 'gru'] as const).flatMap((type) =>
  readings.map((reading): RecurrentSpec => ({ type, units: H, ...reading })),
)

/** [T,B,F] sequences that are alike at both ends: each for as long as it likes, and some for ever. */
function sequences(steps: number, random: Random): Float32Array {
  const edge = Float32Array.from({ length: F }, () => random.normal())
  const x = new Float32Array(steps * B * F)
  for (let example = 0; example < B; example++) {
    const begin = 0.2 * steps + random.integer(0.6 * steps)
    const end = example === 3 ? begin : steps - random.integer(0.7 * steps)
    for (let t = 0; t < steps; t++) {
      for (let feature = 0; feature < F; feature++)
        x[(t * B + example) * F + feature] = t < begin || t >= end ? edge[feature]! : random.normal()
    }
  }
  return x
}

interface Outcome {
  readonly output: Values
  readonly sequence: Values
  readonly gradients: ParameterSet
  readonly dInput: Values | null
}

/** One layer at work on a batch; `dOutput` belongs to it. */
function run(layer: RecurrentSpec, primitives: Primitives, x: Values, dOutput: Values, batch: number, needsInput = false): Outcome {
  const steps = x.length / batch / F
  const random = new Random(7, 0)
  const described = describeLayer(layer, 'layer', [steps, F])
  const parameters = new ParameterSet(described.parameters, primitives)
  for (let index = 0; index < parameters.flat.length; index++) parameters.flat[index] = 0.3 * random.normal()
  const input = primitives.allocate(x.length)
  const pass = createCpuLayer(described, { index: 0, primitives, parameters }).plan(batch, input, null)
  const pulled = primitives.allocate(dOutput.length)
  const gradients = new ParameterSet(described.parameters, primitives)
  // Once for other sequences: nothing of them may stay.
  input.set(x.toReversed())
  pass.forward(STILL)
  pass.backward(pulled, gradients, false)
  gradients.flat.fill(0)
  input.set(x)
  pulled.set(dOutput)
  pass.forward(STILL)
  const output = pass.output.slice()
  const sequence = pass.sequence!.slice()
  const dInput = pass.backward(pulled, gradients, needsInput)?.slice() ?? null
  return { output, sequence, gradients, dInput }
}

/** The part of [T,B,width] that belongs to an example. */
function partOf(values: ArrayLike<number>, example: number, width: number): Float64Array {
  return Float64Array.from(
    { length: values.length / B },
    (_, index) => values[(Math.floor(index / width) * B + example) * width + (index % width)]!,
  )
}

const simd = await createSimdPrimitives()

describe.each(kinds)('$type, $direction, sequences $returnSequences', (layer) => {
  const random = new Random(3, 0)
  const x = sequences(T[layer.type], random)
  const outputs = layer.direction === 'both' ? 2 * H : H
  const rows = layer.returnSequences ? T[layer.type] * B : B
  const dOutput = Float32Array.from({ length: rows * outputs }, () => random.normal())

  it('shares a beginning', () => {
    const steps = T[layer.type]
    const order = Array.from({ length: steps }, (_, t) => (layer.direction === 'backward' ? steps - 1 - t : t))
    const beginning = findBeginning({ input: x, sizes: { T: steps, B, F }, order }, cutTimesteps(steps, B, GATES[layer.type] * H, true))
    expect(beginning?.rows.length).toBeGreaterThan(steps / 4)
  })

  it('gives every example what it gets alone, and the parameters what all of them say', () => {
    const together = run(layer, float64Primitives, x, dOutput, B)
    const sums = new Float64Array(together.gradients.flat.length)
    for (let example = 0; example < B; example++) {
      const alone = run(layer, float64Primitives, partOf(x, example, F), partOf(dOutput, example, outputs), 1)
      expectClose(partOf(together.output, example, outputs), alone.output, tolerances.float64, 'output')
      expectClose(partOf(together.sequence, example, outputs), alone.sequence, tolerances.float64, 'sequence')
      alone.gradients.flat.forEach((value, index) => (sums[index]! += value))
    }
    expectClose(together.gradients.flat, sums, tolerances.float64, 'gradients')
  })

  it('is as near in float32, and each example has the same bits in another company', () => {
    const scope = simd.scope()
    const expected = run(layer, float64Primitives, x, dOutput, B)
    const actual = run(layer, scope, x, dOutput, B)
    expectClose(actual.output, expected.output, tolerances.float32Kernel, 'output')
    expectClose(actual.gradients.flat, expected.gradients.flat, tolerances.float32Model, 'gradients')
    const noise = x.map((value, index) => (Math.floor(index / F) % B < 2 ? value : random.normal()))
    for (const [primitives, { sequence }] of [
      [scope, actual],
      [float64Primitives, expected],
    ] as const) {
      const other = run(layer, primitives, noise, dOutput, B)
      for (const example of [0, 1]) expect(partOf(other.sequence, example, outputs)).toEqual(partOf(sequence, example, outputs))
    }
    scope.release()
  })

  it('tells every example its own gradient of the input', () => {
    const { dInput } = run(layer, float64Primitives, x, dOutput, B, true)
    for (const example of [0, 3, B - 1]) {
      const alone = run(layer, float64Primitives, partOf(x, example, F), partOf(dOutput, example, outputs), 1, true)
      expectClose(partOf(dInput!, example, F), alone.dInput!, tolerances.float64, 'gradient of the input')
    }
  })
})

describe('findBeginning', () => {
  const steps = 40
  const order = Array.from({ length: steps }, (_, t) => t)
  const blocks = cutTimesteps(steps, 64, 1024, true)
  const find = (input: Float32Array) => findBeginning({ input, sizes: { T: steps, B: 64, F: 1 }, order }, blocks)

  it('leaves alone what parts at once, and what is not a number', () => {
    expect(find(Float32Array.from({ length: steps * 64 }, (_, index) => index))).toBeNull()
    expect(find(new Float32Array(steps * 64).fill(NaN))).toBeNull()
  })

  it('computes an example that has parted, and has the others read what the first has read', () => {
    const parting = fc.array(fc.integer({ min: 0, max: steps }), { minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(parting, fc.nat({ max: 2 }), (partings, blank) => {
        const input = Float32Array.from({ length: steps * 64 }, (_, index) =>
          Math.floor(index / 64) < partings[index % 64]! ? blank : index + 9,
        )
        const beginning = find(input)
        if (beginning === null) return
        expect(beginning.order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, example) => example))
        expect(blocks.map(({ first }) => first)).toContain(beginning.rows.length)
        for (const [index, rows] of beginning.rows.entries()) {
          expect(rows).toBeGreaterThanOrEqual(beginning.rows[index - 1] ?? 4)
          const others = beginning.order.slice(rows).map((example) => input[index * 64 + example]!)
          expect(new Set([input[index * 64 + beginning.order[0]!]!, ...others]).size).toBe(1)
        }
      }),
    )
  })
})
