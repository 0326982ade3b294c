import { describe, it } from 'vitest'
import { makeNetwork, readSequence, signalOf } from '../../../testing/cpu-network'
import { hasVectors } from '../../../testing/fixtures'
import { precisions } from '../../../testing/precisions'
import { loadVector, timeMajor, transpose, type PublishedVector } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import type { LayerSpec, LstmSpec } from '../../spec/model-spec'

/**
 * The LSTM against the numbers that other projects publish.
 *
 * Left out, for what this project's LSTM does not have: Keras's initial states, statefulness and outputs of zero at masked timesteps; burn's
 * bidirectional LSTM that starts from given states; all of tfjs but the two below, because its default recurrent activation is a hard sigmoid.
 */

const lstm = (units: number, options: Partial<LstmSpec> = {}): LstmSpec => ({
  type: 'lstm',
  units,
  returnSequences: false,
  direction: 'forward',
  ...options,
})

/** PyTorch's two biases are added, its matrices stand the other way round; the order of the gates is Keras's. */
function pytorchParameters(vector: PublishedVector, features: number, units: number) {
  const hidden = vector.numbers('published', 'bias_hh_l0')
  return {
    'lstm/kernel': transpose(vector.numbers('published', 'weight_ih_l0'), 4 * units, features),
    'lstm/recurrent_kernel': transpose(vector.numbers('published', 'weight_hh_l0'), 4 * units, units),
    'lstm/bias': vector.numbers('published', 'bias_ih_l0').map((bias, index) => bias + hidden[index]!),
  }
}

