import { describe, expect, it } from 'vitest'
import { Random } from '../../../core/random'
import { expectGradients } from '../../../testing/gradient-check'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from '../../operations/cpu/float64'
import { STILL } from '../cpu-layer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import { createCpuLayer } from '../cpu-registry'
import type { RecurrentSpec } from './spec'

/** Sequences of different lengths: every kind, direction and kind of output under masks with holes, at both ends and all over. */

const T = 4
const F = 2
const B = 5
const H = 3

/** [T,B]; a column per example: all, the end, the beginning, a hole, nothing. */
const MASK = Float64Array.of(1, 1, 0, 1, 0, /**/ 1, 1, 0, 0, 0, /**/ 1, 0, 1, 0, 0, /**/ 1, 0, 1, 1, 0)

const kinds = (['lstm', 'rnn', 'gru'] as const).flatMap((type) =>
  (['forward', 'backward', 'both'] as const).flatMap((direction) =>
    [false, true].map((returnSequences): RecurrentSpec => ({ type, units: H, direction, returnSequences })),
  ),
)

function setUp(layer: RecurrentSpec) {
  const random = new Random(5, 0)
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
  const described = describeLayer(layer, 'layer', [T, F])
  const parameters = new ParameterSet(described.parameters, float64Primitives)
  parameters.flat.set(draw(parameters.flat.length))
  const x = draw(T * B * F)
  const make = createCpuLayer(described, { index: 0, primitives: float64Primitives, parameters })
  const pass = make.plan(B, x, MASK)
  pass.forward(STILL)
  return { described, parameters, x, make, pass, dOutput: draw(pass.output.length) }
}

describe.each(kinds)('$type, $direction, sequences $returnSequences', (layer) => {
  it('has the gradients that central differences give', () => {
    const { described, parameters, x, pass, dOutput } = setUp(layer)
    const gradients = new ParameterSet(described.parameters, float64Primitives)
    const dInput = pass.backward(dOutput, gradients, true)!.slice()
    const pulled = () => {
      pass.forward(STILL)
      return dOutput.reduce((sum, pull, index) => sum + pull * pass.output[index]!, 0)
    }
    expectGradients(pulled, [
      { name: 'parameters', values: parameters.flat, gradient: gradients.flat },
      { name: 'input', values: x, gradient: dInput },
    ])
    MASK.forEach((mask, row) => {
      if (mask === 0) expect(dInput.slice(row * F, (row + 1) * F).every((value) => value === 0)).toBe(true)
    })
  })

  it('ends as the sequence of the unmasked timesteps alone would', () => {
    const { x, make, pass } = setUp(layer)
    const outputs = layer.direction === 'both' ? 2 * H : H
    for (let example = 0; example < B; example++) {
      const kept = Array.from({ length: T }, (_, t) => t).filter((t) => MASK[t * B + example] === 1)
      const rows = kept.flatMap((t) => [...x.subarray((t * B + example) * F, (t * B + example + 1) * F)])
      // A plan has T timesteps; those left over stand masked behind.
      const short = Float64Array.from({ length: T * F }, (_, index) => rows[index] ?? 9)
      const alone = make.plan(
        1,
        short,
        Float64Array.from({ length: T }, (_, t) => Number(t < kept.length)),
      )
      alone.forward(STILL)
      for (const [place, t] of kept.entries()) {
        const actual = pass.sequence!.subarray((t * B + example) * outputs, (t * B + example + 1) * outputs)
        expectClose(actual, alone.sequence!.subarray(place * outputs, (place + 1) * outputs), tolerances.float64, `${example} at ${t}`)
      }
      if (layer.returnSequences) continue
      expectClose(pass.output.subarray(example * outputs, (example + 1) * outputs), alone.output, tolerances.float64, `end of ${example}`)
    }
  })

  it('carries its output over masked timesteps and stays at 0 where nothing is read', () => {
    const { pass } = setUp(layer)
    const outputs = layer.direction === 'both' ? 2 * H : H
    const at = (t: number, example: number, unit: number) => pass.sequence![(t * B + example) * outputs + unit] ?? 0
    for (let unit = 0; unit < outputs; unit++) {
      const readsBack = layer.direction === 'backward' || unit >= H
      for (let t = 0; t < T; t++) {
        for (let example = 0; example < B; example++) {
          if (MASK[t * B + example] === 1) continue
          const before = readsBack ? t + 1 : t - 1
          expect(at(t, example, unit)).toBe(before < 0 || before >= T ? 0 : at(before, example, unit))
        }
      }
    }
  })
})
