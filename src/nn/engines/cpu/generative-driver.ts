import type { StepReport } from '../../engine'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { CpuOptimizer } from '../../optimizers/cpu-optimizer'
import type { StepDriver, TrainingStep } from '../training-run'

/** Where a step's random numbers begin. */
export interface StepRandom {
  readonly seed: number
  readonly step: number
}

/** What a step came to: the mean loss, what was guessed rightly, and how much was judged. */
export interface StepTally {
  readonly loss: number
  readonly correct: number
  readonly examples: number
}

/** Computes the training steps of a network that makes something; every step is finished and reported when `submit` resolves. */
export class GenerativeStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}

  /** @param judge  computes a step's loss, and adds its gradients to those that are given to the optimizer */
  constructor(
    private readonly judge: (step: TrainingStep, random: StepRandom) => Promise<StepTally>,
    private readonly optimizer: CpuOptimizer,
    private readonly gradients: ParameterSet,
    private readonly seed: number,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    this.gradients.flat.fill(0)
    const { loss, correct, examples } = await this.judge(step, random)
    this.optimizer.step(this.gradients, step.learningRate)
    this.onReport({
      firstStep: step.index,
      losses: Float32Array.of(loss),
      correct: Uint32Array.of(correct),
      examples: Uint32Array.of(examples),
    })
  }

  async drain(): Promise<void> {}
}
