import type { Tensor } from '../core/tensor'

/** Weights of a run as they were after one of its steps. */
export interface Moment {
  /** Steps that were done; 0 before the first. */
  readonly step: number
  readonly parameters: ReadonlyMap<string, Tensor>
  /** How far the next step moved every tensor (`distances` in `probe.ts`), where that was measured. */
  readonly moved?: ReadonlyMap<string, number>
}

/** What the moments of a run may take, bytes; a network that is too large for `FEWEST` of them may take more. */
export const MOMENTS_BYTES = 64 * 2 ** 20
const MOST = 128
const FEWEST = 8
/** So many bytes hold even the fewest; where two are more, the first and the newest are kept. */
const FEWEST_BYTES = 192 * 2 ** 20

/** Up to about so many steps every one counts as much as those before it together; from there on moments stand ever farther apart. */
const DENSE_STEPS = 8

/** A moment is due after this share of the steps that were done. */
const DUE_SHARE = 1 / 32

/**
 * Keeps weights of a run at some of its steps: most of them early, where much changes, the later ones at ever larger and then at even distances. The first and
 * the newest always stay. When there are too many, the one goes whose absence leaves the smallest gap.
 */
export class Moments {
  private kept: Moment[]
  private readonly most: number

  /** @param first  what the run began with */
  constructor(first: Moment, memory = MOMENTS_BYTES) {
    this.kept = [first]
    const bytes = bytesOf(first)
    const fewest = Math.max(2, Math.min(FEWEST, Math.floor(FEWEST_BYTES / bytes)))
    this.most = Math.max(fewest, Math.min(MOST, Math.floor(memory / bytes)))
  }

  /** Rising. */
  get steps(): readonly number[] {
    return this.kept.map(({ step }) => step)
  }

  /** What they take, bytes. */
  get bytes(): number {
    return this.kept.reduce((sum, moment) => sum + bytesOf(moment), 0)
  }

  /** Whether the weights after so many steps are worth keeping, given those that are. */
  isDue(step: number): boolean {
    return step - this.last.step >= Math.max(1, Math.floor(step * DUE_SHARE))
  }

  /** Keeps a moment after all those there are; one of a step that is kept already is let go. */
  add(moment: Moment): void {
    if (moment.step <= this.last.step) return
    this.kept.push(moment)
    if (this.kept.length > this.most) this.kept.splice(leastMissed(this.steps), 1)
  }

  /** Notes how far the step after a moment moved every tensor, where that moment is still kept. */
  noteMoved(step: number, moved: ReadonlyMap<string, number>): void {
    this.kept = this.kept.map((moment) => (moment.step === step ? { ...moment, moved } : moment))
  }

  /** The run goes on from this step: what came after it is not of the run any more. */
  goBackTo(step: number): void {
    this.kept = this.kept.filter((moment, place) => place === 0 || moment.step <= step)
  }

  /** The moment of this step, or the last one before it. */
  at(step: number): Moment {
    return this.kept.findLast((moment) => moment.step <= step) ?? this.kept[0]!
  }

  private get last(): Moment {
    return this.kept.at(-1)!
  }
}

function bytesOf({ parameters }: Moment): number {
  let bytes = 0
  for (const { data } of parameters.values()) bytes += data.byteLength
  return bytes
}

/** The place, neither first nor last, between whose neighbours least happens. */
function leastMissed(steps: readonly number[]): number {
  const last = steps.at(-1)!
  // Half of the moments stand at even distances of the logarithm, half at even distances.
  const course = steps.map((step) => Math.log1p(step / DENSE_STEPS) / Math.log1p(last / DENSE_STEPS) + step / last)
  let least = 1
  for (let place = 2; place < steps.length - 1; place++) {
    if (course[place + 1]! - course[place - 1]! < course[least + 1]! - course[least - 1]!) least = place
  }
  return least
}
