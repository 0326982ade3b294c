import { clipNormField, type OptimizerDefinition } from '../definition'

export const sgdDefinition: OptimizerDefinition<'sgd'> = {
  type: 'sgd',
  formula: 'p ← p − ηg;  with momentum μ: m ← μm − ηg, p ← p + m;  with Nesterov: p ← p + μm − ηg',
  help: 'A step against the gradient of the batch; with momentum the steps before it go on, like a ball that rolls.',
  source:
    'Robbins & Monro 1951; momentum: Polyak 1964; Nesterov 1983 in the form of Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", as Keras’s SGD computes it',
  fields: {
    momentum: { kind: 'number', min: 0, below: 1, default: 0, help: 'Share of the last step that goes on in the next.' },
    nesterov: { kind: 'boolean', default: false, help: 'Look ahead along the momentum before the gradient corrects it.' },
    clipNorm: clipNormField,
  },
  slots: ({ momentum }) => (momentum > 0 ? ['momentum'] : []),
}
