import { elementCount } from '../../core/tensor'
import type { ModelDescription } from '../spec/describe'
import { FLOAT_BYTES } from './tensor'

/** What padding can add to a row: three values for each of an LSTM's four gates. */
const PADDING = 12

/**
 * The largest batch whose tensors each fit into a buffer of `limit` bytes, at least 1.
 *
 * The largest tensors of a layer are those around its products: one row per timestep (and one for the state before the first) or
 * position, and as many columns as the kernel has rows (what a window sees) or columns (the gates of all units).
 */
export function largestBatch({ layers }: Pick<ModelDescription, 'layers'>, limit: number): number {
  const values = layers.flatMap(({ input, output, parameters }) => {
    const positions = elementCount(input) / input.at(-1)!
    const products = parameters.map(({ shape }) => {
      const outputs = shape.at(-1)!
      const rows = Math.max(input.length === 2 ? positions + 1 : positions, elementCount(output) / outputs)
      return rows * (Math.max(elementCount(shape) / outputs, outputs) + PADDING)
    })
    return [...products, positions * (input.at(-1)! + PADDING)]
  })
  return Math.max(1, Math.floor(limit / (Math.max(...values) * FLOAT_BYTES)))
}
