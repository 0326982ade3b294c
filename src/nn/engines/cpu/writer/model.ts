import { DisposedError } from '../../../../core/errors'
import type { PenSequence, PenSequences } from '../../../../core/sequences'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, OptimizerState, TrainingRun } from '../../../engine'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope } from '../../../operations/cpu/primitives'
import type { CpuOptimizer } from '../../../optimizers/cpu-optimizer'
import { createCpuOptimizer } from '../../../optimizers/cpu-registry'
import { requireTensors } from '../../../spec/require-tensors'
import type { WriterDescription, WriterSpec } from '../../../spec/writing/writer-spec'
import { resolveWriterSettings } from '../../../spec/writing/writer-training'
import type { Clamp } from '../../../trace-types'
import type { WriteOptions, WriterEvaluation, WriterFitOptions, WriterTrace, Writing, WritingModel } from '../../../writing'
import { requireNoRun, startTrainingRun, type TrainingStep } from '../../training-run'
import { byLength, drawingsOf, requireDrawings, TrainingDrawings } from '../../writing/drawings'
import { traceStepwise } from '../../writing/trace'
import { requireWritable, StepwiseWriting, writeEach } from '../../writing/writing'
import { judgeDrawings } from './batches'
import { GenerativeStepDriver, type StepRandom } from '../generative-driver'
import { WriterNetwork } from './network'
import { CpuStepper } from './stepper'

/** A network that writes, on the CPU. */
export class CpuWriter implements WritingModel {
  private readonly network: WriterNetwork
  private run: TrainingRun | null = null
  private optimizer: CpuOptimizer | null = null
  private runMemory: PrimitivesScope | null = null
  private disposed = false

  constructor(
    readonly description: WriterDescription,
    primitives: Primitives,
    initial: ReadonlyMap<string, Tensor>,
  ) {
    this.network = new WriterNetwork(description, primitives)
    this.network.parameters.load(initial)
  }

  get spec(): WriterSpec {
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
    this.network.parameters.load(parameters)
  }

  async lossAndGradients(set: PenSequences): Promise<LossAndGradients> {
    const memory = this.network.primitives.scope()
    try {
      const { loss, gradients } = await this.exactLossAndGradients(set, memory)
      return { loss, gradients: gradients.tensors() }
    } finally {
      memory.release()
    }
  }

  /** `lossAndGradients` in the engine's own precision. */
  async exactLossAndGradients(
    set: PenSequences,
    memory: Primitives = this.network.primitives,
  ): Promise<{ readonly loss: number; readonly gradients: ParameterSet }> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const gradients = new ParameterSet(this.description.parameters, memory)
    const { movement, pen, points } = await judgeDrawings(this.network, byLength(drawingsOf(set)), gradients, null)
    return { loss: (movement + pen) / Math.max(1, points), gradients }
  }

  async evaluate(set: PenSequences, onProgress?: (done: number) => void): Promise<WriterEvaluation> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const { movement, pen, correct, points } = await judgeDrawings(this.network, byLength(drawingsOf(set)), null, null, onProgress)
    const each = 1 / Math.max(1, points)
    return { loss: (movement + pen) * each, movement: movement * each, pen: pen * each, penAccuracy: correct * each, points }
  }

  fit(set: PenSequences, options: WriterFitOptions): TrainingRun {
    this.requireAlive()
    requireNoRun(this.run)
    requireDrawings(set, this.description)
    const { onEpochEnd: _, resumeFrom, startPaused: __, ...input } = options
    const settings = resolveWriterSettings(input)
    const memory = this.network.primitives.scope()
    try {
      const { seed, deform, optimizer: chosen } = settings
      const optimizer = createCpuOptimizer(chosen, this.network.parameters, memory, resumeFrom?.optimizer ?? null)
      const gradients = new ParameterSet(this.description.parameters, memory)
      const drawings = new TrainingDrawings(set, seed, deform)
      const judge = async (step: TrainingStep, random: StepRandom) => {
        const judged = await judgeDrawings(this.network, drawings.take(step, random.step), gradients, random)
        const { movement, pen, correct, points } = judged
        return { loss: (movement + pen) / Math.max(1, points), correct, examples: points }
      }
      const driver = new GenerativeStepDriver(judge, optimizer, gradients, seed)
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

  async trace(sequence: PenSequence, label: number, clamps: readonly Clamp[] = []): Promise<WriterTrace> {
    this.requireAlive()
    const stepper = new CpuStepper(this.network, 1)
    try {
      return await traceStepwise(this.description, stepper, { sequence, label }, clamps)
    } finally {
      stepper.dispose()
    }
  }

  async write(options: WriteOptions): Promise<Writing> {
    this.requireAlive()
    requireWritable(this.description, options)
    return StepwiseWriting.begin(this.description, new CpuStepper(this.network, 1), options)
  }

  async writeMany(requests: readonly WriteOptions[]): Promise<readonly PenSequence[]> {
    this.requireAlive()
    for (const options of requests) requireWritable(this.description, options)
    return writeEach(this.description, requests, async (batch) => new CpuStepper(this.network, batch))
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
