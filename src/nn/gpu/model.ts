import { DisposedError, SpecError, StateError } from '../../core/errors'
import type { LabelledImages } from '../../core/images'
import type { Tensor } from '../../core/tensor'
import type { Evaluation, FitOptions, LossAndGradients, LossSpec, Model, OptimizerState, Trace, TraceOptions, TrainingRun } from '../engine'
import { requireMemory } from '../optimizers/memory'
import type { ResolvedOptimizer } from '../optimizers/definition'
import { countImages, requireLabels } from '../require-images'
import { requireTensors } from '../require-tensors'
import { activeAugmentation, type Augmentation } from '../spec/augmentation'
import { resolveLoss, type ResolvedLoss } from '../spec/losses'
import type { ModelSpec } from '../spec/model-spec'
import { optimizerSlots, resolveOptimizer } from '../spec/optimizers'
import { requireRun, startTrainingRun } from '../training-run'
import type { DatasetStore } from './batch'
import { Inference } from './inference'
import { inferenceBatch, largestBatch } from './memory'
import { trainingPlan, type PlanContext, type TrainingPlan } from './plans'
import { GpuTrainer } from './trainer'

const DEFAULT_MAX_BATCH = 250

export interface GpuModelOptions {
  readonly maxBatch: number | undefined
  /** Told once, when the model is disposed of. */
  readonly onDispose: () => void
}

/** A model whose parameters live in GPU memory. */
export class GpuModel implements Model {
  readonly spec: ModelSpec
  private readonly inference: Inference
  private run: TrainingRun | null = null
  private trainer: GpuTrainer | null = null
  private training: { readonly key: string; readonly plan: Promise<TrainingPlan> } | null = null
  /** What the last run's optimizer remembers, and how many steps it took. */
  private optimizerMemory: readonly string[] = []
  private optimizerStep = 0
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
    this.store.upload('parameters', initial)
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.throwIfDisposed()
    return this.store.download('parameters')
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.throwIfDisposed()
    requireTensors(this.context.network.description.parameters, parameters)
    this.store.upload('parameters', parameters)
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    this.throwIfDisposed()
    return this.inference.predict(images)
  }

  async trace(image: Float32Array, options?: TraceOptions): Promise<Trace> {
    this.throwIfDisposed()
    return this.inference.trace(image, options)
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients> {
    this.throwIfDisposed()
    requireLabels(labels, countImages(images), this.context.network.classes)
    return this.inference.lossAndGradients(images, labels, loss)
  }

  async evaluate(set: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.throwIfDisposed()
    requireLabels(set.labels, countImages(set.images), this.context.network.classes)
    return this.inference.evaluate(set, loss, onProgress)
  }

  fit(set: LabelledImages, options: FitOptions): TrainingRun {
    this.throwIfDisposed()
    if (this.run !== null && (this.run.state === 'running' || this.run.state === 'paused')) {
      throw new StateError({ call: 'fit', state: this.run.state, allowed: 'after the current run is over' })
    }
    requireLabels(set.labels, countImages(set.images), this.context.network.classes)
    requireRun(set.labels.length, options)
    const largest = largestBatch(this.context.network.description, this.bufferLimit)
    if (options.batchSize > largest) {
      const allowed = `1 … ${largest} for this model on this GPU`
      throw new SpecError({ where: 'training', field: 'batchSize', value: options.batchSize, allowed })
    }
    const optimizer = resolveOptimizer(options.optimizer)
    const loss = resolveLoss(options.loss)
    const augmentation = activeAugmentation(options.augment)
    this.trainer?.destroy()
    this.restoreOptimizer(optimizer, options.resumeFrom?.optimizer ?? null)
    this.trainer = new GpuTrainer(
      this.context.gpu,
      () => this.trainingPlan(set, options.batchSize, loss, optimizer, augmentation),
      options.seed,
      this.optimizerStep,
      (optimizerStep) => {
        this.optimizerStep = optimizerStep
      },
    )
    this.run = startTrainingRun(this.trainer, set.labels.length, options)
    return this.run
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.throwIfDisposed()
    if (this.optimizerStep === 0) return null
    const step = this.optimizerStep
    const slots = this.optimizerMemory.map(async (slot) => [slot, await this.store.download(`optimizer/${slot}`)] as const)
    return { step, slots: new Map(await Promise.all(slots)) }
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.options.onDispose()
    void this.inference.destroy()
    void this.release()
  }

  /** Gives the memory back once the run does not use it any more. */
  private async release(): Promise<void> {
    await this.run?.stop().catch(() => undefined)
    this.trainer?.destroy()
    const training = await this.training?.plan.catch(() => null)
    training?.plan.destroy()
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
  private trainingPlan(
    set: LabelledImages,
    batchSize: number,
    loss: ResolvedLoss,
    optimizer: ResolvedOptimizer,
    augmentation: Augmentation | null,
  ): Promise<TrainingPlan> {
    const dataset = this.datasets.get(set)
    // The learning rate comes with the clock of each step.
    const key = JSON.stringify([dataset.id, batchSize, loss, augmentation, { ...optimizer, learningRate: null }])
    if (this.training?.key === key) return this.training.plan
    void this.training?.plan.then(
      ({ plan }) => plan.destroy(),
      () => undefined,
    )
    this.training = { key, plan: trainingPlan(this.context, dataset, { batch: batchSize, loss, optimizer, augmentation }) }
    return this.training.plan
  }

  private restoreOptimizer(optimizer: ResolvedOptimizer, state: OptimizerState | null): void {
    const slots = optimizerSlots(optimizer)
    if (state !== null) requireMemory(slots, this.context.network.description.parameters, state)
    for (const slot of slots) {
      const kept = state?.slots.get(slot)
      if (kept === undefined) this.store.clear(`optimizer/${slot}`)
      else this.store.upload(`optimizer/${slot}`, kept)
    }
    this.optimizerMemory = slots
    this.optimizerStep = state?.step ?? 0
  }

  private throwIfDisposed(): void {
    if (this.disposed) throw new DisposedError({ what: 'the model' })
  }
}
