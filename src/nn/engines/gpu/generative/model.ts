import { DisposedError } from '../../../../core/errors'
import type { Tensor } from '../../../../core/tensor'
import type { OptimizerState, RunControl, TrainingRun } from '../../../engine'
import { requireTensors } from '../../../spec/require-tensors'
import type { RunSettings } from '../../../spec/training'
import { requireNoRun, requireRun, startTrainingRun, type TrainingStep } from '../../training-run'
import type { StepTally } from '../../generative/step-tally'
import { OptimizerMemory } from '../optimizer-memory'
import type { GenerativeContext, GenerativeWork } from './batches'
import { GenerativeGpuDriver, type StepTime } from './driver'
import type { GpuGenerativeNetwork } from './network'

/** What models that make something have in common on the GPU: parameters, training, and an end. */
export abstract class GpuGenerativeModel<Network extends GpuGenerativeNetwork, Batches extends { destroy(): void }> {
  protected readonly evaluating: Batches
  protected readonly differentiating: Batches
  private training: Batches | null = null
  private run: TrainingRun | null = null
  private readonly optimizer: OptimizerMemory
  private disposed = false

  /** @param onDispose  is told once, when the model is disposed of */
  constructor(
    protected readonly context: GenerativeContext<Network>,
    private readonly makeBatches: (work: GenerativeWork) => Batches,
    initial: ReadonlyMap<string, Tensor>,
    private readonly onDispose: () => void,
  ) {
    const { network } = context
    this.evaluating = makeBatches({ kind: 'evaluate' })
    this.differentiating = makeBatches({ kind: 'gradients' })
    this.optimizer = new OptimizerMemory(network.store, network.description.parameters)
    network.load(initial)
  }

  get spec(): Network['description']['spec'] {
    return this.description.spec
  }

  async parameters(): Promise<Map<string, Tensor>> {
    this.requireAlive()
    return this.store.download('parameters')
  }

  async setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void> {
    this.requireAlive()
    requireTensors(this.description.parameters, parameters)
    this.context.network.load(parameters)
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    return this.optimizer.state()
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.onDispose()
    void this.release()
  }

  protected get description(): Network['description'] {
    return this.context.network.description
  }

  protected get store(): Network['store'] {
    return this.context.network.store
  }

  /** @throws DisposedError; StateError while a run is not over */
  protected requireTrainable(): void {
    this.requireAlive()
    requireNoRun(this.run)
  }

  /**
   * Starts a run over `exampleCount` examples.
   *
   * @param submit  hands a step to the GPU
   * @throws SpecError, ShapeError for settings or a memory that make no run
   */
  protected train(
    exampleCount: number,
    settings: Pick<RunSettings, 'epochs' | 'batchSize' | 'seed' | 'optimizer' | 'schedule'>,
    control: RunControl,
    submit: (batches: Batches, step: TrainingStep, time: StepTime) => Promise<{ readonly arriving: Promise<StepTally> }>,
  ): TrainingRun {
    requireRun(exampleCount, settings, control)
    this.optimizer.restore(settings.optimizer, control.resumeFrom?.optimizer ?? null)
    this.training?.destroy()
    const batches = this.makeBatches({ kind: 'train', optimizer: settings.optimizer })
    this.training = batches
    const driver = new GenerativeGpuDriver(
      (step, time) => submit(batches, step, time),
      settings,
      this.optimizer.step,
      (step) => {
        this.optimizer.step = step
      },
    )
    this.run = startTrainingRun(driver, exampleCount, settings, control)
    return this.run
  }

  protected requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }

  private async release(): Promise<void> {
    await this.run?.stop().catch(() => undefined)
    for (const batches of [this.evaluating, this.differentiating, this.training]) batches?.destroy()
    this.context.network.destroy()
  }
}
