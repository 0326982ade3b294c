import { picturesOf, toInk, type LabelledImages } from '../../src/core/images'
import type { ReadingModel } from '../../src/nn/engine'
import { spreadOf, type Spread } from './quantiles'

/** How much of a state's gradient is left at each timestep on its way back. */
export interface Flow {
  /** `lstm ‖∂L/∂c_t‖` */
  readonly title: string
  /** [T] norm of dLoss/dstate_t as a multiple of that at the step read last, over pictures; in the order of time. */
  readonly ratios: readonly Spread[]
}

/**
 * Goes back from the loss of each picture against its own class, and compares norms within each picture: one that the model is sure of
 * has a small gradient everywhere.
 *
 * @returns one for every state of every recurrent layer and direction; a picture whose last gradient is 0 in float32 is left out
 * @throws RangeError for a model without recurrent layers
 */
export async function measureFlows(model: ReadingModel, set: LabelledImages): Promise<Flow[]> {
  const ratios = new Map<string, number[][]>()
  for (const [index, label] of set.labels.entries()) {
    const { gradients } = await model.trace(toInk(picturesOf(set, index, index + 1)), { gradients: { label } })
    for (const { layer, signal, direction, norms } of gradients?.states ?? []) {
      const last = direction === 'forward' ? norms.at(-1)! : norms[0]!
      if (last === 0) continue
      const title = `${layer} ‖∂L/∂${signal}_t‖${direction === 'forward' ? '' : ', read backwards'}`
      const steps = ratios.get(title) ?? Array.from(norms, () => [])
      norms.forEach((norm, t) => steps[t]!.push(norm / last))
      ratios.set(title, steps)
    }
  }
  if (ratios.size === 0) throw new RangeError('The model has no recurrent layer whose gradient could be followed')
  return [...ratios].map(([title, steps]) => ({ title, ratios: steps.map(spreadOf) }))
}
