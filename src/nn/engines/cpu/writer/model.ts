import type { PenSequence, PenSequences } from '../../../../core/sequences'
import type { Tensor } from '../../../../core/tensor'
import type { TrainingRun } from '../../../engine'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives } from '../../../operations/cpu/primitives'
import type { WriterDescription } from '../../../spec/writing/writer-spec'
import { resolveWriterSettings } from '../../../spec/writing/writer-training'
import type { Clamp } from '../../../trace-types'
import type { WriteOptions, WriterEvaluation, WriterFitOptions, WriterTrace, Writing, WritingModel } from '../../../writing'
import { byLength, drawingsOf, requireDrawings, TrainingDrawings } from '../../writing/drawings'
import { evaluationOf, meanNats, stepTallyOf } from '../../writing/tally'
import { traceStepwise } from '../../writing/trace'
import { requireWritable, StepwiseWriting, writeEach } from '../../writing/writing'
import { CpuGenerativeModel } from '../generative/model'
import { CpuStepper } from '../generative/stepper'
import { judgeDrawings } from './batches'
import { WriterNetwork } from './network'

/** A network that writes, on the CPU. */
export class CpuWriter extends CpuGenerativeModel<WriterNetwork, PenSequences> implements WritingModel {
  constructor(description: WriterDescription, primitives: Primitives, initial: ReadonlyMap<string, Tensor>) {
    super(new WriterNetwork(description, primitives), initial)
  }

  async evaluate(set: PenSequences, onProgress?: (done: number) => void): Promise<WriterEvaluation> {
    this.requireAlive()
    this.requireExamples(set)
    return evaluationOf(await judgeDrawings(this.network, byLength(drawingsOf(set)), null, null, onProgress))
  }

  fit(set: PenSequences, options: WriterFitOptions): TrainingRun {
    this.requireTrainable()
    this.requireExamples(set)
    const settings = resolveWriterSettings(options)
    const drawings = new TrainingDrawings(set, settings.seed, settings.deform)
    return this.train(set.labels.length, settings, options, async (step, random, gradients) => {
      return stepTallyOf(await judgeDrawings(this.network, drawings.take(step, random.step), gradients, random))
    })
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

  protected requireExamples(set: PenSequences): void {
    requireDrawings(set, this.description)
  }

  protected async addGradients(set: PenSequences, gradients: ParameterSet): Promise<number> {
    return meanNats(await judgeDrawings(this.network, byLength(drawingsOf(set)), gradients, null))
  }
}
