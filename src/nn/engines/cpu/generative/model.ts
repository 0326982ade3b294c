import { DisposedError } from '../../../../core/errors'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, RunControl, TrainingRun } from '../../../engine'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import { createCpuOptimizer } from '../../../optimizers/cpu-registry'
import type { DescribedParameter } from '../../../spec/describe'
import { requireTensors } from '../../../spec/require-tensors'
import type { RunSettings } from '../../../spec/training'
import { startTrainingRun } from '../../training-run'
import { LastRun } from '../last-run'
import { GenerativeStepDriver, type JudgeStep } from './driver'

/** Layers of a network that makes something, with their parameters. */
export interface GenerativeNetwork {
  readonly description: { readonly spec: object; readonly parameters: readonly DescribedParameter[] }
  readonly parameters: ParameterSet
  /** What it computes with; arrays that are allocated here end with the network. */
  readonly primitives: PrimitivesScope
  load(tensors: ReadonlyMap<string, Tensor>): void
  dispose(): void
}

/** What models that make something have in common on the CPU: parameters, gradients, training, and an end. `Examples` are what they learn from. */
export abstract class CpuGenerativeModel<Network extends GenerativeNetwork, Examples> {
  private readonly lastRun = new LastRun()
  private disposed = false

  constructor(
    protected readonly network: Network,
    initial: ReadonlyMap<string, Tensor>,
  ) {
    network.load(initial)
  }

  get description(): Network['description'] {
    return this.network.description
  }

  get spec(): Network['description']['spec'] {
    return this.description.spec
  }

  /** The live values of a parameter in the engine's own precision, for tests that move them a little. */
  valuesOf(name: string): Values {
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

  async lossAndGradients(examples: Examples): Promise<LossAndGradients> {
    const memory = this.network.primitives.scope()
    try {
      const { loss, gradients } = await this.exactLossAndGradients(examples, memory)
      return { loss, gradients: gradients.tensors() }
    } finally {
      memory.release()
    }
  }

  /** `lossAndGradients` in the engine's own precision. @param memory  where the gradients are; default: until the model is disposed of */
  async exactLossAndGradients(
    examples: Examples,
    memory: Primitives = this.network.primitives,
  ): Promise<{ readonly loss: number; readonly gradients: ParameterSet }> {
    this.requireAlive()
    this.requireExamples(examples)
    const gradients = new ParameterSet(this.description.parameters, memory)
    return { loss: await this.addGradients(examples, gradients), gradients }
  }

  async optimizerState(): Promise<OptimizerState | null> {
    this.requireAlive()
    return this.lastRun.optimizerState()
  }

  dispose(): void {
    this.disposed = true
    void this.lastRun.end().then(() => this.network.dispose())
  }

  /** @throws ShapeError, TaskError for examples that do not fit the network */
  protected abstract requireExamples(examples: Examples): void

  /** Adds the gradients of the mean loss. @returns the mean loss */
  protected abstract addGradients(examples: Examples, gradients: ParameterSet): Promise<number>

  /** @throws DisposedError; StateError while a run is not over */
  protected requireTrainable(): void {
    this.requireAlive()
    this.lastRun.requireOver()
  }

  /** Starts a run over `exampleCount` examples. @throws SpecError, ShapeError for settings or a memory that make no run */
  protected train(
    exampleCount: number,
    settings: Pick<RunSettings, 'epochs' | 'batchSize' | 'seed' | 'optimizer' | 'schedule'>,
    control: RunControl,
    judge: JudgeStep,
  ): TrainingRun {
    return this.lastRun.begin(this.network.primitives, (memory) => {
      const { parameters } = this.network
      const optimizer = createCpuOptimizer(settings.optimizer, parameters, memory, control.resumeFrom?.optimizer ?? null)
      const gradients = new ParameterSet(this.description.parameters, memory)
      const driver = new GenerativeStepDriver(judge, optimizer, gradients, settings.seed)
      return { optimizer, run: startTrainingRun(driver, exampleCount, settings, control) }
    })
  }

  protected requireAlive(): void {
    if (this.disposed) throw new DisposedError({ what: 'model' })
  }
}
