import { ThreadLostError } from '../../../../core/errors'
import type { Pace, Parts } from './parts'
import type { Slice } from './slices'
import { patienceFor, type Thread } from './thread'

/** Parts that wait at a helper, so that it never waits for a message. */
const PARTS_AHEAD = 2

/** What is done with each part of many pictures. */
export interface PartWork<R> {
  /** Computes a part on this thread. */
  here(part: Slice): Promise<R>
  /** The same on another. */
  there(part: Slice, helper: Thread): Promise<R>
  /** Hears of every part once, in any order. */
  onDone(part: Slice, result: R): void
}

/**
 * Many pictures in parts: this thread and those that join it each take the next part when they have finished one. A part of a helper that is
 * lost, or hangs, goes to whoever asks next.
 */
export class SharedWork<R> {
  private readonly lanes: Promise<void>[] = []
  private readonly joined = new Set<Thread>()
  /** Settles when this thread has computed a part, whose time is the measure for helpers. */
  private readonly measured: Promise<void>
  private noteMeasured = (): void => {}
  /** This thread's own, whoever comes. */
  private readonly first: Slice | undefined
  private ended = false

  /** @param pace  of this thread, which `here` measures */
  constructor(
    private readonly parts: Parts,
    private readonly pace: Pace,
    private readonly work: PartWork<R>,
  ) {
    this.first = parts.take()
    this.measured = new Promise((resolve) => (this.noteMeasured = resolve))
  }

  /** Every part is handed out, or the work has failed: there is nothing to join. */
  get isOver(): boolean {
    return this.ended
  }

  has(helper: Thread): boolean {
    return this.joined.has(helper)
  }

  /** Gives parts to helpers that have none yet. */
  join(fresh: readonly Thread[]): void {
    for (const helper of fresh) this.joined.add(helper)
    // Everybody has a part before anybody has a second one.
    for (let ahead = 0; ahead < PARTS_AHEAD; ahead++) {
      for (const helper of fresh) {
        const part = this.parts.take()
        if (part === undefined) return
        const lane = this.helped(helper, part)
        // It is awaited once this thread has no more to do.
        lane.catch(() => {})
        this.lanes.push(lane)
      }
    }
  }

  /** Computes on this thread what nobody else does. @throws what the work throws, apart from the loss of helpers */
  async run(): Promise<void> {
    try {
      if (this.first !== undefined) await this.own(this.first)
      this.noteMeasured()
      await this.ownRest()
    } finally {
      this.noteMeasured()
      this.ended = true
    }
    await Promise.all(this.lanes)
    await this.ownRest()
  }

  private async ownRest(): Promise<void> {
    for (let part = this.parts.take(); part !== undefined; part = this.parts.take()) await this.own(part)
  }

  private async own(part: Slice): Promise<void> {
    this.work.onDone(part, await this.work.here(part))
  }

  private async helped(helper: Thread, first: Slice): Promise<void> {
    for (let part: Slice | undefined = first; part !== undefined; part = this.parts.take()) {
      const answer = this.work.there(part, helper)
      // It may fail before it is awaited.
      answer.catch(() => {})
      await this.measured
      try {
        this.work.onDone(part, await helper.answerWithin(answer, patienceFor(this.pace.slowestOf(part))))
      } catch (error) {
        if (!(error instanceof ThreadLostError)) throw error
        return this.parts.giveBack(part)
      }
    }
  }
}
