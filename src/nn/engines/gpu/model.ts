import { DisposedError, SpecError, StateError } from '../../../core/errors'
import { isStored, type LabelledImages, type TrainingImages } from '../../../core/images'
import type { Tensor } from '../../../core/tensor'
import type { Plan } from '../../../gpu/plan'
import type {
  Evaluation,
  FitOptions,
  LossAndGradients,
  LossSpec,
  Model,
  OptimizerState,
  Profile,
  SignalName,
  Trace,
  TraceOptions,
  TraceSignal,
  TrainingRun,
} from '../../engine'
import { summarizeProfile } from '../../profile'
import { declaredSignals, splitByExample } from '../recorded'
import { countImages, requireLabels, requireSet, requireTrainingSet } from '../require-images'
import { requireTensors } from '../../spec/require-tensors'
import { requireFrozen } from '../../spec/frozen'
import type { ModelSpec } from '../../spec/model-spec'
import { optimizerSlots, stepRate } from '../../spec/optimizers'
import { resolveRunSettings, type RunInput, type RunSettings, type StepSettings } from '../../spec/training'
import { requireNoRun, requireRun, startTrainingRun } from '../training-run'
import type { DatasetStore } from '../../operations/gpu/batch'
import { writeClock } from '../../operations/gpu/clock'
import { Inference } from './inference'
import { adapterLimits } from './measurement/limits'
import { inferenceBatch, largestBatch } from './memory'
import { OptimizerMemory } from './optimizer-memory'
import { compileTraining, LOG_SLOTS, trainingPlan, type PlanContext, type TrainingPlan } from './plans'
import { timePlan } from './measurement/profile'
import { StoredBatches } from '../stored-batches'
import { GpuStepDriver } from './step-driver'

const DEFAULT_MAX_BATCH = 250

export interface GpuModelOptions {
  readonly maxBatch: number | undefined
  /** Of `copyPlan`. */
  readonly copies: Plan | null
  /** Told once, when the model is disposed of. */
  readonly onDispose: () => void
}

/** The plan of a run, for the next one like it. */
interface KeptTraining {
  readonly key: string
  readonly plan: Promise<TrainingPlan>
  /** Lets go of the data that the plan reads. */
  readonly release: () => void
}

/** A model whose parameters live in GPU memory. */
export class GpuModel implements Model {
  readonly spec: ModelSpec
  private readonly inference: Inference
  private run: TrainingRun | null = null
  private driver: GpuStepDriver | null = null
  private training: KeptTraining | null = null
  private readonly optimizer: OptimizerMemory
  private disposed = false

  constructor(
    private readonly context: PlanContext,
    private readonly datasets: DatasetStore,
    initial: ReadonlyMap<string, Tensor>,
    private readonly options: GpuModelOptions,
  ) {
    this.spec = context.network.description.spec
    const fitting = inferenceBatch(context.network.description, this.bufferLimit)
    this.inference = new Inference(context, datasets, Math.min(options.maxBatch ?? DEFAULT_MAX_BATCH, fitting))
    this.optimizer = new OptimizerMemory(this.store, context.network.description.parameters)
    this.upload(initial)
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.throwIfDisposed()
    return this.store.download('parameters')
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.throwIfDisposed()
    requireTensors(this.context.network.description.parameters, parameters)
    await this.betweenSteps(async () => this.upload(parameters))
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    this.throwIfDisposed()
    return this.inference.predict(images)
  }

  async record(images: Float32Array, wanted?: readonly SignalName[]): Promise<readonly (readonly TraceSignal[])[]> {
    this.throwIfDisposed()
    const { description } = this.context.network
    const signals = declaredSignals(description, wanted)
    const values = signals.length === 0 ? new Float32Array(0) : await this.inference.record(images, signals)
    return splitByExample(values, signals, countImages(images, description.task.input))
  }