describe.skipIf(!hasVectors).each(precisions)('the LSTM as others publish it, in $name', ({ primitives, near }) => {
  it('pytorch/cpp/lstm_ramp: every timestep, every weight different', async () => {
    const vector = await loadVector('pytorch_candle_burn_lstm.json', 'pytorch/cpp/lstm_ramp')
    const network = makeNetwork([lstm(2)], [3, 2], pytorchParameters(vector, 2, 2), { primitives })
    const plan = readSequence(network, vector.numbers('published', 'x[T,B,I]'), 4)
    const [pass] = plan.passes
    expectClose(pass!.sequence!, vector.numbers('expected', 'output[T,B,H]'), near(vector.tolerance()), 'published outputs')
    expectClose(pass!.sequence!, vector.numbers('expected_float64', 'output'), near(tolerances.float64), 'outputs')
    expectClose(pass!.output, vector.numbers('expected', 'h_n[B,H]'), near(vector.tolerance()), 'last output')
  })

  it('pytorch/cpp/lstm_ramp: the states of each example', async () => {
    const vector = await loadVector('pytorch_candle_burn_lstm.json', 'pytorch/cpp/lstm_ramp')
    const network = makeNetwork([lstm(2)], [3, 2], pytorchParameters(vector, 2, 2), { primitives })
    for (let example = 0; example < 4; example++) {
      const sequence = [0, 1, 2].flatMap((step) => [...vector.numbers('published', 'x[T,B,I]', step, example)])
      const states = signalOf(readSequence(network, sequence, 1), 'c').data
      expectClose(states.slice(-2), vector.numbers('expected_float64', 'c_n', example), tolerances.float32Stored, `state ${example}`)
    }
  })

  it('candle/lstm: three units, seven timesteps', async () => {
    const vector = await loadVector('pytorch_candle_burn_lstm.json', 'candle/lstm')
    const network = makeNetwork([lstm(3)], [7, 2], pytorchParameters(vector, 2, 3), { primitives })
    const plan = readSequence(network, vector.numbers('published', 'x[B,T,I]'), 1)
    expectClose(plan.scores, vector.numbers('expected', 'h_n'), near(vector.tolerance()), 'published output')
    expectClose(plan.scores, vector.numbers('expected_float64', 'h_n'), near(tolerances.float64), 'output')
    expectClose(signalOf(plan, 'c').data.slice(-3), vector.numbers('expected_float64', 'c_n'), tolerances.float32Stored, 'state')
  })

  it('burn/lstm/scalar: each gate of one unit by name', async () => {
    const vector = await loadVector('pytorch_candle_burn_lstm.json', 'burn/lstm/scalar')
    const parameters = {
      'lstm/kernel': vector.numbers('kernel'),
      'lstm/recurrent_kernel': vector.numbers('recurrent_kernel'),
      'lstm/bias': vector.numbers('bias'),
    }
    const network = makeNetwork([lstm(1)], [1, 1], parameters, { primitives })
    const plan = readSequence(network, vector.numbers('x'), 1)
    // The gates stand in a comment of that test, worked out by hand (its i is off by 1.2e-4); the states are what it asserts.
    const atol = vector.number('oracle', 'tolerance_used')
    for (const gate of ['i', 'f', 'o', 'g']) {
      expectClose(signalOf(plan, gate).data, vector.numbers('expected_comment', gate), { atol, rtol: 0 }, gate)
    }
    for (const state of ['c', 'h']) expectClose(signalOf(plan, state).data, vector.numbers('asserted', state), { atol, rtol: 0 }, state)
  })

  it('burn/bilstm/without_init: two readers, every weight different', async () => {
    const vector = await loadVector('pytorch_candle_burn_lstm.json', 'burn/bilstm/without_init')
    const tensors = ['kernel', 'recurrent_kernel', 'bias']
    const of = (direction: string, reader: string) =>
      tensors.map((tensor) => [`lstm/${direction}_${tensor}`, vector.numbers('canonical_keras_ifco', reader, tensor)] as const)
    const parameters = Object.fromEntries([...of('forward', 'forward'), ...of('backward', 'reverse')])
    const network = makeNetwork([lstm(3, { direction: 'both' })], [4, 2], parameters, { primitives })
    const plan = readSequence(network, vector.numbers('x[B,T,I]'), 1)
    const tolerance = { atol: vector.number('oracle', 'tolerance_used'), rtol: 0 }
    const output = vector.numbers('expected', 'output[T,2H]')
    expectClose(plan.passes[0]!.sequence!, output, tolerance, 'sequence')
    expectClose(signalOf(plan, 'h').data, output, tolerance, 'h')
    expectClose(plan.scores, [...output.slice(-6, -3), ...output.slice(3, 6)], tolerance, 'output')
    const states = signalOf(plan, 'c').data
    expectClose([...states.slice(-6, -3), ...states.slice(3, 6)], vector.numbers('expected', 'c_n[dir,B,H]'), tolerance, 'last states')
  })

  it.each(['default', 'unit_forget_bias_false', 'no_bias', 'go_backwards'])('keras/lstm/correctness/%s', async (name) => {
    const vector = await loadVector('keras_lstm.json', `keras/lstm/correctness/${name}`)
    const [batch = 0, steps = 0, features = 0] = vector.shape('x')
    const direction = name === 'go_backwards' ? 'backward' : 'forward'
    const parameters = {
      'lstm/kernel': vector.numbers('kernel'),
      'lstm/recurrent_kernel': vector.numbers('recurrent_kernel'),
      ...(name === 'no_bias' ? {} : { 'lstm/bias': vector.numbers('bias') }),
    }
    const network = makeNetwork([lstm(3, { direction })], [steps, features], parameters, { primitives })
    const plan = readSequence(network, timeMajor(vector.numbers('x'), batch, steps), batch)
    expectClose(plan.scores, vector.numbers('expected', 'last_output'), near(vector.tolerance()), 'published output')
    expectClose(plan.scores, vector.numbers('expected_float64', 'last_output'), near(tolerances.float64), 'output')
  })

  it.each(['last', 'return_sequences', 'go_backwards'])('keras/lstm/mask/%s', async (name) => {
    const vector = await loadVector('keras_lstm.json', `keras/lstm/mask/${name}`)
    const [batch = 0, steps = 0, features = 0] = vector.shape('x')
    const direction = name === 'go_backwards' ? 'backward' : 'forward'
    const tensors = ['kernel', 'recurrent_kernel', 'bias'].map((tensor) => [`lstm/${tensor}`, vector.numbers(tensor)] as const)
    const network = makeNetwork([lstm(2, { direction })], [steps, features], Object.fromEntries(tensors), { masked: true, primitives })
    const mask = timeMajor(vector.flags('mask'), batch, steps)
    const plan = readSequence(network, timeMajor(vector.numbers('x'), batch, steps), batch, mask)
    const isSequence = name === 'return_sequences'
    const actual = isSequence ? plan.passes[0]!.sequence! : plan.scores
    const expected = (from: string) =>
      isSequence ? timeMajor(vector.numbers(from, 'sequence'), batch, steps) : vector.numbers(from, 'last_output')
    expectClose(actual, expected('expected'), near(vector.tolerance()), 'published output')
    expectClose(actual, expected('expected_float64'), near(tolerances.float64), 'output')
  })

  it('keras/stacked_lstm/2x1: one LSTM reads the other, both under one mask', async () => {
    const vector = await loadVector('keras_lstm.json', 'keras/stacked_lstm/2x1')
    const [batch = 0, steps = 0, features = 0] = vector.shape('x')
    const layers = [lstm(1, { returnSequences: true }), lstm(1)]
    const network = makeNetwork(layers, [steps, features], stackedParameters(vector, 'layers'), { masked: true, primitives })
    const mask = timeMajor(vector.flags('mask'), batch, steps)
    const plan = readSequence(network, timeMajor(vector.numbers('x'), batch, steps), batch, mask)
    expectClose(plan.scores, vector.numbers('expected', 'last_output'), near(vector.tolerance()), 'published output')
    expectClose(plan.scores, vector.numbers('expected_float64', 'last_output'), near(tolerances.float64), 'output')
  })

  it('tfjs/multi_rnn_cell_2_layers: one step of two layers', async () => {
    const vector = await loadVector('tfjs_lstm.json', 'tfjs/multi_rnn_cell_2_layers')
    const layers = [lstm(1, { returnSequences: true }), lstm(1)]
    const network = makeNetwork(layers, [1, 2], stackedParameters(vector, 'canonical_keras_ifco'), { primitives })
    const plan = readSequence(network, vector.numbers('published', 'x'), 1)
    for (const state of ['c', 'h']) {
      const actual = plan.passes.map((pass) => pass.signals().find(({ name }) => name === state)!.data[0]!)
      expectClose(actual, vector.numbers('expected', state), near(vector.tolerance()), state)
    }
  })
})

