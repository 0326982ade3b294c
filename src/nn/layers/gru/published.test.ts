import { describe, it } from 'vitest'
import { Random } from '../../../core/random'
import { makeNetwork, readSequence, signalOf } from '../../../testing/cpu-network'
import { precisions } from '../../../testing/precisions'
import { timeMajor } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import type { GruSpec } from '../../spec/model-spec'

/**
 * The GRU against what Keras 3 asserts of its own, `keras/src/layers/rnn/gru_test.py`: test_correctness and test_masking.
 *
 * Left out, for what this project's GRU does not have: `reset_after=False`, initial states, statefulness and outputs of zero at masked
 * timesteps. All of Keras's weights are alike, so that a swapped gate would not show: the transcription below has different ones.
 */

const gru = (units: number, options: Partial<GruSpec> = {}): GruSpec => ({
  type: 'gru',
  units,
  returnSequences: false,
  direction: 'forward',
  ...options,
})

/** Keras's test weights: 0.01, 0.02 and 0.03 everywhere. */
function constantParameters(features: number, units: number, bias = 0.03) {
  return {
    'gru/kernel': new Float64Array(features * 3 * units).fill(0.01),
    'gru/recurrent_kernel': new Float64Array(units * 3 * units).fill(0.02),
    'gru/bias': new Float64Array(2 * 3 * units).fill(bias),
  }
}

/** 0, 1, 2 … as [B,T,F], time-major. */
function ramp(batch: number, steps: number, features: number): Float64Array {
  return timeMajor(
    Float64Array.from({ length: batch * steps * features }, (_, index) => index),
    batch,
    steps,
  )
}

/** Every unit of Keras's test layers gives the same number. */
const forUnits = (values: readonly number[], units: number) => values.flatMap((value) => Array.from({ length: units }, () => value))

describe.each(precisions)('the GRU of Keras, in $name', ({ primitives }) => {
  it.each([
    ['default', 'forward', 0.03, [0.5217289, 0.6371659, 0.39384964]],
    ['go_backwards', 'backward', 0.03, [0.24406259, 0.611516, 0.3928808]],
    ['use_bias=False', 'forward', 0, [0.49988455, 0.64701194, 0.4103359]],
  ] as const)('test_correctness, %s', (_, direction, bias, expected) => {
    const network = makeNetwork([gru(3, { direction })], [6, 4], constantParameters(4, 3, bias), { primitives })
    const { scores } = readSequence(network, ramp(3, 6, 4), 3)
    expectClose(scores, forUnits(expected, 3), tolerances.float32Stored, 'output')
  })

  const mask = timeMajor(Float64Array.of(1, 1, 0, 1, 1, 0, 0, 1), 2, 4)

  it.each([
    ['forward', [0.19393763, 0.30818558]],
    ['backward', [0.11669192, 0.28380975]],
  ] as const)('test_masking, %s', (direction, expected) => {
    const network = makeNetwork([gru(2, { direction })], [4, 3], constantParameters(3, 2), { masked: true, primitives })
    const { scores } = readSequence(network, ramp(2, 4, 3), 2, mask)
    expectClose(scores, forUnits(expected, 2), tolerances.float32Stored, 'output')
  })

  it('test_masking, return_sequences', () => {
    const network = makeNetwork([gru(2)], [4, 3], constantParameters(3, 2), { masked: true, primitives })
    const [pass] = readSequence(network, ramp(2, 4, 3), 2, mask).passes
    const byExample = [0.03606692, 0.09497581, 0.09497581, 0.19393763, 0.16051409, 0.16051409, 0.16051409, 0.30818558]
    const expected = timeMajor(Float64Array.from(forUnits(byExample, 2)), 2, 4)
    expectClose(pass!.sequence!, expected, tolerances.float32Stored, 'sequence')
  })
})

it.each(precisions)('is the equations of `reset_after`, written out for every unit, in $name', ({ primitives, near }) => {
  const [T, F, H] = [5, 3, 4]
  const random = new Random(11, 0)
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal(0, 0.6))
  const [x, W, U, b] = [draw(T * F), draw(F * 3 * H), draw(H * 3 * H), draw(2 * 3 * H)]
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
  const gates: { readonly z: number[]; readonly r: number[]; readonly n: number[] } = { z: [], r: [], n: [] }
  const states: number[] = []
  let h = Array.from({ length: H }, () => 0)
  for (let t = 0; t < T; t++) {
    const fromInput = (column: number) => {
      let sum = b[column]!
      for (let f = 0; f < F; f++) sum += x[t * F + f]! * W[f * 3 * H + column]!
      return sum
    }
    const fromState = (column: number) => h.reduce((sum, value, unit) => sum + value * U[unit * 3 * H + column]!, b[3 * H + column]!)
    const z = h.map((_, unit) => sigmoid(fromInput(unit) + fromState(unit)))
    const r = h.map((_, unit) => sigmoid(fromInput(H + unit) + fromState(H + unit)))
    const n = h.map((_, unit) => Math.tanh(fromInput(2 * H + unit) + r[unit]! * fromState(2 * H + unit)))
    h = h.map((value, unit) => z[unit]! * value + (1 - z[unit]!) * n[unit]!)
    gates.z.push(...z)
    gates.r.push(...r)
    gates.n.push(...n)
    states.push(...h)
  }
  const parameters = { 'gru/kernel': W, 'gru/recurrent_kernel': U, 'gru/bias': b }
  const plan = readSequence(makeNetwork([gru(H)], [T, F], parameters, { primitives }), x, 1)
  expectClose(plan.scores, h, near(tolerances.float64), 'output')
  for (const [name, values] of Object.entries({ ...gates, h: states })) {
    expectClose(signalOf(plan, name).data, values, tolerances.float32Stored, name)
  }
})
