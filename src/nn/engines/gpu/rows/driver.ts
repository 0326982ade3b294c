import type { StepReport } from '../../../engine'
import type { ResolvedOptimizer } from '../../../optimizers/definition'
import { stepRate } from '../../../spec/optimizers'
import { meanOf, type TrainingPictures } from '../../rows/pictures'
import type { StepDriver, TrainingStep } from '../../training-run'
import type { RowsBatches } from './batches'

/** Steps that wait on the GPU: it has the next one before the last one's end is known. */
const MOST_IN_FLIGHT = 2

/** Submits the training steps of a network that draws row by row, and brings their results back in order. */
export class RowsGpuDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => undefined
  private readonly inFlight: Promise<void>[] = []

  /**
   * @param optimizerStep  optimizer steps already taken
   * @param onStep         hears the number of optimizer steps taken
   */
  constructor(
    private readonly batches: RowsBatches,
    private readonly pictures: TrainingPictures,
    private readonly settings: { readonly seed: number; readonly batchSize: number; readonly optimizer: ResolvedOptimizer },
    private optimizerStep: number,
    private readonly onStep: (optimizerStep: number) => void,
  ) {}

  async submit(step: TrainingStep): Promise<void> {
    const { seed, batchSize, optimizer } = this.settings
    const number = this.optimizerStep + 1
    const pictures = this.pictures.take(step, number)
    const rate = stepRate(optimizer, step.learningRate, number)
    const time = { step: number, epoch: step.epoch, seed, learningRate: step.learningRate, stepRate: rate }
    const { arriving } = await this.batches.submit(pictures, batchSize, time)
    this.optimizerStep = number
    this.onStep(number)
    const before = this.inFlight.at(-1) ?? Promise.resolve()
    const reported = (async () => {
      const { tally } = await arriving
      await before
      this.onReport({
        firstStep: step.index,
        losses: Float32Array.of(meanOf(tally.nats)),
        correct: Uint32Array.of(tally.correct),
        examples: Uint32Array.of(pictures.length),
      })
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
