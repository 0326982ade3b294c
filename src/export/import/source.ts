import { ShapeError } from '../../core/errors'
import { printable } from '../../core/printable'
import { elementCount, formatShape, type Tensor } from '../../core/tensor'
import type { ModelKind } from '../../core/exchange-details'
import type { DescribedLayer, DescribedParameter, ModelDescription } from '../../nn'
import { ImportError } from '../errors'
import { zeros } from '../layouts'

/** Which layer of a foreign file belongs to which of the network. */

/** One layer of a file, with its tensors under Keras's names and in Keras's layouts. */
export interface SourceLayer {
  /** As the file calls it. */
  readonly name: string
  /** By the name within the layer: `kernel`, `backward_bias`. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** The same tensors as the file calls them, for messages. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * Finds a layer of the file for each of the network's that has weights: the one of its name, else the first that fits. All are used up.
 *
 * @returns parameters for an engine
 * @throws ImportError  `missing` or `shape` for a layer that nothing fits, `left` for what has no place
 * @throws ShapeError for a value that is not finite
 */
export function matchLayers(sources: readonly SourceLayer[], { layers }: ModelDescription, found: ModelKind): Map<string, Tensor> {
  const free = new Set(sources)
  const matched = new Map<string, Tensor>()
  for (const layer of layers.filter(({ parameters }) => parameters.length > 0)) {
    const fitting = [...free].filter((source) => fits(source, layer))
    const source = fitting.find(({ name }) => name === layer.name || name.endsWith(`.${layer.name}`)) ?? fitting[0]
    if (source === undefined) throw unfit([...free], layer, found)
    free.delete(source)
    for (const parameter of layer.parameters) matched.set(parameter.name, finite(parameter.name, tensorFor(source, parameter)!))
  }
  const left = [...free].flatMap(({ names }) => [...names.values()].map(printable))
  if (left.length > 0)
    throw new ImportError({ found, problem: { kind: 'left', names: left.slice(0, 4), more: Math.max(0, left.length - 4) } })
  return matched
}

function fits(source: SourceLayer, { parameters }: DescribedLayer): boolean {
  const known = new Set(parameters.map(({ tensor }) => tensor))
  return [...source.tensors.keys()].every((tensor) => known.has(tensor)) && parameters.every((each) => tensorFor(source, each) !== null)
}

/** The tensor in the shape that the network has it in; a bias that lacks is 0, as without one. */
function tensorFor({ tensors }: SourceLayer, { tensor, shape }: DescribedParameter): Tensor | null {
  const given = tensors.get(tensor)
  if (given === undefined) return tensor.endsWith('bias') ? zeros(shape) : null
  // A convolution over a row is one over a picture of height 1 elsewhere.
  return withoutOnes(given.shape) === withoutOnes(shape) ? { shape, data: given.data } : null
}

function withoutOnes(shape: readonly number[]): string {
  return shape.length < 3 ? formatShape(shape) : formatShape(shape.filter((size) => size !== 1))
}

/** The nearest reason: a layer of this kind and another size, else that there is none. */
function unfit(free: readonly SourceLayer[], { name, parameters }: DescribedLayer, found: ModelKind): ImportError {
  const expected = new Set(parameters.map(({ tensor }) => tensor))
  const alike = free.filter(({ tensors }) => [...tensors.keys()].every((tensor) => expected.has(tensor)))
  const source = alike.find((each) => each.name === name) ?? alike.find(({ tensors }) => tensors.size === expected.size) ?? alike[0]
  for (const { tensor, shape } of parameters) {
    const given = source?.tensors.get(tensor)
    if (source !== undefined && given !== undefined && withoutOnes(given.shape) !== withoutOnes(shape)) {
      const problem = {
        kind: 'shape',
        tensor: printable(source.names.get(tensor) ?? tensor),
        expected: shape,
        actual: given.shape,
      } as const
      return new ImportError({ found, problem })
    }
  }
  const [first] = parameters
  return new ImportError({ found, problem: { kind: 'missing', tensor: first?.name ?? name, expected: first?.shape ?? [] } })
}

function finite(name: string, tensor: Tensor): Tensor {
  const index = tensor.data.findIndex((value) => !Number.isFinite(value))
  if (index >= 0) throw new ShapeError({ tensor: name, misfit: { kind: 'notFinite', actual: tensor.data[index]!, index } })
  if (tensor.data.length !== elementCount(tensor.shape)) {
    throw new ShapeError({ tensor: name, misfit: { kind: 'count', expected: elementCount(tensor.shape), actual: tensor.data.length } })
  }
  return tensor
}
