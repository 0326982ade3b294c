/** Timesteps that are computed one behind the other while what they share is in the cache. */
export interface Block {
  /** Places in reading order, from `first` to before `end`. */
  readonly first: number
  readonly end: number
  /** The earliest of its timesteps, times the batch: where its rows begin in [T,B,…]. */
  readonly from: number
  /** Of the products over all its timesteps. */
  readonly rows: number
}

/** Values of a block's gates: with states and weights they stay in a second-level cache of 1 MB. */
const BLOCK_VALUES = 2 ** 16
/** Below so many rows, products over all timesteps of a block are slower than those over the whole sequence. */
const FEWEST_ROWS = 256

/**
 * Cuts a sequence into blocks of about the same length, in reading order.
 *
 * @param columns  of the gates of one example at one timestep
 */
export function cutTimesteps(T: number, B: number, columns: number, isForward: boolean): readonly Block[] {
  const steps = Math.max(Math.ceil(FEWEST_ROWS / B), Math.floor(BLOCK_VALUES / (B * columns)))
  const count = Math.max(1, Math.floor(T / steps))
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((index * T) / count)
    const end = Math.floor(((index + 1) * T) / count)
    return { first, end, from: (isForward ? first : T - end) * B, rows: (end - first) * B }
  })
}
