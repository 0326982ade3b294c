import type { LossDefinition } from '../definition'

export const categoricalCrossentropyDefinition: LossDefinition<'categoricalCrossentropy'> = {
  type: 'categoricalCrossentropy',
  formula: '−log p(right class)',
  help: 'How surprised the model is by the right answer: 0 when it was certain of it, log 10 ≈ 2.3 when it guesses among ten classes.',
  ofGuessing: (classes) => Math.log(classes),
  fields: {
    labelSmoothing: {
      kind: 'number',
      min: 0,
      below: 1,
      default: 0,
      help: 'Share of the truth that is spread evenly over all classes, so that the model need not become certain.',
    },
  },
}
