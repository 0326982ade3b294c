import type { StepReport } from '../../../engine'
import type { ResolvedOptimizer } from '../../../optimizers/definition'
import { stepRate } from '../../../spec/optimizers'
import { reportOf, type StepTally } from '../../generative/step-tally'
import type { StepDriver, TrainingStep } from '../../training-run'

/** Steps that wait on the GPU: it has the next one before the last one's end is known. */
const MOST_IN_FLIGHT = 2

export interface StepTime {
  readonly step: number
  readonly epoch: number
  readonly seed: number
  readonly learningRate: number
  readonly stepRate: number
}

/** Hands a step to the GPU, and says when it has come back. */
export type SubmitStep = (step: TrainingStep, time: StepTime) => Promise<{ readonly arriving: Promise<StepTally> }>

/** Submits the training steps of a network that makes something, and brings their results back in order. */
export class GenerativeGpuDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => undefined
  private readonly inFlight: Promise<void>[] = []

  /**
   * @param optimizerStep  optimizer steps already taken
   * @param onStep         hears the number of optimizer steps taken
   */
  constructor(
    private readonly submitStep: SubmitStep,
    private readonly settings: { readonly seed: number; readonly optimizer: ResolvedOptimizer },
    private optimizerStep: number,
    private readonly onStep: (optimizerStep: number) => void,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const { seed, optimizer } = this.settings
    const number = this.optimizerStep + 1
    const rate = stepRate(optimizer, step.learningRate, number)
    const time = { step: number, epoch: step.epoch, seed, learningRate: step.learningRate, stepRate: rate }
    const { arriving } = await this.submitStep(step, time)
    this.optimizerStep = number
    this.onStep(number)
    const before = this.inFlight.at(-1) ?? Promise.resolve()
    const reported = (async () => {
      const tally = await arriving
      await before
      this.onReport(reportOf(step.index, tally))
    })()
    // It is awaited by a later step, or by the end.
    reported.catch(() => undefined)
    this.inFlight.push(reported)
    while (this.inFlight.length >= MOST_IN_FLIGHT) await this.inFlight.shift()
  }

  async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.inFlight.shift()
  }
}
