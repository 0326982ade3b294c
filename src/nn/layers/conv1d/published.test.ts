import { describe, expect, it } from 'vitest'
import { hasVectors } from '../../../testing/fixtures'
import { precisions, type PrecisionCase } from '../../../testing/precisions'
import { loadVector, timeMajor, type PublishedVector } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { STILL } from '../cpu-layer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import type { Conv1dSpec } from '../../spec/model-spec'
import { createCpuLayer } from '../cpu-registry'

/**
 * The convolution over timesteps against the numbers of Keras and TensorFlow.js.
 *
 * Left out, for what this project's convolutions do not have: dilation (`keras/conv1d/re-executed/k2s1causald2`, `tfjs/conv1d/dilation2`,
 * `tfjs/conv1d_layer/dilation2`) and causal padding (the first of them). What else stands in these files is held in `losses.test.ts`.
 */

function layerOf(vector: PublishedVector, options: Partial<Conv1dSpec>): Conv1dSpec {
  const [kernel = 0, , filters = 0] = vector.shape('kernel')
  return { type: 'conv1d', filters, kernel, stride: 1, padding: 'valid', activation: 'linear', within: 'sequence', ...options }
}

/** The layer's output in the vector's own order, [B,T,filters]. */
function convolve({ primitives, values }: PrecisionCase, vector: PublishedVector, layer: Conv1dSpec, bias: Float64Array): Float64Array {
  const [batch = 0, steps = 0, features = 0] = vector.shape('x')
  const described = describeLayer(layer, 'conv1d', [steps, features])
  const parameters = new ParameterSet(described.parameters, primitives)
  parameters.view('conv1d/kernel').set(vector.numbers('kernel'))
  parameters.view('conv1d/bias').set(bias)
  const input = values(timeMajor(vector.numbers('x'), batch, steps))
  const pass = createCpuLayer(described, { index: 0, primitives, parameters }).plan(batch, input, null)
  pass.forward(STILL)
  expect([batch, ...described.output]).toEqual(vector.shape('expected'))
  // Swapping time and batch once more is the way back.
  return timeMajor(Float64Array.from(pass.output), described.output[0] ?? 0, batch)
}

describe.skipIf(!hasVectors).each(precisions)('conv1d as others publish it, in $name', (precision) => {
  it.each<[string, Partial<Conv1dSpec>]>([
    ['k2s1validd1', {}],
    ['k3s1samed1', { padding: 'same' }],
    ['k2s2validd1', { stride: 2 }],
    ['k4s1samed1', { padding: 'same' }],
  ])('keras/conv1d/re-executed/%s', async (name, options) => {
    const vector = await loadVector('keras_conv1d_reexecuted.json', `keras/conv1d/re-executed/${name}`)
    const output = convolve(precision, vector, layerOf(vector, options), vector.numbers('bias'))
    expectClose(output, vector.numbers('expected'), precision.near(tolerances.float64), 'output')
  })

  it.each<[string, Partial<Conv1dSpec>]>([
    ['conv1d/bias/valid', {}],
    ['conv1d/bias/valid/2out', {}],
    ['conv1d/bias/same', { padding: 'same' }],
    ['conv1d/bias/same/2out', { padding: 'same' }],
    ['conv1d_layer/s1/linear', {}],
    ['conv1d_layer/s1/relu', { activation: 'relu' }],
    ['conv1d_layer/s2/linear', { stride: 2 }],
    ['conv1d_layer/s2/relu', { stride: 2, activation: 'relu' }],
  ])('tfjs/%s', async (name, options) => {
    const vector = await loadVector('tfjs_conv_softmax_loss.json', `tfjs/${name}`)
    const output = convolve(precision, vector, layerOf(vector, options), vector.numbers('bias'))
    expectClose(output, vector.numbers('expected'), tolerances.float32Stored, 'output')
  })

  it('tfjs/conv1d/stride2, which has no bias', async () => {
    const vector = await loadVector('tfjs_conv_softmax_loss.json', 'tfjs/conv1d/stride2')
    const output = convolve(precision, vector, layerOf(vector, { stride: 2 }), new Float64Array(2))
    expectClose(output, vector.numbers('expected'), tolerances.float32Stored, 'output')
  })
})
