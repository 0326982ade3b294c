import { ReadbackRing } from '../../../../gpu/readback'
import type { Slice } from '../../../../gpu/arena'
import { writeClock, type ClockTime } from '../../../operations/gpu/clock'
import { mayBeShortened } from '../../../spec/writing/writer-spec'
import { layDrawings, pointsOf, stepsFor, type Drawing } from '../../writing/drawings'
import { LOG_VALUES, writerPlan, type BatchSize, type WriterContext, type WriterPlan, type WriterWork } from './plans'

/** Timesteps of a plan are a multiple of it: plans take long to build, and memory. */
const GRAIN = 16
/** Plans kept for each kind of work. */
const PLANS_KEPT = 8

/** Sums over the points of a batch. */
export interface BatchTally {
  readonly movement: number
  readonly pen: number
  readonly correct: number
}

/** Plans of one kind of work, by their sizes, with what brings their results back. */
export class WriterBatches {
  private readonly kept = new Map<string, Promise<{ readonly plan: WriterPlan; readonly ring: ReadbackRing }>>()

  constructor(
    private readonly context: WriterContext,
    private readonly work: WriterWork,
  ) {}

  /**
   * Submits a batch. @param rows  drawings of the plan, at least those at hand
   * @param time  of a training step; the points of the batch are filled in
   * @returns its results, when they are there, and what else was asked for
   */
  async submit(
    drawings: readonly Drawing[],
    rows: number,
    time: Omit<ClockTime, 'examples' | 'start' | 'logSlot'>,
    also: readonly Slice[] = [],
  ): Promise<{ readonly points: number; readonly arriving: Promise<{ readonly tally: BatchTally; readonly also: Float32Array }> }> {
    const { spec } = this.context.network.description
    const steps = stepsFor(spec, drawings, GRAIN, mayBeShortened(spec))
    const { plan, ring } = await this.planFor({ batch: rows, steps }, also)
    const { gpu, network } = this.context
    const columns = network.inputColumns
    const input = new Float32Array(rows * steps * columns)
    const targets = new Float32Array(rows * steps * LOG_VALUES)
    layDrawings(drawings, { input, columns, targets, batch: rows, spec })
    const points = drawings.reduce((sum, drawing) => sum + pointsOf(drawing), 0)
    const { queue } = gpu.device
    queue.writeBuffer(plan.input.buffer.native, plan.input.offset, input)
    queue.writeBuffer(plan.targets.buffer.native, plan.targets.offset, targets)
    writeClock(gpu, plan.clock, { ...time, examples: Math.max(1, points), start: 0, logSlot: 0 })
    const encoder = gpu.device.createCommandEncoder({ label: plan.plan.label })
    plan.plan.encode(encoder)
    const readback = ring.copy(encoder, [plan.log, ...also])
    queue.submit([encoder.finish()])
    const read = async () => {
      const values = new Float32Array(await readback.read())
      return { tally: tallyOf(values.subarray(0, rows * LOG_VALUES)), also: values.subarray(rows * LOG_VALUES) }
    }
    return { points, arriving: read() }
  }

  destroy(): void {
    for (const key of this.kept.keys()) this.forget(key)
  }

  private planFor(size: BatchSize, also: readonly Slice[]) {
    const key = JSON.stringify([size.batch, size.steps])
    const known = this.kept.get(key) ?? this.build(size, also)
    this.kept.delete(key)
    this.kept.set(key, known)
    known.catch(() => this.kept.delete(key))
    const [oldest] = this.kept.keys()
    if (oldest !== undefined && this.kept.size > PLANS_KEPT) this.forget(oldest)
    return known
  }

  private async build(size: BatchSize, also: readonly Slice[]) {
    const plan = await writerPlan(this.context, size, this.work)
    const bytes = [plan.log, ...also].reduce((sum, slice) => sum + slice.size, 0)
    return { plan, ring: new ReadbackRing(this.context.gpu, 'writer', bytes) }
  }

  private forget(key: string): void {
    const known = this.kept.get(key)
    this.kept.delete(key)
    void known?.then(
      ({ plan, ring }) => {
        ring.destroy()
        plan.plan.destroy()
      },
      () => undefined,
    )
  }
}

function tallyOf(log: Float32Array): BatchTally {
  let [movement, pen, correct] = [0, 0, 0]
  for (let at = 0; at < log.length; at += LOG_VALUES) {
    movement += log[at]!
    pen += log[at + 1]!
    correct += log[at + 2]!
  }
  return { movement, pen, correct }
}
