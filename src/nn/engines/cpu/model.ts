import { DisposedError, ShapeError, StateError } from '../../../core/errors'
import type { LabelledImages } from '../../../core/images'
import { pixelCount } from '../../../core/task'
import type { Tensor } from '../../../core/tensor'
import type {
  Evaluation,
  FitOptions,
  LossAndGradients,
  LossSpec,
  Model,
  OptimizerState,
  Trace,
  TraceOptions,
  TrainingRun,
} from '../../engine'
import { createCpuLoss } from '../../losses/cpu-registry'
import { createCpuOptimizer } from '../../optimizers/cpu-registry'
import { countImages, requireImage, requireLabels, requireSet } from '../require-images'
import { requireTensors } from '../../spec/require-tensors'
import { activeAugmentation } from '../../spec/augmentation'
import type { ModelDescription } from '../../spec/describe'
import { resolveTrace } from '../../spec/trace'
import { resolveRunSettings } from '../../spec/training'
import { startTrainingRun } from '../training-run'
import { yieldToEvents } from '../../../core/yield-to-events'
import { addGradients } from './batches'
import { believePictures, evaluatePictures, predictPictures } from './inference'
import { Network } from './network'
import type { CpuOptimizer } from '../../optimizers/cpu-optimizer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Pool } from './pool/pool'
import type { PartWork } from './pool/shared-work'
import type { Slice } from './pool/slices'
import { Team } from './pool/team'
import type { Primitives, PrimitivesScope, Values } from '../../operations/cpu/primitives'
import { traceImage } from './trace'
import { CpuStepDriver } from './step-driver'

/** Pictures answered at once: activations of 64 stay in the cache, and larger products are no faster. */
const PART = 64

/** A model on the CPU. */
export class CpuModel implements Model {
  private readonly network: Network
  private readonly team: Team
  private run: TrainingRun | null = null
  private optimizer: CpuOptimizer | null = null
  /** Memory of the last run: its gradients, and what its optimizer remembers. */
  private runMemory: PrimitivesScope | null = null
  private disposed = false

