import { describe, expect, it } from 'vitest'
import { makeNetwork, readSequence } from '../../../testing/cpu-network'
import { hasVectors } from '../../../testing/fixtures'
import { precisions } from '../../../testing/precisions'
import { loadVector, timeMajor } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import type { RnnSpec } from '../../spec/model-spec'

/**
 * The RNN against the numbers that Keras and TensorFlow.js publish.
 *
 * Left out, for what this project's RNN does not have: Keras's initial states, statefulness and outputs of zero at masked timesteps; tfjs's
 * stateful training and linear activation.
 */

const rnn = (units: number, options: Partial<RnnSpec> = {}): RnnSpec => ({
  type: 'rnn',
  units,
  returnSequences: false,
  direction: 'forward',
  ...options,
})

describe.skipIf(!hasVectors).each(precisions)('the RNN as others publish it, in $name', ({ primitives, near, values }) => {
  it.each(['default', 'go_backwards', 'mask', 'mask/seq', 'mask/go_backwards'])('keras/simple_rnn/%s', async (name) => {
    const vector = await loadVector('keras_simple_rnn.json', `keras/simple_rnn/${name}`)
    const [batch = 0, steps = 0, features = 0] = vector.shape('x')
    const isMasked = name.startsWith('mask')
    const isSequence = name.endsWith('seq')
    const layer = rnn(vector.number('config', 'units'), { direction: name.endsWith('go_backwards') ? 'backward' : 'forward' })
    const tensors = ['kernel', 'recurrent_kernel', 'bias'].map((tensor) => [`rnn/${tensor}`, vector.numbers(tensor)] as const)
    const network = makeNetwork([layer], [steps, features], Object.fromEntries(tensors), { masked: isMasked, primitives })
    const mask = isMasked ? timeMajor(vector.flags('mask'), batch, steps) : undefined
    const plan = readSequence(network, timeMajor(vector.numbers('x'), batch, steps), batch, mask)
    const expected = vector.numbers('expected')
    if (isSequence) expectClose(plan.passes[0]!.sequence!, timeMajor(expected, batch, steps), near(vector.tolerance()), 'sequence')
    else expectClose(plan.scores, expected, near(vector.tolerance()), 'output')
  })

  /** Both layers are without bias there: ours begin at 0 and are not moved. Mean squared error and plain descent are computed here. */
  it('tfjs/simple_rnn/BPTT: weights after two steps through time', async () => {
    const vector = await loadVector('tfjs_simple_rnn.json', 'tfjs/simple_rnn/BPTT')
    const [batch, steps, features] = [5, 3, 4]
    const parameters = { 'rnn/kernel': [1, 1, 1, 1], 'rnn/recurrent_kernel': [1], 'dense/kernel': [1] }
    const layers = [rnn(1), { type: 'dense', units: 1, activation: 'linear' } as const]
    const network = makeNetwork(layers, [steps, features], parameters, { primitives })
    const rate = vector.number('config', 'optimizer', 'sgd')
    for (let epoch = 0; epoch < vector.number('config', 'epochs'); epoch++) {
      const plan = readSequence(network, new Float64Array(steps * batch * features).fill(1), batch)
      const gradients = new ParameterSet(network.description.parameters, primitives)
      plan.backward(values(plan.scores.map((score) => (2 * score) / batch)), gradients)
      for (const name of ['rnn/kernel', 'rnn/recurrent_kernel', 'dense/kernel']) {
        const parameter = network.parameters.view(name)
        gradients.view(name).forEach((gradient, index) => (parameter[index]! -= rate * gradient))
      }
    }
    for (const [name, tensor] of [
      ['rnn/kernel', 'kernel'],
      ['rnn/recurrent_kernel', 'recurrent_kernel'],
      ['dense/kernel', 'dense_kernel'],
    ] as const) {
      expectClose(network.parameters.view(name), vector.numbers('expected_after_training', tensor), near(vector.tolerance()), name)
    }
  })
})

it.each(precisions)('is a tanh of two sums, in $name', ({ primitives, near }) => {
  const parameters = { 'rnn/kernel': [0.5], 'rnn/recurrent_kernel': [-0.25], 'rnn/bias': [0.1] }
  const network = makeNetwork([rnn(1)], [2, 1], parameters, { primitives })
  const { scores } = readSequence(network, [0.3, -0.7], 1)
  const first = Math.tanh(0.5 * 0.3 + 0.1)
  expectClose(scores, [Math.tanh(0.5 * -0.7 - 0.25 * first + 0.1)], near(tolerances.float64), 'output')
  expect(network.description.parameterCount).toBe(3)
})
