/** Examples that the loss is smoothed over, in steps of no more than this share. */
const SMOOTHING = { examples: 1000, largestShare: 1 / 8 } as const

/** Before so many examples nothing is said: of one picture alone the loss says little. */
const FIRST_EXAMPLES = 200

/** In losses of guessing. */
const LEVELS = {
  /** Beyond it a network is not ignorant, but surely wrong. Squared errors come to twice the loss of guessing at most. */
  exploded: 1.25,
  /** Below it the network had learnt something, which is gone when it is back at guessing. */
  learnt: 0.5,
} as const

/** A run that began badly has exploded when it is so many times worse. */
const WORSE_THAN_FIRST = 1.2

/** The loss is steady up to `factor` times the lowest, and `share` of the loss of guessing more. */
const STEADY = { factor: 1.5, share: 0.1 } as const

/** Examples after which a low level that was left for good is forgotten, so that a run can settle at another. */
const FORGETTING_EXAMPLES = 50_000

/** A loss that has lost its way: smoothed, as it was at best and as it is. */
export interface Explosion {
  /** 0-based step of the run that showed it. */
  readonly step: number
  readonly loss: number
  readonly lowest: number
}

/**
 * Follows the loss of a run and notices when it explodes, while its numbers are still finite.
 *
 * Two signs: the smoothed loss is far above that of guessing (and, where the run began there, far above its beginning); or the network had learnt, and has
 * come back to guessing. What was measured of ordinary runs is in docs/decisions/worker/exploding-loss.md.
 */
export class LossWatch {
  private first: number | null = null
  private smoothed = 0
  private lowest = Infinity
  private examples = 0

  /** @param ofGuessing  loss of an answer that gives every class the same chance */
  constructor(private readonly ofGuessing: number) {}

  /** The loss at which a run counts as exploded, whatever it was before. */
  get limit(): number {
    return Math.max(LEVELS.exploded * this.ofGuessing, WORSE_THAN_FIRST * (this.first ?? 0))
  }

  /** Weights of this moment are worth keeping: the loss isn't on its way up. */
  get isSteady(): boolean {
    return this.examples < FIRST_EXAMPLES || this.smoothed <= STEADY.factor * this.lowest + STEADY.share * this.ofGuessing
  }

  /**
   * Takes in consecutive steps.
   *
   * @param losses    mean loss of each batch
   * @param examples  in each batch
   */
  add(firstStep: number, losses: ArrayLike<number>, examples: ArrayLike<number>): Explosion | null {
    for (let index = 0; index < losses.length; index++) {
      this.addStep(losses[index]!, examples[index]!)
      if (this.isExploded) return { step: firstStep + index, loss: this.smoothed, lowest: Math.min(this.lowest, this.first ?? Infinity) }
    }
    return null
  }

  private addStep(loss: number, examples: number): void {
    this.first ??= loss
    // A plain mean until there are enough to forget the oldest.
    const share = Math.max(Math.min(SMOOTHING.largestShare, examples / SMOOTHING.examples), examples / (this.examples + examples))
    this.smoothed += share * (loss - this.smoothed)
    this.examples += examples
    if (this.examples < FIRST_EXAMPLES) return
    const risen = this.lowest + Math.min(1, examples / FORGETTING_EXAMPLES) * (this.smoothed - this.lowest)
    this.lowest = this.lowest === Infinity ? this.smoothed : Math.min(risen, this.smoothed)
  }

  private get isExploded(): boolean {
    if (this.examples < FIRST_EXAMPLES) return false
    const hadLearnt = this.lowest < LEVELS.learnt * this.ofGuessing
    return this.smoothed > (hadLearnt ? this.ofGuessing : this.limit)
  }
}
