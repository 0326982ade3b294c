/** Figures that a training panel and a terminal show; pure arithmetic over time stamps in milliseconds. */

interface Mark {
  /** Running time so far, ms. */
  readonly time: number
  /** Images done by then. */
  readonly images: number
}

/** Training images per second of running time: pauses and evaluations do not count. */
export class Throughput {
  private marks: Mark[] = []
  private runningTime = 0
  private images = 0
  /** When the clock was last read, null while it stands still. */
  private since: number | null = null

  /** @param windowMs length of running time that the figure looks back on */
  constructor(private readonly windowMs = 5000) {}

  /** Lets the clock run from `now` on. */
  start(now: number): void {
    if (this.since !== null) return
    this.since = now
    if (this.marks.length === 0) this.marks.push({ time: 0, images: 0 })
  }

  /** Stops the clock. */
  halt(now: number): void {
    this.advance(now)
    this.since = null
  }

  /** `images` more are done at `now`; starts the clock if it stood still. */
  add(now: number, images: number): void {
    this.start(now)
    this.advance(now)
    this.images += images
    this.marks.push({ time: this.runningTime, images: this.images })
    while (this.marks.length > 2 && this.marks[1]!.time <= this.runningTime - this.windowMs) this.marks.shift()
  }

  /** Images per second over the last `windowMs`; null before it is known. */
  get rate(): number | null {
    const first = this.marks[0]
    const last = this.marks.at(-1)
    if (first === undefined || last === undefined || last.time <= first.time) return null
    return (1000 * (last.images - first.images)) / (last.time - first.time)
  }

  /** Seconds until `images` more are done; null before it is known. */
  secondsFor(images: number): number | null {
    const rate = this.rate
    return rate === null || rate === 0 ? null : images / rate
  }

  /** Running time in all, in seconds. */
  get seconds(): number {
    return this.runningTime / 1000
  }

  private advance(now: number): void {
    if (this.since === null) return
    this.runningTime += Math.max(0, now - this.since)
    this.since = now
  }
}
