import { DisposedError } from '../../../../core/errors'
import type { LabelledImages } from '../../../../core/images'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, TrainingRun } from '../../../engine'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope } from '../../../operations/cpu/primitives'
import type { CpuOptimizer } from '../../../optimizers/cpu-optimizer'
import { createCpuOptimizer } from '../../../optimizers/cpu-registry'
import type { DrawnRows, DrawRowsOptions, InkPictures, RowsEvaluation, RowsFitOptions, RowsModel, RowsTrace } from '../../../rows'
import { requireTensors } from '../../../spec/require-tensors'
import type { RowsDescription, RowsSpec } from '../../../spec/rows/rows-spec'
import { resolveRowsSettings } from '../../../spec/rows/rows-training'
import { drawEach, traceRows } from '../../rows/drawing'
import { meanOf, requireDrawable, requirePictures, requireTrainingSet, TrainingPictures } from '../../rows/pictures'
import { requireNoRun, startTrainingRun, type TrainingStep } from '../../training-run'
import { CpuStepper } from '../writer/stepper'
import { judgePictures } from './batches'
import { GenerativeStepDriver, type StepRandom } from '../generative-driver'
import { RowsNetwork } from './network'

/** A network that draws row by row, on the CPU. */
export class CpuRows implements RowsModel {
  private readonly network: RowsNetwork
  private run: TrainingRun | null = null
  private optimizer: CpuOptimizer | null = null
  private runMemory: PrimitivesScope | null = null
  private disposed = false

  constructor(
    readonly description: RowsDescription,
    primitives: Primitives,
    initial: ReadonlyMap<string, Tensor>,
  ) {
    this.network = new RowsNetwork(description, primitives)
    this.network.load(initial)
  }

  get spec(): RowsSpec {
    return this.description.spec
  }

  /** The live values, for tests that move them a little. */
  valuesOf(name: string) {
    this.network.parameters.noteChange()
    return this.network.parameters.view(name)
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.requireAlive()
    return this.network.parameters.tensors()
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.requireAlive()
    requireTensors(this.description.parameters, parameters)
    this.network.load(parameters)
  }

  async lossAndGradients(pictures: InkPictures): Promise<LossAndGradients> {
    const memory = this.network.primitives.scope()
    try {
      const { loss, gradients } = await this.exactLossAndGradients(pictures, memory)
      return { loss, gradients: gradients.tensors() }
    } finally {
      memory.release()
    }
  }

  /** `lossAndGradients` with gradients in the engine's own precision. */
  async exactLossAndGradients(
    pictures: InkPictures,
    memory: Primitives = this.network.primitives,
  ): Promise<{ readonly loss: number; readonly gradients: ParameterSet }> {
    this.requireAlive()
    requirePictures(pictures, this.description)
    const gradients = new ParameterSet(this.description.parameters, memory)
    const { nats } = await judgePictures(this.network, pictures, gradients, null)
    return { loss: meanOf(nats), gradients }
  }

  async evaluate(pictures: InkPictures, onProgress?: (done: number) => void): Promise<RowsEvaluation> {
    this.requireAlive()
    requirePictures(pictures, this.description)
    const { nats, correct } = await judgePictures(this.network, pictures, null, null, onProgress)
    return { loss: meanOf(nats), nats: Float32Array.from(nats), accuracy: correct / pictures.length }
  }

  fit(set: LabelledImages, options: RowsFitOptions): TrainingRun {
    this.requireAlive()
    requireNoRun(this.run)
    requireTrainingSet(set, this.description)
    const { onEpochEnd: _, resumeFrom, startPaused: __, ...input } = options
    const settings = resolveRowsSettings(input)
    const memory = this.network.primitives.scope()
    try {
      const optimizer = createCpuOptimizer(settings.optimizer, this.network.parameters, memory, resumeFrom?.optimizer ?? null)
      const gradients = new ParameterSet(this.description.parameters, memory)
      const pictures = new TrainingPictures(set, settings.seed)
      const judge = async (step: TrainingStep, random: StepRandom) => {
        const taken = pictures.take(step, random.step)
        const { nats, correct } = await judgePictures(this.network, taken, gradients, random)
        return { loss: meanOf(nats), correct, examples: taken.length }
      }
      const driver = new GenerativeStepDriver(judge, optimizer, gradients, settings.seed)
      this.run = startTrainingRun(driver, set.labels.length, settings, options)
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

  async trace(picture: InkPictures): Promise<RowsTrace> {
    requirePictures(picture, this.description)
    const parameters = await this.parameters()
    const stepper = new CpuStepper(this.network, 1)
    try {
      return await traceRows(this.description, parameters, stepper, picture)
    } finally {
      stepper.dispose()
    }
  }

  async draw(requests: readonly DrawRowsOptions[]): Promise<readonly DrawnRows[]> {
    for (const options of requests) requireDrawable(options, this.description)
    return drawEach(this.description, await this.parameters(), requests, async (batch) => new CpuStepper(this.network, batch))
  }

  dispose(): void {
    this.disposed = true
    // A step that is on its way still writes to what it was begun with.
    void Promise.resolve(this.run?.stop()).then(() => this.network.dispose())
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
