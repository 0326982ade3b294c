import type { StepReport } from '../../../engine'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { CpuOptimizer } from '../../../optimizers/cpu-optimizer'
import { meanOf, type TrainingPictures } from '../../rows/pictures'
import type { StepDriver, TrainingStep } from '../../training-run'
import { judgePictures } from './batches'
import type { RowsNetwork } from './network'

/** Computes the training steps of a network that draws row by row; every step is finished and reported when `submit` resolves. */
export class RowsStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}

  constructor(
    private readonly network: RowsNetwork,
    private readonly pictures: TrainingPictures,
    private readonly optimizer: CpuOptimizer,
    private readonly gradients: ParameterSet,
    private readonly seed: number,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    this.gradients.flat.fill(0)
    const pictures = this.pictures.take(step, random.step)
    const { nats, correct } = await judgePictures(this.network, pictures, this.gradients, random)
    this.optimizer.step(this.gradients, step.learningRate)
    this.onReport({
      firstStep: step.index,
      losses: Float32Array.of(meanOf(nats)),
      correct: Uint32Array.of(correct),
      examples: Uint32Array.of(pictures.length),
    })
  }

  async drain(): Promise<void> {}
}
