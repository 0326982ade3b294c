import type { Gpu } from '../../../gpu/device'
import type { Plan } from '../../../gpu/plan'
import { ReadbackRing } from '../../../gpu/readback'
import type { StepReport } from '../../engine'
import type { ResolvedOptimizer } from '../../optimizers/definition'
import { stepRate } from '../../spec/optimizers'
import type { StoredBatches } from '../stored-batches'
import type { StepDriver, TrainingStep } from '../training-run'
import { uploadBatch } from '../../operations/gpu/batch'
import { writeClock } from '../../operations/gpu/clock'
import { LOG_ENTRY_BYTES, readLog } from './log'
import { LOG_SLOTS, type TrainingPlan } from './plans'
import { StepsInFlight } from './steps-in-flight'

/** Results are read at least this often, in milliseconds, so that curves and counters live. */
const REPORT_INTERVAL = 100

/** Submits training steps, keeps a bounded number in flight, and brings their results back without ever waiting for them. */
export class GpuStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => undefined
  private readonly inFlight = new StepsInFlight()
  /** Steps whose results are in the log and not yet on their way back. */
  private logged: TrainingStep[] = []
  private lastReadback = performance.now()
  private reports: Promise<void> = Promise.resolve()
  private failure: Error | null = null
  private ring: ReadbackRing | null = null
  /** Until all pieces but the last of the latest step that was divided are through. */
  private dividing: Promise<void> = Promise.resolve()
  /** Works that want whole steps only. */
  private undivided = 0
  private readonly ready: Promise<TrainingPlan>

  /**
   * @param prepare       builds the plan and uploads the data; the first step waits for it
   * @param optimizer     whose corrections of the learning rate go with each step
   * @param optimizerStep optimizer steps already taken, for a run that goes on
   * @param onStep        hears the number of optimizer steps taken
   * @param stored        where the examples of each step come from; null where all lie on the GPU
   */
  constructor(
    private readonly gpu: Gpu,
    prepare: () => Promise<TrainingPlan>,
    private readonly seed: number,
    private readonly optimizer: ResolvedOptimizer,
    private optimizerStep: number,
    private readonly onStep: (optimizerStep: number) => void,
    private readonly stored: StoredBatches | null = null,
  ) {
    this.ready = prepare()
    // The first step awaits the same promise and fails with it; a run stopped before that must not leave it unhandled.
    this.ready.catch(() => undefined)
  }

  async submit(step: TrainingStep): Promise<void> {
    const { plan, clock, log, batch, fed } = await this.ready
    const examples = (await this.stored?.take(step)) ?? null
    this.throwIfFailed()
    // What was submitted before has its own copy of the batch before: the queue does both in their order.
    if (examples !== null && fed !== null) uploadBatch(this.gpu, fed, examples)
    const slot = this.logged.length
    this.optimizerStep++
    const rate = stepRate(this.optimizer, step.learningRate, this.optimizerStep)
    const start = fed === null ? step.start : 0
    writeClock(this.gpu, clock, { ...step, start, step: this.optimizerStep, seed: this.seed, logSlot: slot, stepRate: rate })
    const begun = performance.now()
    const pieces = plan.pieces(this.undivided > 0 ? 1 : this.inFlight.pieces)
    const last = pieces.pop()!
    if (pieces.length > 0) await (this.dividing = this.submitPieces(plan, pieces))
    const encoder = this.gpu.device.createCommandEncoder({ label: 'training step' })
    plan.encode(encoder, last.start, last.end)
    this.logged.push(step)
    const isDue = this.logged.length === LOG_SLOTS || performance.now() - this.lastReadback >= REPORT_INTERVAL
    const readback = isDue ? this.ringFor(batch).copy(encoder, [{ ...log, size: this.logged.length * batch * LOG_ENTRY_BYTES }]) : null
    this.gpu.device.queue.submit([encoder.finish()])
    this.onStep(this.optimizerStep)
    if (readback !== null) this.report(readback.read(), batch)
    await this.inFlight.add(this.submittedDone(), begun)
    this.throwIfFailed()
  }

  /** A reading is asked for: as little as can be shall be before it. */
  noteReading(): void {
    this.inFlight.noteReading()
  }

  /** Runs what would disturb half a step, or be disturbed by one: what it submits comes between whole steps. */
  async betweenSteps<Result>(work: () => Promise<Result>): Promise<Result> {
    this.undivided++
    try {
      // A piece that fails is told by its step.
      await this.dividing.catch(() => undefined)
      return await work()
    } finally {
      this.undivided--
    }
  }

  async drain(): Promise<void> {
    const { log, batch } = await this.ready
    if (this.logged.length > 0) {
      const encoder = this.gpu.device.createCommandEncoder({ label: 'training log' })
      const readback = this.ringFor(batch).copy(encoder, [{ ...log, size: this.logged.length * batch * LOG_ENTRY_BYTES }])
      this.gpu.device.queue.submit([encoder.finish()])
      this.report(readback.read(), batch)
    }
    await this.reports
    this.throwIfFailed()
  }

  destroy(): void {
    this.ring?.destroy()
  }

  /** All pieces of a step but the last: readings that were asked for in the meantime come between them. */
  private async submitPieces(plan: Plan, pieces: readonly { readonly start: number; readonly end: number }[]): Promise<void> {
    for (const { start, end } of pieces) {
      const encoder = this.gpu.device.createCommandEncoder({ label: 'piece of a training step' })
      plan.encode(encoder, start, end)
      this.gpu.device.queue.submit([encoder.finish()])
      await this.submittedDone()
      this.throwIfFailed()
    }
  }

  private submittedDone(): Promise<undefined> {
    return this.gpu.answered(this.gpu.device.queue.onSubmittedWorkDone())
  }

  /** Tells the steps logged so far as soon as their results are here, after all earlier ones. */
  private report(arriving: Promise<ArrayBuffer>, batch: number): void {
    const steps = this.logged
    this.logged = []
    this.lastReadback = performance.now()
    const previous = this.reports
    this.reports = (async () => {
      try {
        const log = new Float32Array(await arriving)
        await previous
        this.onReport(summarize(steps, log, batch))
      } catch (error) {
        this.failure ??= error instanceof Error ? error : new Error(String(error))
      }
    })()
  }

  private ringFor(batch: number): ReadbackRing {
    this.ring ??= new ReadbackRing(this.gpu, 'log', LOG_SLOTS * batch * LOG_ENTRY_BYTES)
    return this.ring
  }

  private throwIfFailed(): void {
    if (this.failure !== null) throw this.failure
    this.gpu.check()
  }
}

function summarize(steps: readonly TrainingStep[], log: Float32Array, batch: number): StepReport {
  const losses = new Float32Array(steps.length)
  const correct = new Uint32Array(steps.length)
  const examples = new Uint32Array(steps.length)
  steps.forEach((step, slot) => {
    const result = readLog(log, slot * batch, step.examples)
    losses[slot] = result.loss / step.examples
    correct[slot] = result.correct
    examples[slot] = step.examples
  })
  return { firstStep: steps[0]!.index, losses, correct, examples }
}
