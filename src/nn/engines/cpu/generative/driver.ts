import type { StepReport } from '../../../engine'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { CpuOptimizer } from '../../../optimizers/cpu-optimizer'
import { reportOf, type StepTally } from '../../generative/step-tally'
import type { StepDriver, TrainingStep } from '../../training-run'

/** Where a step's random numbers begin. */
export interface StepRandom {
  readonly seed: number
  readonly step: number
}

/** Computes a step's loss, and adds its gradients to those that are given. */
export type JudgeStep = (step: TrainingStep, random: StepRandom, gradients: ParameterSet) => Promise<StepTally>

/** Computes the training steps of a network that makes something; every step is finished and reported when `submit` resolves. */
export class GenerativeStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}

  /** @param gradients  memory for those of a step */
  constructor(
    private readonly judge: JudgeStep,
    private readonly optimizer: CpuOptimizer,
    private readonly gradients: ParameterSet,
    private readonly seed: number,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    this.gradients.flat.fill(0)
    const tally = await this.judge(step, random, this.gradients)
    this.optimizer.step(this.gradients, step.learningRate)
    this.onReport(reportOf(step.index, tally))
  }

  async drain(): Promise<void> {}
}
