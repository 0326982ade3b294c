import { DisposedError } from '../../../../core/errors'
import type { LabelledImages } from '../../../../core/images'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, TrainingRun } from '../../../engine'
import type { DrawnRows, DrawRowsOptions, InkPictures, RowsEvaluation, RowsFitOptions, RowsModel, RowsTrace } from '../../../rows'
import { requireTensors } from '../../../spec/require-tensors'
import { rowsPixels, type RowsSpec } from '../../../spec/rows/rows-spec'
import { resolveRowsSettings } from '../../../spec/rows/rows-training'
import { drawEach, traceRows } from '../../rows/drawing'
import { meanOf, requireDrawable, requirePictures, requireTrainingSet, TrainingPictures } from '../../rows/pictures'
import { requireNoRun, requireRun, startTrainingRun, type TrainingStep } from '../../training-run'
import { OptimizerMemory } from '../optimizer-memory'
import { GpuStepper } from '../writer/stepper'
import { RowsBatches, type RowsContext } from './batches'
import { GenerativeGpuDriver, type StepTime } from '../generative-driver'

/** Pictures computed at once where nobody says how many. */
const BATCH = 100
const STILL_TIME = { step: 1, epoch: 0, seed: 0, learningRate: 0 }

/** A network that draws row by row, on the GPU. */
export class GpuRows implements RowsModel {
  readonly spec: RowsSpec
  private readonly evaluating: RowsBatches
  private readonly differentiating: RowsBatches
  private training: RowsBatches | null = null
  private run: TrainingRun | null = null
  private readonly optimizer: OptimizerMemory
  private disposed = false

  constructor(
    private readonly context: RowsContext,
    initial: ReadonlyMap<string, Tensor>,
    private readonly onDispose: () => void,
  ) {
    const { network } = context
    this.spec = network.description.spec
    this.evaluating = new RowsBatches(context, { kind: 'evaluate' })
    this.differentiating = new RowsBatches(context, { kind: 'gradients' })
    this.optimizer = new OptimizerMemory(network.store, network.description.parameters)
    network.load(initial)
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.requireAlive()
    return this.context.network.store.download('parameters')
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.requireAlive()
    requireTensors(this.description.parameters, parameters)
    this.context.network.load(parameters)
  }

  async lossAndGradients(pictures: InkPictures): Promise<LossAndGradients> {
    this.requireAlive()
    const count = requirePictures(pictures, this.description)
    const { store } = this.context.network
    // In one submission: a training step may be the next.
    const { arriving } = await this.differentiating.submit(pictures, count, STILL_TIME, [store.buffer('gradients')])
    const { tally, also } = await arriving
    return { loss: meanOf(tally.nats), gradients: store.unpack(also) }
  }

  async evaluate(pictures: InkPictures, onProgress?: (done: number) => void): Promise<RowsEvaluation> {
    this.requireAlive()
    const count = requirePictures(pictures, this.description)
    const size = rowsPixels(this.description)
    const nats = new Float64Array(count)
    let correct = 0
    for (let first = 0; first < count; first += BATCH) {
      this.requireAlive()
      const { arriving } = await this.evaluating.submit(pictures.subarray(first * size, (first + BATCH) * size), BATCH, STILL_TIME)
      const { tally } = await arriving
      nats.set(tally.nats, first)
      correct += tally.correct
      onProgress?.(Math.min(count, first + BATCH))
    }
    return { loss: meanOf(nats), nats: Float32Array.from(nats), accuracy: correct / pictures.length }
  }

  fit(set: LabelledImages, options: RowsFitOptions): TrainingRun {
    this.requireAlive()
    requireNoRun(this.run)
    requireTrainingSet(set, this.description)
    const { onEpochEnd: _, resumeFrom, startPaused: __, ...input } = options
    const settings = resolveRowsSettings(input)
    requireRun(set.labels.length, settings, options)
    this.optimizer.restore(settings.optimizer, resumeFrom?.optimizer ?? null)
    this.training?.destroy()
    this.training = new RowsBatches(this.context, { kind: 'train', optimizer: settings.optimizer })
    const [batches, pictures] = [this.training, new TrainingPictures(set, settings.seed)]
    const submit = async (step: TrainingStep, time: StepTime) => {
      const taken = pictures.take(step, time.step)
      const { arriving } = await batches.submit(taken, settings.batchSize, time)
      const tallied = arriving.then(({ tally: { nats, correct } }) => ({ loss: meanOf(nats), correct, examples: taken.length }))
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

  async trace(picture: InkPictures): Promise<RowsTrace> {
    requirePictures(picture, this.description)
    const parameters = await this.parameters()
    const stepper = await GpuStepper.begin(this.context, 1, false)
    try {
      return await traceRows(this.description, parameters, stepper, picture)
    } finally {
      stepper.dispose()
    }
  }

  async draw(requests: readonly DrawRowsOptions[]): Promise<readonly DrawnRows[]> {
    for (const options of requests) requireDrawable(options, this.description)
    return drawEach(this.description, await this.parameters(), requests, (batch) => GpuStepper.begin(this.context, batch, false))
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
    this.context.network.destroy()
  }

  private get description() {
    return this.context.network.description
  }

  private requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
