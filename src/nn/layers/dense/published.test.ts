import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { hasVectors } from '../../../testing/fixtures'
import { precisions } from '../../../testing/precisions'
import { loadVector } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { STILL } from '../cpu-layer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import { parseModelSpec } from '../../spec/parse'
import { createDense } from './cpu'

/**
 * Keras's dense layer, `keras_losses_dense_dropout.json`: all of its vectors. Ours always has a bias, which is 0 where theirs has none;
 * of the units that must be refused, `None` is what an editor leaves empty.
 */
describe.skipIf(!hasVectors).each(precisions)('the dense layer as Keras publishes it, in $name', ({ primitives, near, values }) => {
  it.each([
    ['keras/dense/relu', 'relu'],
    ['keras/dense/no_bias', 'linear'],
  ] as const)('%s', async (id, activation) => {
    const vector = await loadVector('keras_losses_dense_dropout.json', id)
    const layer = { type: 'dense', units: 2, activation } as const
    const described = describeLayer(layer, 'dense', [2])
    const parameters = new ParameterSet(described.parameters, primitives)
    parameters.view('dense/kernel').set(vector.numbers('kernel'))
    if (activation === 'relu') parameters.view('dense/bias').set(vector.numbers('bias'))
    const pass = createDense(described, layer, { index: 0, primitives, parameters }).plan(1, values(vector.numbers('x')), null)
    pass.forward(STILL)
    expectClose(pass.output, vector.numbers('expected'), near(tolerances.float64), 'output')
  })

  it('keras/dense/bad_units', async () => {
    const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/dense/bad_units')
    const cases = vector.at('cases')
    expect(cases).toHaveLength(5)
    for (const units of Array.isArray(cases) ? cases : []) {
      const layers = [{ type: 'lstm' }, { type: 'dense', units: units as unknown }, { type: 'dense', activation: 'softmax' }]
      expect(() => parseModelSpec({ version: 1, layers })).toThrow(SpecError)
    }
  })
})
