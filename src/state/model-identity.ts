import type { ModelInfo } from '../worker/protocol'

/** Stands for a model with its weights, as far as the page is told: what was found out with another is of another model. */
export function identityOf(model: ModelInfo | null): string {
  return model === null ? '' : JSON.stringify([model.name, model.seed, model.epochs, model.trainedOn, model.spec])
}
