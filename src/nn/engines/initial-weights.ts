import type { Tensor } from '../../core/tensor'
import type { InitialWeights } from '../engine'
import { requireTensors } from '../spec/require-tensors'
import type { ModelDescription } from '../spec/describe'
import { initialParameters } from '../spec/initializers'

/** What a new model begins with; nothing is drawn where weights are given. @throws ShapeError for weights of another model */
export function initialWeights(description: Pick<ModelDescription, 'parameters'>, from: InitialWeights): ReadonlyMap<string, Tensor> {
  if (!('parameters' in from)) return initialParameters(description, from.seed)
  requireTensors(description.parameters, from.parameters)
  return from.parameters
}
