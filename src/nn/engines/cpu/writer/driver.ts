import type { StepReport } from '../../../engine'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { CpuOptimizer } from '../../../optimizers/cpu-optimizer'
import type { StepDriver, TrainingStep } from '../../training-run'
import type { TrainingDrawings } from '../../writing/drawings'
import { judgeDrawings } from './batches'
import type { WriterNetwork } from './network'

/** Computes a writer's training steps; every step is finished and reported when `submit` resolves. */
export class WriterStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}

  constructor(
    private readonly network: WriterNetwork,
    private readonly drawings: TrainingDrawings,
    private readonly optimizer: CpuOptimizer,
    private readonly gradients: ParameterSet,
    private readonly seed: number,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    this.gradients.flat.fill(0)
    const drawings = this.drawings.take(step, random.step)
    const { movement, pen, correct, points } = await judgeDrawings(this.network, drawings, this.gradients, random)
    this.optimizer.step(this.gradients, step.learningRate)
    this.onReport({
      firstStep: step.index,
      losses: Float32Array.of((movement + pen) / Math.max(1, points)),
      correct: Uint32Array.of(correct),
      examples: Uint32Array.of(points),
    })
  }

  async drain(): Promise<void> {}
}