/** The parameters of `lstm` and `lstm_1`, which stand in a list under `name`. */
function stackedParameters(vector: PublishedVector, name: string): Readonly<Record<string, Float64Array>> {
  const layers = ['lstm', 'lstm_1'].flatMap((layer, index) =>
    ['kernel', 'recurrent_kernel', 'bias'].map((tensor) => [`${layer}/${tensor}`, vector.numbers(name, index, tensor)] as const),
  )
  return Object.fromEntries(layers)
}

/**
 * Two steps of gradient descent through an LSTM and a dense layer, `tfjs/lstm/BPTT_sgd_2_steps`.
 *
 * Its gates are hard sigmoids of slope 0.2 at 0, ours are sigmoids of slope 0.25. All weights but the dense one begin at 0, so all gates
 * stand at exactly ½ in both. In the first step the state is 0 and only the candidate's column moves; in the second the recurrent kernel is
 * still 0 and the three gates' columns take their first step, by slope times the same factors. So the published candidate column and
 * dense kernel hold as they are, and the gates' columns times 0.25/0.2; nothing of the vector is left out. From a third step on
 * the gates would leave ½ and the two activations part.
 * Both layers are without bias: ours begin at 0 and are not moved. Mean squared error and plain descent are computed here.
 */
it.skipIf(!hasVectors).each(precisions)('tfjs/lstm/BPTT_sgd_2_steps: weights after two steps, in $name', async ({ primitives, values }) => {
  const vector = await loadVector('tfjs_lstm.json', 'tfjs/lstm/BPTT_sgd_2_steps')
  const [batch = 0, steps = 0, features = 0] = vector.shape('x')
  const layers: LayerSpec[] = [lstm(1), { type: 'dense', units: 1, activation: 'linear' }]
  const network = makeNetwork(layers, [steps, features], { 'dense/kernel': vector.numbers('initial', 'dense_kernel') }, { primitives })
  const targets = vector.numbers('y')
  const moved = ['lstm/kernel', 'lstm/recurrent_kernel', 'dense/kernel']
  for (let epoch = 0; epoch < vector.number('config', 'epochs'); epoch++) {
    const plan = readSequence(network, timeMajor(vector.numbers('x'), batch, steps), batch)
    const dScores = values(plan.scores.map((score, row) => (2 * (score - targets[row]!)) / batch))
    const gradients = new ParameterSet(network.description.parameters, primitives)
    plan.backward(dScores, gradients)
    for (const name of moved) {
      const parameter = network.parameters.view(name)
      gradients.view(name).forEach((gradient, index) => (parameter[index]! -= gradient))
    }
  }
  const slopes = 0.25 / 0.2
  const scaled = (tensor: string) => {
    return vector.numbers('expected_after_training', tensor).map((value, index) => (index % 4 === 2 ? value : value * slopes))
  }
  expectClose(network.parameters.view('lstm/kernel'), scaled('kernel'), tolerances.float32Stored, 'kernel')
  expectClose(network.parameters.view('lstm/recurrent_kernel'), scaled('recurrent_kernel'), tolerances.float32Stored, 'recurrent kernel')
  const dense = vector.numbers('expected_after_training', 'dense_kernel')
  expectClose(network.parameters.view('dense/kernel'), dense, tolerances.float32Stored, 'dense kernel')
})
