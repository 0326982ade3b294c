import type { Slice } from '../../../../gpu/arena'
import { mayBeShortened } from '../../../spec/writing/writer-spec'
import { layDrawings, pointsOf, stepsFor, type Drawing } from '../../writing/drawings'
import { NO_POINTS, withResults, type WriterTally } from '../../writing/tally'
import { GenerativeBatches, LOG_VALUES, type BatchTime, type GenerativeWork, type Submitted } from '../generative/batches'
import { writerPlan, type BatchSize, type WriterContext, type WriterPlan } from './plans'

/** Timesteps of a plan are a multiple of it: plans take long to build, and memory. */
const GRAIN = 16

/** Batches of drawings. */
export class WriterBatches extends GenerativeBatches<BatchSize, WriterPlan> {
  constructor(
    private readonly context: WriterContext,
    private readonly work: GenerativeWork,
  ) {
    super(context.gpu, 'writer')
  }

  /** @param rows  drawings of the plan, at least those at hand */
  submit(drawings: readonly Drawing[], rows: number, time: BatchTime, also: readonly Slice[] = []): Promise<Submitted<WriterTally>> {
    const { inputColumns: columns, description } = this.context.network
    const { spec } = description
    const steps = stepsFor(spec, drawings, GRAIN, mayBeShortened(spec))
    const points = drawings.reduce((sum, drawing) => sum + pointsOf(drawing), 0)
    const fill = (plan: WriterPlan): void => {
      const input = new Float32Array(rows * steps * columns)
      const targets = new Float32Array(rows * steps * LOG_VALUES)
      layDrawings(drawings, { input, columns, targets, batch: rows, spec })
      const { queue } = this.gpu.device
      queue.writeBuffer(plan.input.buffer.native, plan.input.offset, input)
      queue.writeBuffer(plan.targets.buffer.native, plan.targets.offset, targets)
    }
    const tallyOf = (log: Float32Array): WriterTally => ({ ...withResults(NO_POINTS, log), points })
    return this.send({ batch: rows, steps }, fill, { time, count: Math.max(1, points), also, tallyOf })
  }

  protected build(size: BatchSize): Promise<WriterPlan> {
    return writerPlan(this.context, size, this.work)
  }
}
