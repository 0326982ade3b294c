import { DisposedError, ShapeError } from '../../../core/errors'
import { INK_PER_LEVEL, isStored, type LabelledImages, type TrainingImages } from '../../../core/images'
import { pixelCount } from '../../../core/task'
import type { Tensor } from '../../../core/tensor'
import type {
  Evaluation,
  FitOptions,
  LossAndGradients,
  LossSpec,
  Model,
  OptimizerState,
  SignalName,
  Trace,
  TraceOptions,
  TraceSignal,
  TrainingRun,
} from '../../engine'
import { createCpuLoss } from '../../losses/cpu-registry'
import { createCpuOptimizer } from '../../optimizers/cpu-registry'
import { declaredSignals, splitByExample } from '../recorded'
import { countImages, requireImage, requireLabels, requireSet, requireTrainingSet } from '../require-images'
import { requireTensors } from '../../spec/require-tensors'
import { activeAugmentation } from '../../spec/augmentation'
import type { ModelDescription } from '../../spec/describe'
import { requireFrozen } from '../../spec/frozen'
import { resolveTrace } from '../../spec/trace'
import { resolveRunSettings } from '../../spec/training'
import { StoredBatches } from '../stored-batches'
import { startTrainingRun } from '../training-run'
import { yieldToEvents } from '../../../core/yield-to-events'
import { addGradients, largestOf } from './batches'
import { answerPictures, type Wanted } from './inference'
import { LastRun } from './last-run'
import { Network } from './network'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { Pace, Parts } from './pool/parts'
import type { Pool } from './pool/pool'
import type { PartWork } from './pool/shared-work'
import type { Slice } from './pool/slices'
import { Team } from './pool/team'
import type { Primitives, Values } from '../../operations/cpu/primitives'
import { traceImage } from './trace'
import { CpuStepDriver } from './step-driver'

/** So many pictures and fewer are answered by the thread that is asked, which takes no longer than to start another. */
const ALONE = 64

/** A model on the CPU. */
export class CpuModel implements Model {
  private readonly network: Network
  private readonly team: Team
  /** What this thread takes for each kind of answer. */
  private readonly paces = { probabilities: new Pace(), beliefs: new Pace(), scores: new Pace(), signals: new Pace() }
  private readonly lastRun = new LastRun()
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

  /** The live values of a parameter in the engine's own precision, for tests that move them a little before they use the model again. */
  valuesOf(name: string): Values {
    this.network.parameters.noteChange()
    return this.network.parameters.view(name)
  }

  predict(images: Float32Array): Promise<Float32Array> {
    return this.answer(images, 'probabilities')
  }

  believe(images: Float32Array): Promise<Float32Array> {
    return this.answer(images, 'beliefs')
  }

  async record(images: Float32Array, wanted?: readonly SignalName[]): Promise<readonly (readonly TraceSignal[])[]> {
    const signals = declaredSignals(this.description, wanted)
    const values = signals.length === 0 ? new Float32Array(0) : await this.answer(images, signals)
    return splitByExample(values, signals, countImages(images, this.description.task.input))
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
    const { classes } = this.network
    const predictions = new Uint8Array(labels.length)
    const losses = new Float64Array(labels.length)
    let done = 0
    await this.inParts(images, INK_PER_LEVEL, 'scores', ({ first, count }, scores) => {
      for (let place = 0; place < count; place++) {
        const index = first + place
        predictions[index] = largestOf(scores, place, classes)
        losses[index] = cpuLoss(scores.subarray(place * classes, (place + 1) * classes), labels.subarray(index, index + 1), classes, null)
      }
      done += count
      onProgress?.(done)
    })
    // Picture by picture in the order of the set: the same set has the same loss, however it was cut.
    const total = losses.reduce((sum, value) => sum + value, 0)
    const correct = predictions.reduce((sum, answer, index) => sum + Number(answer === labels[index]), 0)
    return { loss: total / labels.length, accuracy: correct / labels.length, correct, predictions }
  }

  fit(dataset: TrainingImages, options: FitOptions): TrainingRun {
    this.requireAlive()
    this.lastRun.requireOver()
    requireTrainingSet(dataset, this.description.task)
    const settings = resolveRunSettings(options)
    requireFrozen(this.description, settings.frozen)
    return this.lastRun.begin(this.network.primitives, (memory) => {
      const { loss, seed, augment, frozen } = settings
      const memoryBefore = options.resumeFrom?.optimizer ?? null
      const optimizer = createCpuOptimizer(settings.optimizer, this.network.parameters, memory, memoryBefore, frozen)
      const gradients = () => new ParameterSet(this.description.parameters, memory)
      const deformation = activeAugmentation(augment)
      const source = isStored(dataset) ? new StoredBatches(dataset, settings) : dataset
      const driver = new CpuStepDriver(this.network, this.team, source, loss, optimizer, gradients, seed, deformation)
      return { optimizer, run: startTrainingRun(driver, dataset.labels.length, settings, options) }
    })
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    return this.lastRun.optimizerState()
  }

  dispose(): void {
    this.disposed = true
    this.team.leave()
    void this.lastRun.end().then(() => this.network.dispose())
  }

  /** Of many pictures, one answer behind the other. */
  private async answer(images: Float32Array, wanted: Wanted): Promise<Float32Array> {
    this.requireAlive()
    const count = countImages(images, this.description.task.input)
    // One picture has no parts: what cutting takes would be felt.
    const only = count === 1 ? answerPictures(this.network, images, 1, wanted) : null
    if (only instanceof Float32Array) return only
    let answers = new Float32Array(0)
    await this.inParts(images, 1, wanted, (part, values) => {
      const each = values.length / part.count
      if (answers.length === 0) answers = new Float32Array(count * each)
      answers.set(values, part.first * each)
    })
    return answers
  }

  /**
   * Answers many pictures in parts, on all threads where there is more than one. Ends with DisposedError when the model is disposed of.
   *
   * @param images  [N,height,width] grey levels
   * @param scale   what they are multiplied by
   * @param onDone  hears of every part once, in any order
   */
  private async inParts(
    images: Uint8Array | Float32Array,
    scale: number,
    wanted: Wanted,
    onDone: (part: Slice, values: Values) => void,
  ): Promise<void> {
    const pixels = pixelCount(this.description.task.input)
    const count = images.length / pixels
    const picturesOf = (part: Slice) => images.subarray(part.first * pixels, (part.first + part.count) * pixels)
    const pace = this.paces[typeof wanted === 'string' ? wanted : 'signals']
    const isShared = count > ALONE && this.team.threads > 1
    const parts = new Parts(count, Math.min(this.maxBatch ?? Infinity, this.network.piece), isShared ? this.team.threads : 1, pace)
    const work: PartWork<Values> = {
      here: async (part) => {
        // A reading that waits goes first.
        if (part.first > 0) await yieldToEvents()
        this.requireAlive()
        return pace.measure(part.count, () => answerPictures(this.network, picturesOf(part), scale, wanted))
      },
      there: (part, helper) => this.team.answer(helper, picturesOf(part), scale, wanted),
      onDone: (part, values) => {
        this.requireAlive()
        onDone(part, values)
      },
    }
    if (isShared) return this.team.share(parts, pace, work)
    for (let part = parts.take(); part !== undefined; part = parts.take()) work.onDone(part, await work.here(part))
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
