/** Keeps the GPU busy with training steps, and free enough for a reading to come between. */

/** With two, the GPU has the next step before the last one's end is known. */
const MOST = 2
/** A step this long, ms, makes the moment between two of them small beside it. */
const LONG_STEP = 30
/** A reading waits for a piece of a step, which shall not be longer than this, ms; but no step is cut in more pieces than that, unless they were endless. */
const PIECE = 30
const MOST_PIECES = 12
const LONGEST_PIECE = 100
/** Nothing is ever queued that takes longer than this, ms: the first touch of the pen waits for it, before anybody is known to read. */
const FIRST_TOUCH = 250
/** After a reading another one is expected for this long, ms: while somebody draws they come all the time. */
export const ATTENTION = 1000

interface Begun {
  readonly at: number
  readonly done: Promise<unknown>
}

/**
 * Bounds how much waits on the GPU, for a reading waits for all that was submitted before it: two steps, or a piece of one where steps are
 * long and somebody reads along.
 */
export class StepsInFlight {
  private readonly steps: Begun[] = []
  private stepTime = 0
  private lastDone = -Infinity
  private lastReading = -Infinity

  /** @param now milliseconds of any clock */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Somebody reads with the model that is trained. */
  noteReading(): void {
    this.lastReading = this.now()
  }

  /** In how many pieces the next step is to be submitted, each when the one before it is through. */
  get pieces(): number {
    if (!this.isAttentive) return Math.max(1, Math.ceil(this.stepTime / FIRST_TOUCH))
    return Math.min(Math.max(MOST_PIECES, Math.ceil(this.stepTime / LONGEST_PIECE)), Math.ceil(this.stepTime / PIECE))
  }

  /**
   * Takes a step that was just submitted. Resolves as soon as the next may be; rejects with what a step before it failed of.
   *
   * @param at  when its first piece was
   */
  async add(done: Promise<unknown>, at = this.now()): Promise<void> {
    // A step that fails is told when its turn comes, which may be after it has failed.
    done.catch(() => undefined)
    this.steps.push({ at, done })
    while (this.steps.length >= this.most) await this.finishOldest()
  }

  private get most(): number {
    return this.isAttentive || this.stepTime > FIRST_TOUCH ? 1 : MOST
  }

  private get isAttentive(): boolean {
    return this.stepTime > LONG_STEP && this.now() - this.lastReading < ATTENTION
  }

  private async finishOldest(): Promise<void> {
    const oldest = this.steps.shift()
    if (oldest === undefined) return
    await oldest.done
    const now = this.now()
    // It began when it was submitted, or when the one before it was through.
    this.stepTime = now - Math.max(oldest.at, this.lastDone)
    this.lastDone = now
  }
}
