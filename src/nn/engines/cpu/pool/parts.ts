import type { Slice } from './slices'

/** Sizes of parts, largest first: few, so that the same plans serve again. Activations of 64 stay in the cache, and larger products are no faster. */
const SIZES = [64, 32, 16, 8] as const
/** Products of up to four rows add up in another order than larger ones: no part is as small beside others, so that all cuts give the same bits. */
const SMALLEST = 8
/** Pictures of a part before anybody has measured how long one takes. */
const UNMEASURED = 16
/** A reading waits for one part at most. */
const LONGEST_MS = 8
/** The shortest part, as a share of the longest: less is not worth a message. */
const SHORTEST = 1 / 3

/** How long pictures take on this thread. */
export class Pace {
  private latest: number | null = null
  private slowest = 0

  /** Computes so many pictures, and notes how long that takes. */
  measure<R>(count: number, compute: () => R): R {
    const begin = performance.now()
    const result = compute()
    this.latest = (performance.now() - begin) / count
    this.slowest = Math.max(this.slowest, this.latest)
    return result
  }

  /** Milliseconds of a part at the slowest so far; 0 before the first. */
  slowestOf({ count }: Slice): number {
    return count * this.slowest
  }

  /** Pictures of a part that ends in time. */
  get inTime(): number {
    return this.latest === null ? UNMEASURED : LONGEST_MS / this.latest
  }
}

/**
 * Many pictures in parts, cut as they are asked for: short enough for readings in between, and towards the end ever smaller, so that all threads end
 * together. No answer depends on the cut.
 */
export class Parts {
  private begun = 0
  /** Of threads that were lost. */
  private readonly left: Slice[] = []

  /**
   * @param largest  pictures of a part at most; fewer than 16 are the size of all parts
   * @param threads  that share them
   */
  constructor(
    private readonly count: number,
    private readonly largest: number,
    private readonly threads: number,
    private readonly pace: Pace,
  ) {}

  /** The next one, as long as there is one. */
  take(): Slice | undefined {
    const left = this.left.pop()
    if (left !== undefined || this.begun === this.count) return left
    const part = { first: this.begun, count: this.nextSize(this.count - this.begun) }
    this.begun += part.count
    return part
  }

  /** Takes back what nobody has computed. */
  giveBack(part: Slice): void {
    this.left.push(part)
  }

  private nextSize(waiting: number): number {
    const { largest, threads } = this
    if (largest < 2 * SMALLEST) return Math.min(largest, waiting)
    const { inTime } = this.pace
    const share = threads === 1 ? waiting : Math.max(waiting / (2 * threads), inTime * SHORTEST)
    const most = Math.min(largest, share, inTime)
    const size = SIZES.find((each) => each <= most) ?? SMALLEST
    if (waiting - size >= SMALLEST || waiting === size) return size
    // The rest would be too small by itself.
    return waiting <= largest ? waiting : size / 2
  }
}
