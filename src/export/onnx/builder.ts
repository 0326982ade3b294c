import type { Tensor } from '../../core/tensor'
import { permuteAxes } from '../layouts'
import type { Attribute, Graph, Node } from './graph'

/**
 * Order of a value's dimensions behind the batch and between operators: N batch, T timesteps, F features, H and W rows and columns,
 * C channels. Recurrent operators want the time first, convolutions the channels before the places.
 */
export type Layout = 'NF' | 'NTF' | 'TNF' | 'NFT' | 'NHWC' | 'NCHW' | 'HNWC'

/** What flows from operator to operator. */
export interface Value {
  readonly name: string
  readonly layout: Layout
}

/** Collects a graph's operators and constants. A value is turned only where the next operator wants it otherwise. */
export class GraphBuilder {
  private readonly nodes: Node[] = []
  private readonly weights = new Map<string, Tensor>()
  private readonly constants = new Map<string, readonly number[]>()

  /** @returns the name of the operator's output, which is the operator's own */
  add(operator: string, name: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    this.nodes.push({ operator, inputs, outputs: [name], attributes })
    return name
  }

  /** An operator of several outputs; an empty name leaves one out. */
  addNode(node: Node): void {
    this.nodes.push(node)
  }

  weight(name: string, tensor: Tensor): string {
    this.weights.set(name, tensor)
    return name
  }

  constant(name: string, values: readonly number[]): string {
    this.constants.set(name, values)
    return name
  }

  /** The same value with its dimensions in the order asked for. */
  as(value: Value, layout: Layout): Value {
    if (value.layout === layout) return value
    const perm = Array.from(layout, (letter) => value.layout.indexOf(letter))
    return { name: this.add('Transpose', `${value.name}_${layout.toLowerCase()}`, [value.name], { perm }), layout }
  }

  finish(described: Pick<Graph, 'name' | 'inputs' | 'outputs'>): Graph {
    return { ...described, nodes: this.nodes, weights: this.weights, constants: this.constants }
  }
}

/** Keras's kernel of a convolution, places first and filters last, as ONNX and PyTorch have it: filters, channels, places. */
export function convolutionKernel(kernel: Tensor): Tensor {
  const { length } = kernel.shape
  return permuteAxes(kernel, kernelAxes(length))
}

/** Which of Keras's dimensions stand where in the kernels of ONNX and PyTorch. */
export function kernelAxes(dimensions: number): number[] {
  return [dimensions - 1, dimensions - 2, ...Array.from({ length: dimensions - 2 }, (_, axis) => axis)]
}
