import { SpecError } from '../../../core/errors'
import { elementCount } from '../../../core/tensor'
import type { ModelDescription } from '../../spec/describe'
import { FLOAT_BYTES } from '../../operations/gpu/tensor'

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

/**
 * @param size   values of a flat buffer of all parameters, padding included
 * @param limit  bytes that a kernel can reach in one buffer
 * @throws SpecError for a model whose parameters this GPU cannot hold together
 */
export function requireFittingParameters(
  { parameterCount: value }: { readonly parameterCount: number },
  size: number,
  limit: number,
): void {
  const bytes = size * FLOAT_BYTES
  if (bytes <= limit) return
  const allowed = { kind: 'gpuParameters', max: Math.floor((value * limit) / bytes) } as const
  throw new SpecError({ where: { kind: 'model' }, field: 'parameters', value, allowed })
}

/**
 * Bytes of the largest tensor of a prediction or an evaluation. Plans of several batch sizes stand beside that of a training, so that long
 * sequences are answered in more pieces; 784 timesteps of 64 LSTM units are in pieces of 79.
 */
const INFERENCE_TENSOR_BYTES = 64 * 2 ** 20

/** The batch that predictions and evaluations are cut into. @param limit  bytes that a kernel can reach in one buffer */
export function inferenceBatch(description: Pick<ModelDescription, 'layers'>, limit: number): number {
  return largestBatch(description, Math.min(limit / 2, INFERENCE_TENSOR_BYTES))
}

/** Batches of predictions between one image and the largest batch, the smallest first: a plan computes a whole batch, however few pictures there are. */
const SMALL_BATCHES = [16, 64] as const
/** Batches of one size that are taken before one of the next size, which may be empty for the most part. */
const BATCHES_FOR_NEXT = 3

/** How many pictures a plan should have that answers the next of so many. */
export function predictionBatch(waiting: number, largest: number): number {
  if (waiting === 1) return 1
  const sizes = [...SMALL_BATCHES.filter((size) => size < largest), largest]
  const fitting = sizes.find((size, place) => {
    const next = sizes[place + 1] ?? Infinity
    return waiting <= size || waiting <= Math.min(BATCHES_FOR_NEXT * size, next - size)
  })
  return fitting ?? largest
}
