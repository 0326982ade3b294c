import { ShapeError } from '../../core/errors'
import { elementCount, formatShape, type Tensor } from '../../core/tensor'
import type { DescribedParameter } from './describe'

/**
 * Holds tensors from outside against a model: exactly its names, its shapes, and finite numbers.
 *
 * @param prefix  stands before each name in messages: `optimizer/m/`
 * @throws ShapeError for the first tensor that is missing, unknown, misshapen or not finite
 */
export function requireTensors(described: readonly DescribedParameter[], tensors: ReadonlyMap<string, Tensor>, prefix = ''): void {
  for (const { name, shape } of described) requireTensor(prefix + name, shape, tensors.get(name))
  const known = new Set(described.map(({ name }) => name))
  for (const name of tensors.keys()) {
    if (!known.has(name)) throw new ShapeError({ tensor: prefix + name, misfit: { kind: 'unknown' } })
  }
}

function requireTensor(name: string, shape: readonly number[], tensor: Tensor | undefined): void {
  if (tensor === undefined) throw new ShapeError({ tensor: name, misfit: { kind: 'missing', expected: shape } })
  if (formatShape(tensor.shape) !== formatShape(shape)) {
    throw new ShapeError({ tensor: name, misfit: { kind: 'shape', expected: shape, actual: tensor.shape } })
  }
  if (tensor.data.length !== elementCount(shape)) {
    throw new ShapeError({ tensor: name, misfit: { kind: 'count', expected: elementCount(shape), actual: tensor.data.length } })
  }
  const bad = tensor.data.findIndex((value) => !Number.isFinite(value))
  if (bad !== -1) throw new ShapeError({ tensor: name, misfit: { kind: 'notFinite', actual: tensor.data[bad]!, index: bad } })
}
