import type { StepReport } from '../../engine'

/** Events wait no longer than this for their turn, or one step. */
const TURN_MS = 1
/** Nor for more steps than this, whatever the clock says. */
const MOST_STEPS = 100

/** Steps that are computed one behind the other before events have their turn, and what is told of them then. */
export class StepTurn {
  private ends = 0
  private firstStep = 0
  private losses: number[] = []
  private correct: number[] = []
  private examples: number[] = []

  /** A step is finished. */
  note(step: number, loss: number, correct: number, examples: number): void {
    if (this.losses.length === 0) this.firstStep = step
    this.losses.push(loss)
    this.correct.push(correct)
    this.examples.push(examples)
  }

  /** Whether the turn has time for one more; where it has not, the next begins now. */
  goesOn(): boolean {
    const now = performance.now()
    if (now < this.ends && this.losses.length < MOST_STEPS) return true
    this.ends = now + TURN_MS
    return false
  }

  /** The turn is over: the next step has one of its own. */
  end(): void {
    this.ends = 0
  }

  /** What is to be told, once. */
  take(): StepReport | null {
    if (this.losses.length === 0) return null
    const { firstStep, losses, correct, examples } = this
    this.losses = []
    this.correct = []
    this.examples = []
    return { firstStep, losses: Float32Array.from(losses), correct: Uint32Array.from(correct), examples: Uint32Array.from(examples) }
  }
}
