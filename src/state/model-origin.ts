import type { ModelInfo } from '../worker/protocol'
import { findTrained } from './trained-models'

/** Whose weights these are: those that the page comes with, fresh ones, or the visitor's own. */
export type ModelOrigin = 'page' | 'fresh' | 'own'

export function originOf({
  name,
  epochs,
  testAccuracy,
  trainedOn,
}: Pick<ModelInfo, 'name' | 'epochs' | 'testAccuracy' | 'trainedOn'>): ModelOrigin {
  if (trainedOn.length === 0) return 'fresh'
  const shipped = findTrained(name)
  return shipped?.epochs === epochs && shipped.testAccuracy === testAccuracy ? 'page' : 'own'
}
