import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { describeLayer } from '../../nn/spec/describe'
import type { Formula } from '../../nn/spec/formula'
import type { LayerSpec } from '../../nn/spec/model-spec'
import { conv1d } from '../../testing/convolutions'
import { cellJacobian } from '../explain/lesson-formulas'
import { Equation, SignalEquation } from './equations'
import { Factor } from './Typeset'

/** Everything that is read of it, in the order of the page's source: indices come after their letters, the lower one first. */
function textOf(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, '')
}

function equation(layer: LayerSpec, signal: string): string {
  const { formulas } = describeLayer(layer, layer.type, [6, 6])
  return renderToStaticMarkup(createElement(SignalEquation, { formulas, signal }))
}

const recurrent = (type: 'lstm' | 'gru' | 'rnn'): LayerSpec => ({ type, units: 2, returnSequences: false, direction: 'forward' })

describe('equations', () => {
  it('are set from those of the cell', () => {
    expect(textOf(equation(recurrent('lstm'), 'f'))).toBe('ft=σ(Wxfxt+Whfht−1+bf)')
    expect(textOf(equation(recurrent('lstm'), 'c'))).toBe('Ct=ft⊙Ct−1+it⊙C~t')
    expect(textOf(equation(recurrent('lstm'), 'h'))).toBe('ht=ot⊙tanh(Ct)')
    expect(textOf(equation(recurrent('gru'), 'n'))).toBe('h~t=tanh(Wxhxt+bxh+rt⊙(Whhht−1+bhh))')
    expect(textOf(equation(recurrent('gru'), 'h'))).toBe('ht=zt⊙ht−1+(1−zt)⊙h~t')
    expect(textOf(equation(recurrent('rnn'), 'h'))).toBe('ht=tanh(Wxxt+Whht−1+b)')
  })

  it('are set in MathML: indices, accents, functions upright', () => {
    expect(equation(recurrent('lstm'), 'g')).toContain(
      '<msub><mover accent="true"><mi>C</mi><mo stretchy="false">~</mo></mover><mi>t</mi></msub>',
    )
    expect(equation(recurrent('lstm'), 'g')).toContain('<msubsup><mi>W</mi><mi>x</mi><mi>C</mi></msubsup>')
    expect(equation(recurrent('lstm'), 'g')).toContain('<mi mathvariant="normal">tanh</mi>')
  })

  it('of a convolution say where its window slides and what padding shifts', () => {
    expect(textOf(equation(conv1d('sequence', 2, 3), 'output'))).toBe('yt=φ(∑kWkxst+k+b)')
    expect(textOf(equation(conv1d('sequence', 2, 3, 1, 'same'), 'output'))).toBe('yt=φ(∑kWkxst+k−p+b)')
    expect(textOf(equation(conv1d('step', 2, 3), 'output'))).toBe('yt,n=φ(∑kWkxt,sn+k+b)')
  })

  it('multiply Jacobians from the last step down', () => {
    expect(textOf(renderToStaticMarkup(createElement(Equation, cellJacobian)))).toBe('∂CT∂Ct=∏k=Tt+1diag(fk)+…')
  })

  it('are nothing for a signal that has none', () => {
    expect(equation(recurrent('rnn'), 'c')).toBe('')
  })
})

it('a factor of several terms stands in parentheses', () => {
  const one: Formula = { is: 'number', value: 1 }
  const set = (formula: Formula): string => textOf(renderToStaticMarkup(createElement(Factor, { formula })))
  expect(set({ is: 'difference', from: one, less: one })).toBe('(1−1)')
  expect(set(one)).toBe('1')
})
