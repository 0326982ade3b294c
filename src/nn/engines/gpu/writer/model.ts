import { DisposedError, StateError } from '../../../../core/errors'
import type { PenSequence, PenSequences } from '../../../../core/sequences'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, TrainingRun } from '../../../engine'
import { requireMemory } from '../../../optimizers/memory'
import type { ResolvedOptimizer } from '../../../optimizers/definition'
import { optimizerSlots } from '../../../spec/optimizers'
import { requireTensors } from '../../../spec/require-tensors'
import type { WriterSpec } from '../../../spec/writing/writer-spec'
import { resolveWriterSettings } from '../../../spec/writing/writer-training'
import type { Clamp } from '../../../trace-types'
import type { WriteOptions, WriterEvaluation, WriterFitOptions, WriterTrace, Writing, WritingModel } from '../../../writing'
import { requireRun, startTrainingRun } from '../../training-run'
import { byLength, drawingsOf, requireDrawings, TrainingDrawings } from '../../writing/drawings'
import { traceStepwise } from '../../writing/trace'
import { requireWritable, StepwiseWriting, writeEach } from '../../writing/writing'
import { WriterBatches } from './batches'
import { WriterGpuDriver } from './driver'
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
  private optimizerMemory: readonly string[] = []
  private optimizerStep = 0
  private disposed = false

  constructor(
    private readonly context: WriterContext,
    initial: ReadonlyMap<string, Tensor>,
    private readonly onDispose: () => void,
  ) {
    this.spec = context.network.description.spec
    this.evaluating = new WriterBatches(context, { kind: 'evaluate' })
    this.differentiating = new WriterBatches(context, { kind: 'gradients' })
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
    if (this.run?.state === 'running' || this.run?.state === 'paused') {
      throw new StateError({ action: 'train', obstacle: { kind: 'training' } })
    }
    requireDrawings(set, this.description)
    const { onEpochEnd: _, resumeFrom, startPaused: __, ...input } = options
    const settings = resolveWriterSettings(input)
    requireRun(set.labels.length, settings, options)
    this.restoreOptimizer(settings.optimizer, resumeFrom?.optimizer ?? null)
    this.training?.destroy()
    this.training = new WriterBatches(this.context, { kind: 'train', optimizer: settings.optimizer })
    const { seed, deform } = settings
    const driver = new WriterGpuDriver(this.training, new TrainingDrawings(set, seed, deform), settings, this.optimizerStep, (step) => {
      this.optimizerStep = step
    })
    this.run = startTrainingRun(driver, set.labels.length, settings, options)
    return this.run
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    if (this.optimizerStep === 0) return null
    const step = this.optimizerStep
    const slots = this.optimizerMemory.map(async (slot) => [slot, await this.store.download(`optimizer/${slot}`)] as const)
    return { step, slots: new Map(await Promise.all(slots)) }
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

  private restoreOptimizer(optimizer: ResolvedOptimizer, state: OptimizerState | null): void {
    const slots = optimizerSlots(optimizer)
    if (state !== null) requireMemory(slots, this.description.parameters, state)
    for (const slot of slots) {
      const kept = state?.slots.get(slot)
      if (kept === undefined) this.store.clear(`optimizer/${slot}`)
      else this.store.upload(`optimizer/${slot}`, kept)
    }
    this.optimizerMemory = slots
    this.optimizerStep = state?.step ?? 0
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
