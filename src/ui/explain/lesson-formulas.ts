/** The formulas that the lessons show, whatever model is loaded. */

import { describeLayer } from '../../nn/spec/describe'
import {
  applied,
  difference,
  equal,
  type Formula,
  fraction,
  letter,
  named,
  number,
  over,
  product,
  type SignalFormula,
  square,
  sum,
} from '../../nn/spec/formula'

/** Of a layer of this kind; its sizes are in no formula. */
function formulasOf(type: 'lstm' | 'rnn'): readonly SignalFormula[] {
  return describeLayer({ type, units: 1, returnSequences: false, direction: 'forward' }, type, [1, 1]).formulas
}

export const lstmFormulas = formulasOf('lstm')
export const rnnFormulas = formulasOf('rnn')

type Sides = Pick<SignalFormula, 'left' | 'right'>

/** What the model would answer after step t, from the state of that step. */
export const beliefFormula: Sides = {
  left: letter('p', letter('t')),
  right: applied('softmax', sum(product(letter('W'), letter('h', letter('t'))), letter('b'))),
}

/** What the last layer makes of its scores z. */
export const softmaxFormula: Sides = {
  left: letter('p', letter('k')),
  right: fraction(powerOf('k'), over('∑', letter('j'), powerOf('j'))),
}

function powerOf(place: string): Formula {
  return letter('e', undefined, letter('z', letter(place)))
}

/** ∂h_T/∂h_t of a plain RNN: the factors of all steps between, the last step's first. */
export const recurrentJacobian: Sides = {
  left: derivative('h'),
  right: overSteps(product(applied('diag', difference(number(1), square(letter('h', letter('k'))))), letter('W', letter('h')))),
}

/** ∂C_T/∂C_t of an LSTM along the cell. */
export const cellJacobian: Sides = {
  left: derivative('C'),
  right: sum(overSteps(applied('diag', letter('f', letter('k')))), named('…')),
}

/** The gradient of the mean reward: of every drawing n its advantage A times that of its likelihood. */
export const policyGradient: Sides = {
  left: byWeights(letter('R')),
  right: over('∑', letter('n'), product(letter('A', letter('n')), byWeights(product(named('log\u2009'), letter('p', letter('n')))))),
}

function byWeights(of: Formula): Formula {
  return fraction(product(named('∂'), of), product(named('∂'), letter('W')))
}

function derivative(state: string): Formula {
  const d = (time: string) => product(named('∂'), letter(state, letter(time)))
  return fraction(d('T'), d('t'))
}

/** From k = T down to t + 1: matrices are multiplied in this order. */
function overSteps(factor: Formula): Formula {
  return over('∏', equal(letter('k'), letter('T')), factor, sum(letter('t'), number(1)))
}
