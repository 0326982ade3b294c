import { DisposedError } from '../../../../core/errors'
import type { PenSequence, PenSequences } from '../../../../core/sequences'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, TrainingRun } from '../../../engine'
import { requireTensors } from '../../../spec/require-tensors'
import type { WriterSpec } from '../../../spec/writing/writer-spec'
import { resolveWriterSettings } from '../../../spec/writing/writer-training'
import type { Clamp } from '../../../trace-types'
import type { WriteOptions, WriterEvaluation, WriterFitOptions, WriterTrace, Writing, WritingModel } from '../../../writing'
import { requireNoRun, requireRun, startTrainingRun, type TrainingStep } from '../../training-run'
import { byLength, drawingsOf, requireDrawings, TrainingDrawings } from '../../writing/drawings'
import { traceStepwise } from '../../writing/trace'
import { requireWritable, StepwiseWriting, writeEach } from '../../writing/writing'
import { OptimizerMemory } from '../optimizer-memory'
import { WriterBatches } from './batches'
import { GenerativeGpuDriver, type StepTime } from '../generative-driver'
import type { WriterContext } from './plans'
import { GpuStepper } from './stepper'

/** Drawings computed at once where nobody says how many. */
const BATCH = 128
const STILL_TIME = { step: 1, epoch: 0, seed: 0, learningRate: 0 }

/** A network that writes, on the GPU. */
export class GpuWriter implements WritingModel {
  readonly spec: WriterSpec
  private readonly evaluating: WriterBatches
  private readonly differentiating: WriterBatches
  private training: WriterBatches | null = null
  private run: TrainingRun | null = null
  private readonly optimizer: OptimizerMemory
  private disposed = false

  constructor(
    private readonly context: WriterContext,
    initial: ReadonlyMap<string, Tensor>,
    private readonly onDispose: () => void,
  ) {
    this.spec = context.network.description.spec
    this.evaluating = new WriterBatches(context, { kind: 'evaluate' })
    this.differentiating = new WriterBatches(context, { kind: 'gradients' })
    this.optimizer = new OptimizerMemory(this.store, this.description.parameters)
    this.store.upload('parameters', initial)
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.requireAlive()
    return this.store.download('parameters')
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.requireAlive()
    requireTensors(this.description.parameters, parameters)
    this.store.upload('parameters', parameters)
  }

  async lossAndGradients(set: PenSequences): Promise<LossAndGradients> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const drawings = byLength(drawingsOf(set))
    // In one submission: a training step may be the next.
    const flat = this.store.buffer('gradients')
    const { points, arriving } = await this.differentiating.submit(drawings, drawings.length, STILL_TIME, [flat])
    const { tally, also } = await arriving
    return { loss: (tally.movement + tally.pen) / Math.max(1, points), gradients: this.store.unpack(also) }
  }

  async evaluate(set: PenSequences, onProgress?: (done: number) => void): Promise<WriterEvaluation> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const drawings = byLength(drawingsOf(set))
    let [movement, pen, correct, points] = [0, 0, 0, 0]
    for (let first = 0; first < drawings.length; first += BATCH) {
      this.requireAlive()
      const part = drawings.slice(first, first + BATCH)
      const submitted = await this.evaluating.submit(part, BATCH, STILL_TIME)
      const { tally } = await submitted.arriving
      movement += tally.movement
      pen += tally.pen
      correct += tally.correct
      points += submitted.points
      onProgress?.(first + part.length)
    }
    const each = 1 / Math.max(1, points)
    return { loss: (movement + pen) * each, movement: movement * each, pen: pen * each, penAccuracy: correct * each, points }
  }

  fit(set: PenSequences, options: WriterFitOptions): TrainingRun {
    this.requireAlive()
    requireNoRun(this.run)
    requireDrawings(set, this.description)
    const { onEpochEnd: _, resumeFrom, startPaused: __, ...input } = options
    const settings = resolveWriterSettings(input)
    requireRun(set.labels.length, settings, options)
    this.optimizer.restore(settings.optimizer, resumeFrom?.optimizer ?? null)
    this.training?.destroy()
    this.training = new WriterBatches(this.context, { kind: 'train', optimizer: settings.optimizer })
    const { seed, deform, batchSize } = settings
    const [batches, drawings] = [this.training, new TrainingDrawings(set, seed, deform)]
    const submit = async (step: TrainingStep, time: StepTime) => {
      const { points, arriving } = await batches.submit(drawings.take(step, time.step), batchSize, time)
      const tallied = arriving.then(({ tally: { movement, pen, correct } }) => ({
        loss: (movement + pen) / Math.max(1, points),
        correct,
        examples: points,
      }))
      return { arriving: tallied }
    }
    const driver = new GenerativeGpuDriver(submit, settings, this.optimizer.step, (step) => {
      this.optimizer.step = step
    })
    this.run = startTrainingRun(driver, set.labels.length, settings, options)
    return this.run
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    return this.optimizer.state()
  }

  async trace(sequence: PenSequence, label: number, clamps: readonly Clamp[] = []): Promise<WriterTrace> {
    this.requireAlive()
    const stepper = await GpuStepper.begin(this.context, 1, clamps.length > 0)
    try {
      return await traceStepwise(this.description, stepper, { sequence, label }, clamps)
    } finally {
      stepper.dispose()
    }
  }

  async write(options: WriteOptions): Promise<Writing> {
    this.requireAlive()
    requireWritable(this.description, options)
    const stepper = await GpuStepper.begin(this.context, 1, (options.clamps ?? []).length > 0)
    return StepwiseWriting.begin(this.description, stepper, options)
  }

  async writeMany(requests: readonly WriteOptions[]): Promise<readonly PenSequence[]> {
    this.requireAlive()
    for (const options of requests) requireWritable(this.description, options)
    return writeEach(this.description, requests, (batch, isOpened) => GpuStepper.begin(this.context, batch, isOpened))
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.onDispose()
    void this.release()
  }

  private async release(): Promise<void> {
    await this.run?.stop().catch(() => undefined)
    for (const batches of [this.evaluating, this.differentiating, this.training]) batches?.destroy()
    this.store.destroy()
  }

  private get description() {
    return this.context.network.description
  }

  private get store() {
    return this.context.network.store
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
