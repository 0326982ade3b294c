/** Examples of a batch that one thread computes. */
export interface Slice {
  /** Place of the first one in the batch. */
  readonly first: number
  readonly count: number
}

/** Fewer examples than this are not worth a message to another thread, and products of so few rows waste most of their lanes. */
const SMALLEST = 4

/** Multiplications with an addition, of the way forward, that the own thread begins while a message is on its way: half a millisecond of a fast core. */
const MEANWHILE = 4.5e6

/**
 * Cuts a batch into slices side by side, at most one for each thread. The first is computed by the thread that tells the others: it begins earlier, and
 * computes more. The others' sizes differ by one at most.
 *
 * The cut depends on nothing but these numbers, so that the same number of threads gives the same sums.
 *
 * @param multiplyAdds  of one example, forward
 */
export function cutBatch(examples: number, threads: number, multiplyAdds = Infinity): readonly Slice[] {
  const parts = Math.max(1, Math.min(threads, Math.floor(examples / SMALLEST)))
  const others = parts - 1
  const own = Math.min(examples - others * SMALLEST, Math.round((examples + (others * MEANWHILE) / multiplyAdds) / parts))
  const cut = (part: number): number => own + Math.floor((part * (examples - own)) / others)
  const rest = Array.from({ length: others }, (_, part) => ({ first: cut(part), count: cut(part + 1) - cut(part) }))
  return [{ first: 0, count: own }, ...rest]
}
