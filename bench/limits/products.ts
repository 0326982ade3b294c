import { elementCount } from '../../src/core/tensor'
import type { DescribedLayer, ModelDescription } from '../../src/nn/index'

/** The matrix products of a training step: what is left of it when all else costs nothing. */

export interface Product {
  /** `lstm/kernel`: whose product it is. */
  readonly parameter: string
  /** out = in·W, dIn = dOut·Wᵀ, or dW = inᵀ·dOut. */
  readonly kind: 'forward' | 'inputGradient' | 'kernelGradient'
  /** Of `in`. */
  readonly rows: number
  /** Columns of `in`, rows of W. */
  readonly inputs: number
  /** Columns of W. */
  readonly outputs: number
  /** Of a product of one timestep: which. */
  readonly t: number | null
}

/**
 * Every product of one training step in the order in which it must come: all timesteps at once where they are known together, one by
 * one where each needs the state before.
 *
 * Knows layers that have a `kernel`, and recurrent ones by their `recurrent_kernel`, that read forwards.
 */
export function productsOf({ layers }: Pick<ModelDescription, 'layers'>, batch: number): Product[] {
  const trained = layers.filter(({ parameters }) => parameters.length > 0)
  const forward = trained.flatMap((layer) => forwardProducts(layer, batch))
  const backward = trained.toReversed().flatMap((layer) => backwardProducts(layer, batch, layer !== trained[0]))
  return [...forward, ...backward]
}

/** Multiplications and additions of products, each counted. */
export function operationsOf(products: readonly Product[]): number {
  return products.reduce((sum, { rows, inputs, outputs }) => sum + 2 * rows * inputs * outputs, 0)
}

function forwardProducts(layer: DescribedLayer, batch: number): Product[] {
  const { input, recurrent, T } = matricesOf(layer, batch)
  const steps = recurrent === null ? [] : eachStep(T).map((t): Product => ({ ...recurrent, kind: 'forward', t }))
  return [{ ...input, kind: 'forward', t: null }, ...steps]
}

function backwardProducts(layer: DescribedLayer, batch: number, needsInput: boolean): Product[] {
  const { input, recurrent, T } = matricesOf(layer, batch)
  const products: Product[] = []
  if (recurrent !== null) {
    products.push(
      ...eachStep(T)
        .toReversed()
        .map((t): Product => ({ ...recurrent, kind: 'inputGradient', t })),
    )
    products.push({ ...recurrent, rows: T * batch, kind: 'kernelGradient', t: null })
  }
  products.push({ ...input, kind: 'kernelGradient', t: null })
  if (needsInput) products.push({ ...input, kind: 'inputGradient', t: null })
  return products
}

type Matrix = Pick<Product, 'parameter' | 'rows' | 'inputs' | 'outputs'>

/** @returns the product of the input over all timesteps, and that of the state at one of them */
function matricesOf(layer: DescribedLayer, batch: number): { input: Matrix; recurrent: Matrix | null; T: number } {
  const matrix = (tensor: string, rows: number): Matrix | null => {
    const parameter = layer.parameters.find((one) => one.tensor === tensor)
    if (parameter === undefined) return null
    const outputs = parameter.shape.at(-1)!
    return { parameter: parameter.name, rows, inputs: elementCount(parameter.shape) / outputs, outputs }
  }
  const recurrent = matrix('recurrent_kernel', batch)
  // A recurrent layer reads every timestep, whatever it gives; others have a row for each position that they give.
  const T = recurrent === null ? elementCount(layer.output) / layer.output.at(-1)! : layer.input[0]!
  const input = matrix('kernel', T * batch)
  if (input === null) throw new RangeError(`${layer.name}: a layer with parameters and no kernel`)
  return { input, recurrent, T }
}

function eachStep(T: number): number[] {
  return Array.from({ length: T }, (_, t) => t)
}