  constructor(
    readonly description: ModelDescription,
    primitives: Primitives,
    pool: Pool,
    initial: ReadonlyMap<string, Tensor>,
    private readonly maxBatch: number | undefined,
  ) {
    this.network = new Network(description, primitives)
    this.team = new Team(pool, this.network)
    this.network.parameters.load(initial)
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

  predict(images: Float32Array): Promise<Float32Array> {
    return this.answer(images, predictPictures, false)
  }

  believe(images: Float32Array): Promise<Float32Array> {
    return this.answer(images, believePictures, true)
  }

  async trace(image: Float32Array, options: TraceOptions = {}): Promise<Trace> {
    this.requireAlive()
    requireImage(image, this.description.task.input)
    return traceImage(this.network, image, resolveTrace(this.description, options))
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients> {
    const memory = this.network.primitives.scope()
    try {
      const { loss: mean, gradients } = await this.exactLossAndGradients(images, labels, loss, memory)
      return { loss: mean, gradients: gradients.tensors() }
    } finally {
      memory.release()
    }
  }

  /** `lossAndGradients` in the engine's own precision. @param memory  where the gradients are; default: until the model is disposed of */
  async exactLossAndGradients(
    images: ArrayLike<number>,
    labels: Uint8Array,
    loss: LossSpec,
    memory: Primitives = this.network.primitives,
  ): Promise<{ loss: number; gradients: ParameterSet }> {
    this.requireAlive()
    const count = countImages(images, this.description.task.input)
    requireLabels(labels, count, this.network.classes)
    if (count === 0) throw new ShapeError({ tensor: 'images', misfit: { kind: 'empty' } })
    const gradients = new ParameterSet(this.description.parameters, memory)
    const batch = { images, scale: 1, labels, count, indexOf: (place: number) => place }
    const { loss: mean } = await addGradients(this.network, batch, createCpuLoss(loss), gradients, null, this.maxBatch)
    return { loss: mean, gradients }
  }

  async evaluate(set: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.requireAlive()
    requireSet(set, this.description.task)
    const { images, labels } = set
    const cpuLoss = createCpuLoss(loss)
    const labelsOf = ({ first, count }: Slice) => labels.subarray(first, first + count)
    const predictions = new Uint8Array(labels.length)
    const losses = new Map<number, number>()
    let done = 0
    await this.inParts(labels.length, {
      here: (part) => evaluatePictures(this.network, images.subarray(...this.pixelsOf(part)), labelsOf(part), cpuLoss),
      there: (part, helper) => this.team.evaluate(helper, images.slice(...this.pixelsOf(part)), labelsOf(part).slice(), loss),
      onDone: ({ first, count }, result) => {
        predictions.set(result.predictions, first)
        losses.set(first, result.loss)
        done += count
        onProgress?.(done)
      },
    })
    // In the order of the set, whichever part ended first: the same set has the same loss.
    const total = [...losses].toSorted(([a], [b]) => a - b).reduce((sum, [, value]) => sum + value, 0)
    const correct = predictions.reduce((sum, answer, index) => sum + Number(answer === labels[index]), 0)
    return { loss: total / labels.length, accuracy: correct / labels.length, correct, predictions }
  }

  fit(dataset: LabelledImages, options: FitOptions): TrainingRun {
    this.requireAlive()
    if (this.run?.state === 'running' || this.run?.state === 'paused') {
      throw new StateError({ action: 'train', obstacle: { kind: 'training' } })
    }
    requireSet(dataset, this.description.task)
    const settings = resolveRunSettings(options)
    const memory = this.network.primitives.scope()
    try {
      const { loss, seed, augment } = settings
      const optimizer = createCpuOptimizer(settings.optimizer, this.network.parameters, memory, options.resumeFrom?.optimizer ?? null)
      const gradients = () => new ParameterSet(this.description.parameters, memory)
      const deformation = activeAugmentation(augment)
      const driver = new CpuStepDriver(this.network, this.team, dataset, loss, optimizer, gradients, seed, deformation)
      this.run = startTrainingRun(driver, dataset.labels.length, settings, options)
      this.optimizer = optimizer
    } catch (error) {
      memory.release()
      throw error
    }
    this.runMemory?.release()
    this.runMemory = memory
    return this.run
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    const state = this.optimizer?.state() ?? null
    return state !== null && state.step > 0 ? state : null
  }

  dispose(): void {
    this.disposed = true
    this.team.leave()
    // A step that is on its way still writes to what it was begun with.
    void Promise.resolve(this.run?.stop()).then(() => this.network.dispose())
  }

  /** Probabilities of many pictures, one answer behind the other: [N,C], or [N,T,C] of every timestep. */
  private async answer(images: Float32Array, compute: typeof predictPictures, everyStep: boolean): Promise<Float32Array> {
    this.requireAlive()
    const count = countImages(images, this.description.task.input)
    let probabilities = new Float32Array(0)
    await this.inParts(count, {
      here: (part) => compute(this.network, images.subarray(...this.pixelsOf(part)), 1),
      there: (part, helper) => this.team.predict(helper, images.slice(...this.pixelsOf(part)), 1, everyStep),
      onDone: (part, values) => {
        const each = values.length / part.count
        if (probabilities.length === 0) probabilities = new Float32Array(count * each)
        probabilities.set(values, part.first * each)
      },
    })
    return probabilities
  }

  /** Cuts a set in parts and does something with each, on all threads where there is more than one; ends with DisposedError when the model is disposed of. */
  private async inParts<R>(count: number, { here, there, onDone }: Computation<R>): Promise<void> {
    const size = Math.min(PART, this.maxBatch ?? PART)
    const parts = Array.from({ length: Math.ceil(count / size) }, (_, part) => {
      return { first: part * size, count: Math.min(size, count - part * size) }
    })
    const work: PartWork<R> = {
      here: async (part) => {
        // A reading that waits goes first.
        if (part.first > 0) await yieldToEvents()
        this.requireAlive()
        return here(part)
      },
      there,
      onDone: (part, result) => {
        this.requireAlive()
        onDone(part, result)
      },
    }
    if (count > PART) return this.team.share(parts, work)
    for (const part of parts) work.onDone(part, await work.here(part))
  }

  /** Where the pixels of a part begin and end in [N,height,width]. */
  private pixelsOf({ first, count }: Slice): [number, number] {
    const pixels = pixelCount(this.description.task.input)
    return [first * pixels, (first + count) * pixels]
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}

/** What is done with each part, apart from letting others go first. */
interface Computation<R> extends Omit<PartWork<R>, 'here'> {
  here(part: Slice): R
}
