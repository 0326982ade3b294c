/** How the learning rate moves over a run. */
export const scheduleKinds = ['constant', 'step', 'cosine', 'one-cycle'] as const
export type ScheduleKind = (typeof scheduleKinds)[number]

/** Where the learning rate of a run is decided: nothing else has one. */
export interface LearningRateSchedule {
  readonly kind: ScheduleKind
  /** The highest rate of the run. */
  readonly learningRate: number
  /** Steps in which the rate climbs in a straight line to what the kind says; 0 for none. */
  readonly warmup: number
  /** What was turned while the run went on, by rising steps; none where it ran as it was planned. */
  readonly changes: readonly RateChange[]
}

/** From this step on, 0-based over the whole run, the schedule has another peak and keeps its shape. */
export interface RateChange {
  readonly step: number
  readonly learningRate: number
}

/** The peak that counts at a step. */
export function peakAt({ learningRate, changes }: Pick<LearningRateSchedule, 'learningRate' | 'changes'>, step: number): number {
  return changes.findLast((change) => change.step <= step)?.learningRate ?? learningRate
}

/**
 * The schedule of a run whose peak is turned before a step: what was planned for later steps is dropped, and what changes nothing is left out.
 *
 * @param step  the first that has the new rate; steps before it are done
 */
export function withPeakFrom<S extends LearningRateSchedule>(schedule: S, step: number, learningRate: number): S {
  const earlier = schedule.changes.filter((change) => change.step < step)
  // Before its first step a run has been planned otherwise, not changed.
  if (step === 0) return { ...schedule, learningRate, changes: [] }
  const before = peakAt({ ...schedule, changes: earlier }, step)
  return { ...schedule, changes: before === learningRate ? earlier : [...earlier, { step, learningRate }] }
}

/** Share of a one-cycle run in which the rate climbs, and how far below its peak it starts and ends. */
const ONE_CYCLE = { climb: 0.3, startDivisor: 25, endDivisor: 1e5 } as const
const COSINE_END_DIVISOR = 100
/** Shares of a run after which the rate is divided by ten. */
const STEP_DROPS = [0.5, 0.75] as const

/** Learning rate of a step, 0-based over the whole run. */
type RateOfStep = (step: number) => number

/**
 * The learning rate of every step of a run.
 *
 * @param totalSteps  of the whole run, at least 1
 * Warm-up: Goyal et al. 2017, "Accurate, Large Minibatch SGD", section 2.2.
 */
export function learningRates(schedule: LearningRateSchedule, totalSteps: number): RateOfStep {
  const { kind, warmup } = schedule
  const rates = (step: number): number => ratesOf(kind, peakAt(schedule, step), totalSteps)(step)
  return warmup === 0 ? rates : (step) => rates(step) * Math.min(1, (step + 1) / warmup)
}

function ratesOf(kind: ScheduleKind, learningRate: number, totalSteps: number): RateOfStep {
  switch (kind) {
    case 'constant':
      return () => learningRate
    case 'step':
      return stepwise(learningRate, totalSteps)
    case 'cosine':
      return cosine(learningRate, totalSteps)
    case 'one-cycle':
      return oneCycle(learningRate, totalSteps)
    default:
      return kind satisfies never
  }
}

/** A tenth after half of the run, a hundredth after three quarters. He et al. 2016, "Deep Residual Learning", section 4.2. */
function stepwise(peak: number, totalSteps: number): RateOfStep {
  return (step) => peak / 10 ** STEP_DROPS.filter((share) => step >= share * totalSteps).length
}

/** Half a cosine from the peak down to a hundredth. Loshchilov & Hutter 2017, "SGDR", eq. 5, without restarts. */
function cosine(peak: number, totalSteps: number): RateOfStep {
  return (step) => between(peak, peak / COSINE_END_DIVISOR, step / lastStep(totalSteps))
}

/** Up from a 25th of the peak, then down to almost nothing. Smith & Topin 2018, "Super-Convergence", with cosine flanks. */
function oneCycle(peak: number, totalSteps: number): RateOfStep {
  const top = ONE_CYCLE.climb * lastStep(totalSteps)
  return (step) =>
    step < top
      ? between(peak / ONE_CYCLE.startDivisor, peak, step / top)
      : between(peak, peak / ONE_CYCLE.endDivisor, (step - top) / (lastStep(totalSteps) - top))
}

function lastStep(totalSteps: number): number {
  return Math.max(1, totalSteps - 1)
}

/** From `start` to `end` along half a cosine, `progress` in 0 … 1; beyond it the value stays. */
function between(start: number, end: number, progress: number): number {
  const clamped = Math.min(1, Math.max(0, progress))
  return end + ((start - end) * (1 + Math.cos(Math.PI * clamped))) / 2
}