  async trace(image: Float32Array, options?: TraceOptions): Promise<Trace> {
    this.throwIfDisposed()
    this.driver?.noteReading()
    return this.inference.trace(image, options)
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients> {
    this.throwIfDisposed()
    requireLabels(labels, countImages(images, this.context.network.description.task.input), this.context.network.classes)
    return this.betweenSteps(() => this.inference.lossAndGradients(images, labels, loss))
  }

  async evaluate(set: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.throwIfDisposed()
    requireSet(set, this.context.network.description.task)
    return this.inference.evaluate(set, loss, onProgress)
  }

  fit(set: TrainingImages, options: FitOptions): TrainingRun {
    this.throwIfDisposed()
    requireNoRun(this.run)
    requireTrainingSet(set, this.context.network.description.task)
    const settings = resolveRunSettings(options)
    requireFrozen(this.context.network.description, settings.frozen)
    requireRun(set.labels.length, settings, options)
    this.requireFittingBatch(settings)
    this.driver?.destroy()
    this.optimizer.restore(settings.optimizer, options.resumeFrom?.optimizer ?? null)
    this.driver = new GpuStepDriver(
      this.context.gpu,
      () => this.trainingPlan(set, settings),
      settings.seed,
      settings.optimizer,
      this.optimizer.step,
      (step) => {
        this.optimizer.step = step
      },
      isStored(set) ? new StoredBatches(set, settings) : null,
    )
    this.run = startTrainingRun(this.driver, set.labels.length, settings, options)
    return this.run
  }

  async prepareFit(input: RunInput): Promise<void> {
    this.throwIfDisposed()
    await this.context.tune?.()
    this.throwIfDisposed()
    const settings = resolveRunSettings(input)
    this.requireFittingBatch(settings)
    await compileTraining(this.context, settings)
  }

  async profile(set: TrainingImages, input: RunInput, steps?: number): Promise<Profile> {
    this.throwIfDisposed()
    requireTrainingSet(set, this.context.network.description.task)
    const { gpu, kernels } = this.context
    const settings = resolveRunSettings(input)
    this.requireFittingBatch(settings)
    const limits = await adapterLimits(gpu, kernels)
    this.throwIfDisposed()
    if (this.activeRun !== null && this.training?.key !== this.trainingKey(set, settings)) {
      throw new StateError({ action: 'profile', obstacle: { kind: 'otherRun' } })
    }
    const training = this.trainingPlan(set, settings)
    const { plan, clock, batch } = await training
    const memory = { step: plan.bytes, engine: gpu.memory.bytes }
    const kept = this.store.keep(['parameters', ...optimizerSlots(settings.optimizer).map((slot) => `optimizer/${slot}` as const)])
    const examples = Math.min(batch, set.labels.length)
    // A run that goes on has read what stands in the log's last slot, or has not come to it.
    const { seed, schedule } = settings
    const step = this.optimizer.step + 1
    const { learningRate } = schedule
    const rate = stepRate(settings.optimizer, learningRate, step)
    const time = { step, epoch: 0, start: 0, examples, seed, logSlot: LOG_SLOTS - 1, learningRate, stepRate: rate }
    const prepare = (): void => {
      this.throwIfDisposed()
      if (this.training?.plan !== training) throw new StateError({ action: 'profile', obstacle: { kind: 'otherRun' } })
      writeClock(gpu, clock, time)
    }
    try {
      const work = { plan, prepare, save: kept.save, restore: kept.restore }
      const measurement = await this.betweenSteps(() => timePlan(gpu, work, steps ?? null))
      return summarizeProfile({ batch, limits, memory, ...measurement })
    } finally {
      kept.destroy()
    }
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.throwIfDisposed()
    return this.optimizer.state()
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.options.onDispose()
    void this.inference.destroy()
    void this.release()
  }

  private upload(parameters: ReadonlyMap<string, Tensor>): void {
    this.store.upload('parameters', parameters)
    const { copies } = this.options
    if (copies === null) return
    const { device } = this.context.gpu
    const encoder = device.createCommandEncoder({ label: copies.label })
    copies.encode(encoder)
    device.queue.submit([encoder.finish()])
  }

  /** For what shares memory with training steps: see the driver's. */
  private async betweenSteps<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.driver === null ? work() : this.driver.betweenSteps(work)
  }

  /** Gives the memory back once the run does not use it any more. */
  private async release(): Promise<void> {
    await this.run?.stop().catch(() => undefined)
    this.driver?.destroy()
    const training = await this.training?.plan.catch(() => null)
    training?.plan.destroy()
    this.training?.release()
    this.options.copies?.destroy()
    this.store.destroy()
  }

  /** Bytes that a kernel can reach in one buffer. */
  private get bufferLimit(): number {
    return this.context.gpu.device.limits.maxStorageBufferBindingSize
  }

  private get store() {
    return this.context.network.store
  }

  /** The plan of the last run is kept: starting again with the same data and batch compiles nothing. */
  private trainingPlan(set: TrainingImages, settings: StepSettings): Promise<TrainingPlan> {
    const key = this.trainingKey(set, settings)
    if (this.training?.key === key) return this.training.plan
    const dataset = isStored(set) ? null : this.datasets.get(set)
    const release = dataset === null ? () => undefined : this.datasets.hold(dataset)
    const before = this.training
    void before?.plan.then(
      ({ plan }) => {
        plan.destroy()
        before.release()
      },
      () => undefined,
    )
    const training = { key, plan: trainingPlan(this.context, dataset, settings), release }
    this.training = training
    // What failed once may work the next time: memory is free again.
    training.plan.catch(() => {
      release()
      if (this.training === training) this.training = null
    })
    return training.plan
  }

  /** What a training plan is made for; the learning rate comes with the clock of each step. */
  private trainingKey(set: TrainingImages, { batchSize, loss, optimizer, augment, frozen }: StepSettings): string {
    return JSON.stringify([isStored(set) ? null : this.datasets.get(set).id, batchSize, loss, optimizer, augment, frozen])
  }

  /** @throws SpecError */
  private requireFittingBatch({ batchSize }: Pick<RunSettings, 'batchSize'>): void {
    const largest = largestBatch(this.context.network.description, this.bufferLimit)
    if (!Number.isSafeInteger(batchSize) || batchSize < 1 || batchSize > largest) {
      const allowed = { kind: 'gpuBatch', max: largest } as const
      throw new SpecError({ where: { kind: 'training' }, field: 'batchSize', value: batchSize, allowed })
    }
  }

  /** The run that is not over. */
  private get activeRun(): TrainingRun | null {
    return this.run?.state === 'running' || this.run?.state === 'paused' ? this.run : null
  }

  private throwIfDisposed(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
