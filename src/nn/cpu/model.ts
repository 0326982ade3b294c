import { DisposedError, ShapeError, StateError } from '../../core/errors'
import { IMAGE_PIXELS, type LabelledImages } from '../../core/images'
import type { Tensor } from '../../core/tensor'
import type {
  Evaluation,
  FitOptions,
  LossAndGradients,
  LossSpec,
  Model,
  ModelOptions,
  OptimizerState,
  Trace,
  TraceOptions,
  TrainingRun,
} from '../engine'
import { createCpuLoss } from '../losses/cpu-registry'
import { createCpuOptimizer } from '../optimizers/cpu-registry'
import { countImages, requireLabels } from '../require-images'
import { requireTensors } from '../require-tensors'
import { activeAugmentation } from '../spec/augmentation'
import type { ModelDescription } from '../spec/describe'
import { initialParameters } from '../spec/initializers'
import { resolveTrace } from '../spec/trace'
import { startTrainingRun } from '../training-run'
import { addGradients, forwardPieces, largestOf } from './batches'
import { Network } from './network'
import type { CpuOptimizer } from './optimizer'
import { ParameterSet } from './parameter-set'
import type { Primitives, Values } from './primitives'
import { traceImage } from './trace'
import { CpuTrainer } from './trainer'

/** A model on the CPU. */
export class CpuModel implements Model {
  private readonly network: Network
  private run: TrainingRun | null = null
  private optimizer: CpuOptimizer | null = null
  private disposed = false

  constructor(
    readonly description: ModelDescription,
    primitives: Primitives,
    private readonly options: ModelOptions,
  ) {
    this.network = new Network(description, primitives)
    this.network.parameters.load(initialParameters(description, options.seed))
  }

  get spec(): Model['spec'] {
    return this.description.spec
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.requireAlive()
    return this.network.parameters.tensors()
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.requireAlive()
    requireTensors(this.description.parameters, parameters)
    this.network.parameters.load(parameters)
  }

  /** The live values of a parameter in the engine's own precision, for tests that move them a little. */
  valuesOf(name: string): Values {
    return this.network.parameters.view(name)
  }

  async predict(images: Float32Array): Promise<Float32Array> {
    this.requireAlive()
    const { primitives, classes } = this.network
    const probabilities = new Float32Array(countImages(images) * classes)
    for await (const { plan, start, count } of this.forward(images, 1)) {
      const values = primitives.allocate(count * classes)
      primitives.softmax(values, plan.scores, count, classes)
      probabilities.set(values, start * classes)
    }
    return probabilities
  }

  async trace(image: Float32Array, options: TraceOptions = {}): Promise<Trace> {
    this.requireAlive()
    if (image.length !== IMAGE_PIXELS) throw new ShapeError({ tensor: 'image', expected: '[28,28]', actual: `${image.length} values` })
    return traceImage(this.network, image, resolveTrace(this.description, options))
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients> {
    const { loss: mean, gradients } = await this.exactLossAndGradients(images, labels, loss)
    return { loss: mean, gradients: gradients.tensors() }
  }

  /** `lossAndGradients` in the engine's own precision. */
  async exactLossAndGradients(
    images: ArrayLike<number>,
    labels: Uint8Array,
    loss: LossSpec,
  ): Promise<{ loss: number; gradients: ParameterSet }> {
    this.requireAlive()
    const count = countImages(images)
    requireLabels(labels, count, this.network.classes)
    if (count === 0) throw new ShapeError({ tensor: 'images', expected: 'at least one image', actual: 'none' })
    const gradients = new ParameterSet(this.description.parameters, this.network.primitives)
    const batch = { images, scale: 1, labels, count, indexOf: (place: number) => place }
    const { loss: mean } = await addGradients(this.network, batch, createCpuLoss(loss), gradients, null, this.options.maxBatch)
    return { loss: mean, gradients }
  }

  async evaluate({ images, labels }: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.requireAlive()
    const { classes } = this.network
    requireLabels(labels, countImages(images), classes)
    const cpuLoss = createCpuLoss(loss)
    const predictions = new Uint8Array(labels.length)
    let total = 0
    let correct = 0
    for await (const piece of this.forward(images, 1 / 255, labels)) {
      total += cpuLoss(piece.plan.scores, piece.labels, classes, null)
      for (let place = 0; place < piece.count; place++) {
        const answer = largestOf(piece.plan.scores, place, classes)
        predictions[piece.start + place] = answer
        if (answer === piece.labels[place]) correct++
      }
      onProgress?.(piece.start + piece.count)
    }
    return { loss: total / labels.length, accuracy: correct / labels.length, correct, predictions }
  }

  fit(dataset: LabelledImages, options: FitOptions): TrainingRun {
    this.requireAlive()
    if (this.run?.state === 'running' || this.run?.state === 'paused') {
      throw new StateError({ call: 'fit', state: this.run.state, allowed: 'after the run before has ended' })
    }
    requireLabels(dataset.labels, countImages(dataset.images), this.network.classes)
    const { parameters, primitives } = this.network
    const optimizer = createCpuOptimizer(options.optimizer, parameters, primitives, options.resumeFrom?.optimizer ?? null)
    const trainer = new CpuTrainer(
      this.network,
      dataset,
      createCpuLoss(options.loss),
      optimizer,
      options.seed,
      activeAugmentation(options.augment),
    )
    this.run = startTrainingRun(trainer, dataset.labels.length, options)
    this.optimizer = optimizer
    return this.run
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    const state = this.optimizer?.state() ?? null
    return state !== null && state.step > 0 ? state : null
  }

  dispose(): void {
    this.disposed = true
    void this.run?.stop()
    this.network.forgetPlans()
  }

  /** Computes images forward in their own order; ends with DisposedError when the model is disposed of on the way. */
  private async *forward(
    images: ArrayLike<number>,
    scale: number,
    labels: Uint8Array = new Uint8Array(),
  ): ReturnType<typeof forwardPieces> {
    const batch = { images, scale, labels, count: countImages(images), indexOf: (place: number) => place }
    for await (const piece of forwardPieces(this.network, batch, null, this.options.maxBatch)) {
      this.requireAlive()
      yield piece
    }
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'The model' })
  }
}
