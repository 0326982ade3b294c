import { ShapeError } from '../../core/errors'
import { elementCount, formatShape, type Tensor } from '../../core/tensor'
import type { ModelDescription } from './describe'

/**
 * Holds tensors from outside against what a model needs, before any of them is taken.
 *
 * @throws ShapeError names the tensor that is missing, unknown, misshapen or not finite
 */
export function checkParameters(description: ModelDescription, parameters: ReadonlyMap<string, Tensor>): void {
  const known = new Set(description.parameters.map(({ name }) => name))
  for (const name of parameters.keys()) {
    if (!known.has(name))
      throw new ShapeError({ tensor: name, expected: `one of ${[...known].join(', ')}`, actual: 'a tensor of that name' })
  }
  for (const { name, shape } of description.parameters) {
    const tensor = parameters.get(name)
    const expected = formatShape(shape)
    if (tensor === undefined) throw new ShapeError({ tensor: name, expected, actual: 'nothing' })
    if (formatShape(tensor.shape) !== expected) throw new ShapeError({ tensor: name, expected, actual: formatShape(tensor.shape) })
    if (tensor.data.length !== elementCount(shape)) {
      throw new ShapeError({ tensor: name, expected: `${elementCount(shape)} values`, actual: `${tensor.data.length} values` })
    }
    const bad = tensor.data.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0) throw new ShapeError({ tensor: name, expected: 'finite numbers', actual: `${tensor.data[bad]!} at ${bad}` })
  }
}
