/** From pen sample to painted maps, and what else tells whether the page keeps up with the pen. */

/** Measurements looked back on; older ones are forgotten. */
const KEPT = 1000
/** Drawings of which no reading has come; a reading that takes longer than so many frames belongs to none. */
const PENDING = 64
/** Readings farther apart than this do not follow one pen, ms. */
const PAUSE = 500

export interface MeterFigures {
  /** Readings that a pen sample could be told for. */
  readonly count: number
  /** Pen sample to painted maps, ms; null before the first. */
  readonly median: number | null
  readonly worst: number | null
  /** While the drawing changes; null before two readings followed each other. */
  readonly readsPerSecond: number | null
  /** Tasks of the main thread over 50 ms; null where the browser does not tell. */
  readonly longTasks: number | null
  /** The longest of them, ms; 0 for none. */
  readonly longestTask: number
}

interface Pending {
  readonly picture: Float32Array
  readonly sampledAt: number
}

/**
 * Follows pen samples through the page. A drawing carries the time of its newest sample; a reading is known by the picture that was read, since readings skip
 * drawings that came while another was read. All times are milliseconds of one clock.
 */
export class PenLatency {
  private sampledAt: number | null = null
  private newestSample = -Infinity
  private pending: Pending[] = []
  private readonly latencies: number[] = []
  private lastRead: number | null = null
  private reads = { count: 0, milliseconds: 0 }
  private tasks: { count: number; longest: number } | null = null

  /** The pen was here; a sample that was told before is none. */
  sampled(at: number): void {
    if (at <= this.newestSample) return
    this.newestSample = at
    this.sampledAt = at
  }

  /** A drawing was handed to the network; one that no pen changed is not measured. */
  drawn(picture: Float32Array): void {
    if (this.sampledAt === null) return
    this.pending.push({ picture, sampledAt: this.sampledAt })
    if (this.pending.length > PENDING) this.pending.shift()
    this.sampledAt = null
  }

  /**
   * A reading came.
   *
   * @param picture [height,width] that was read
   * @returns when its newest pen sample was taken; null for a reading that no pen asked for, or that was known before
   */
  read(picture: Float32Array, at: number): number | null {
    const index = this.pending.findLastIndex((drawing) => isSame(drawing.picture, picture))
    if (index < 0) return null
    if (this.lastRead !== null && at - this.lastRead < PAUSE) {
      this.reads = { count: this.reads.count + 1, milliseconds: this.reads.milliseconds + at - this.lastRead }
    }
    this.lastRead = at
    const { sampledAt } = this.pending[index]!
    this.pending = this.pending.slice(index + 1)
    return sampledAt
  }

  /** What was sampled then is on the screen now. */
  painted(sampledAt: number, at: number): void {
    this.latencies.push(at - sampledAt)
    if (this.latencies.length > KEPT) this.latencies.shift()
  }

  /** The browser tells of long tasks. */
  watchesTasks(): void {
    this.tasks ??= { count: 0, longest: 0 }
  }

  longTask(milliseconds: number): void {
    const { count, longest } = this.tasks ?? { count: 0, longest: 0 }
    this.tasks = { count: count + 1, longest: Math.max(longest, milliseconds) }
  }

  figures(): MeterFigures {
    const { latencies, reads, tasks } = this
    const sorted = latencies.toSorted((a, b) => a - b)
    return {
      count: sorted.length,
      median: sorted.length > 0 ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : null,
      worst: sorted.at(-1) ?? null,
      readsPerSecond: reads.count > 0 ? (1000 * reads.count) / reads.milliseconds : null,
      longTasks: tasks && tasks.count,
      longestTask: tasks?.longest ?? 0,
    }
  }

  /** Begins anew; drawings on their way still count. */
  reset(): void {
    this.latencies.length = 0
    this.lastRead = null
    this.reads = { count: 0, milliseconds: 0 }
    if (this.tasks !== null) this.tasks = { count: 0, longest: 0 }
  }
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
