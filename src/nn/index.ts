/** The networks' face: everything above uses this, and nothing deeper. */

export { deformImage } from './operations/cpu/augmentation'
export type * from './engine'
export { createEngine, inspectEngine } from './engines/registry'
export type { Augmentation } from './spec/augmentation'
export type * from './spec/definition'
export type { DescribedLayer, DescribedParameter, ModelDescription } from './spec/describe'
export { describeModel, explainShapes } from './spec/describe'
export { initialParameters } from './spec/initializers'
export type * from './spec/model-spec'
export { parseModelSpec } from './spec/parse'
export { ProfileUnavailableError, profileTable } from './profile'
