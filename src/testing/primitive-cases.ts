import type { declarations, Primitives } from '../nn/operations/cpu/primitives'
import { activationCases } from './primitive-cases/activations'
import { bernoulliCases } from './primitive-cases/bernoulli'
import type { Cases } from './primitive-cases/cases'
import { dropoutCases } from './primitive-cases/dropout'
import { gruCases } from './primitive-cases/gru'
import { layerNormCases } from './primitive-cases/layer-norm'
import { lstmCases } from './primitive-cases/lstm'
import { mixtureCases } from './primitive-cases/mixture'
import { optimizerCases } from './primitive-cases/optimizers'
import { productCases } from './primitive-cases/products'
import { rowCases } from './primitive-cases/rows'
import { windowCases } from './primitive-cases/windows'

/** Every primitive at random sizes, by its name, to hold one set of primitives against another. */
export const primitiveCases: Cases<typeof declarations & Pick<Primitives, 'repeat'>> = {
  ...productCases,
  ...rowCases,
  ...activationCases,
  ...windowCases,
  ...lstmCases,
  ...gruCases,
  ...dropoutCases,
  ...layerNormCases,
  ...mixtureCases,
  ...bernoulliCases,
  ...optimizerCases,
}
