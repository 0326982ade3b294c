/** About five times a second, and never more than a fifth of the time. */
const PULSE = { shortestMs: 200, longestMs: 3000, readShare: 0.2 } as const

/** How often the page is asked to read its drawing again while a run goes on, so that readings never starve the training. */
export class Pulse {
  private last = 0
  private interval: number = PULSE.shortestMs

  constructor(private readonly now: () => number) {}

  /** Another run has other weights, and readings of another length. */
  reset(): void {
    this.interval = PULSE.shortestMs
  }

  /** Hears how long the page's last reading took. */
  noteRead(milliseconds: number): void {
    this.interval = Math.min(PULSE.longestMs, Math.max(PULSE.shortestMs, milliseconds / PULSE.readShare))
  }

  get isDue(): boolean {
    return this.now() - this.last >= this.interval
  }

  noteTold(): void {
    this.last = this.now()
  }
}
