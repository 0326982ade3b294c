import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { hasVectors } from '../../../testing/fixtures'
import { loadVector } from '../../../testing/published'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { float64Primitives } from '../../cpu/float64'
import { STILL } from '../../cpu/layer'
import { ParameterSet } from '../../cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import { parseModelSpec } from '../../spec/parse'
import { createDense } from './cpu'

/**
 * Keras's dense layer, `keras_losses_dense_dropout.json`: all of its vectors. Ours always has a bias, which is 0 where theirs has none;
 * of the units that must be refused, `None` is what an editor leaves empty.
 */
describe.skipIf(!hasVectors)('the dense layer as Keras publishes it', () => {
  it.each([
    ['keras/dense/relu', 'relu'],
    ['keras/dense/no_bias', 'linear'],
  ] as const)('%s', async (id, activation) => {
    const vector = await loadVector('keras_losses_dense_dropout.json', id)
    const layer = { type: 'dense', units: 2, activation } as const
    const described = describeLayer(layer, 'dense', [2])
    const parameters = new ParameterSet(described.parameters, float64Primitives)
    parameters.view('dense/kernel').set(vector.numbers('kernel'))
    if (activation === 'relu') parameters.view('dense/bias').set(vector.numbers('bias'))
    const pass = createDense(described, layer, { index: 0, primitives: float64Primitives, parameters }).plan(1, vector.numbers('x'), null)
    pass.forward(STILL)
    expectClose(pass.output, vector.numbers('expected'), tolerances.float64, 'output')
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
