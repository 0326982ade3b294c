import { DisposedError, StateError } from '../../core/errors'
import type { LabelledImages } from '../../core/images'
import type { Tensor } from '../../core/tensor'
import type {
  Evaluation,
  FitOptions,
  LossAndGradients,
  LossSpec,
  Model,
  OptimizerSpec,
  OptimizerState,
  Trace,
  TrainingRun,
} from '../engine'
import { resolveAdam } from '../optimizers/adam/spec'
import { requireTensors } from '../require-tensors'
import type { ModelSpec } from '../spec/model-spec'
import { startTrainingRun } from '../training-run'
import type { DatasetStore } from './batch'
import { Inference } from './inference'
import { trainingPlan, type PlanContext, type TrainingPlan } from './plans'
import { GpuTrainer } from './trainer'

const DEFAULT_MAX_BATCH = 250

/** A model whose parameters live in GPU memory. */
export class GpuModel implements Model {
  readonly spec: ModelSpec
  private readonly inference: Inference
  private run: TrainingRun | null = null
  private trainer: GpuTrainer | null = null
  private training: { readonly key: string; readonly plan: Promise<TrainingPlan> } | null = null
  private optimizerStep = 0
  private disposed = false

  constructor(
    private readonly context: PlanContext,
    private readonly datasets: DatasetStore,
    initial: ReadonlyMap<string, Tensor>,
    maxBatch = DEFAULT_MAX_BATCH,
  ) {
    this.spec = context.network.description.spec
    this.inference = new Inference(context, datasets, maxBatch)
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

  async trace(image: Float32Array): Promise<Trace> {
    this.throwIfDisposed()
    return this.inference.trace(image)
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, _loss: LossSpec): Promise<LossAndGradients> {
    this.throwIfDisposed()
    return this.inference.lossAndGradients(images, labels)
  }

  async evaluate(set: LabelledImages, _loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.throwIfDisposed()
    return this.inference.evaluate(set, onProgress)
  }

  fit(set: LabelledImages, options: FitOptions): TrainingRun {
    this.throwIfDisposed()
    if (this.run !== null && (this.run.state === 'running' || this.run.state === 'paused')) {
      throw new StateError({ call: 'fit', state: this.run.state, allowed: 'after the current run is over' })
    }
    const adam = resolveAdam(options.optimizer)
    this.trainer?.destroy()
    this.restoreOptimizer(options.resumeFrom?.optimizer ?? null)
    this.trainer = new GpuTrainer(
      this.context.gpu,
      () => this.trainingPlan(set, options.batchSize, adam),
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
    const [firstMoment, secondMoment] = await Promise.all([this.store.download('firstMoment'), this.store.download('secondMoment')])
    return { step: this.optimizerStep, firstMoment, secondMoment }
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    // Steps and readings already submitted may go on using the memory; WebGPU frees it after them.
    void this.run?.stop().catch(() => undefined)
    this.trainer?.destroy()
    void this.training?.plan.then(
      ({ plan }) => plan.destroy(),
      () => undefined,
    )
    void this.inference.destroy()
    this.store.destroy()
  }

  private get store() {
    return this.context.network.store
  }

  /** The plan of the last run is kept: starting again with the same data and batch compiles nothing. */
  private trainingPlan(set: LabelledImages, batchSize: number, adam: Required<OptimizerSpec>): Promise<TrainingPlan> {
    const dataset = this.datasets.get(set)
    const key = JSON.stringify([dataset.id, batchSize, adam.beta1, adam.beta2, adam.epsilon])
    if (this.training?.key === key) return this.training.plan
    void this.training?.plan.then(
      ({ plan }) => plan.destroy(),
      () => undefined,
    )
    this.training = { key, plan: trainingPlan(this.context, dataset, batchSize, adam) }
    return this.training.plan
  }

  private restoreOptimizer(state: OptimizerState | null): void {
    if (state === null) {
      this.store.clear('firstMoment')
      this.store.clear('secondMoment')
    } else {
      const { parameters } = this.context.network.description
      requireTensors(parameters, state.firstMoment, 'optimizer/m/')
      requireTensors(parameters, state.secondMoment, 'optimizer/v/')
      this.store.upload('firstMoment', state.firstMoment)
      this.store.upload('secondMoment', state.secondMoment)
    }
    this.optimizerStep = state?.step ?? 0
  }

  private throwIfDisposed(): void {
    if (this.disposed) throw new DisposedError({ what: 'the model' })
  }
}
