/** Examples of a batch that one thread computes. */
export interface Slice {
  /** Place of the first one in the batch. */
  readonly first: number
  readonly count: number
}

/** Fewer examples than this are not worth a message to another thread, and products of so few rows waste most of their lanes. */
const SMALLEST = 4

/**
 * Cuts a batch into slices side by side, at most one for each thread, whose sizes differ by one at most; none is smaller than the
 * first, which is computed by the thread that also adds up and moves the parameters.
 *
 * The cut depends on nothing but these two numbers, so that the same number of threads gives the same sums.
 */
export function cutBatch(examples: number, threads: number): readonly Slice[] {
  const parts = Math.max(1, Math.min(threads, Math.floor(examples / SMALLEST)))
  const cut = (part: number): number => Math.floor((part * examples) / parts)
  return Array.from({ length: parts }, (_, part) => ({ first: cut(part), count: cut(part + 1) - cut(part) }))
}
