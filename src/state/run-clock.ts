const MILLISECONDS = 1000

/** How long a run has been going, pauses left out. */
export class RunClock {
  /** Milliseconds before the last rest. */
  private before = 0
  private since: number | null = null

  get seconds(): number {
    return (this.before + (this.since === null ? 0 : performance.now() - this.since)) / MILLISECONDS
  }

  go(): void {
    this.since ??= performance.now()
  }

  rest(): void {
    this.before = MILLISECONDS * this.seconds
    this.since = null
  }

  /** Another run, which has been going for so long. */
  reset(seconds = 0): void {
    this.before = MILLISECONDS * seconds
    this.since = null
  }
}
