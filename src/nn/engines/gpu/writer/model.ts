import type { PenSequence, PenSequences } from '../../../../core/sequences'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, TrainingRun } from '../../../engine'
import { resolveWriterSettings } from '../../../spec/writing/writer-training'
import type { Clamp } from '../../../trace-types'
import type { WriteOptions, WriterEvaluation, WriterFitOptions, WriterTrace, Writing, WritingModel } from '../../../writing'
import { byLength, drawingsOf, requireDrawings, TrainingDrawings } from '../../writing/drawings'
import { evaluationOf, joined, meanNats, NO_POINTS, stepTallyOf } from '../../writing/tally'
import { traceStepwise } from '../../writing/trace'
import { requireWritable, StepwiseWriting, writeEach } from '../../writing/writing'
import { BatchesInFlight } from '../batches-in-flight'
import { STILL_TIME } from '../generative/batches'
import { GpuGenerativeModel } from '../generative/model'
import { GpuStepper } from '../generative/stepper'
import { WriterBatches } from './batches'
import type { GpuWriterNetwork } from './network'
import type { WriterContext } from './plans'

/** Drawings computed at once where nobody says how many. */
const BATCH = 128

/** A network that writes, on the GPU. */
export class GpuWriter extends GpuGenerativeModel<GpuWriterNetwork, WriterBatches> implements WritingModel {
  constructor(context: WriterContext, initial: ReadonlyMap<string, Tensor>, onDispose: () => void) {
    super(context, (work) => new WriterBatches(context, work), initial, onDispose)
  }

  async lossAndGradients(set: PenSequences): Promise<LossAndGradients> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const drawings = byLength(drawingsOf(set))
    // In one submission: a training step may be the next.
    const flat = this.store.buffer('gradients')
    const { arriving } = await this.differentiating.submit(drawings, drawings.length, STILL_TIME, [flat])
    const { tally, also } = await arriving
    return { loss: meanNats(tally), gradients: this.store.unpack(also) }
  }

  async evaluate(set: PenSequences, onProgress?: (done: number) => void): Promise<WriterEvaluation> {
    this.requireAlive()
    requireDrawings(set, this.description)
    const drawings = byLength(drawingsOf(set))
    let sums = NO_POINTS
    const inFlight = new BatchesInFlight()
    for (let first = 0; first < drawings.length; first += BATCH) {
      this.requireAlive()
      const part = drawings.slice(first, first + BATCH)
      const { arriving } = await this.evaluating.submit(part, BATCH, STILL_TIME)
      const counted = arriving.then(({ tally }) => {
        sums = joined(sums, tally)
        onProgress?.(first + part.length)
      })
      await inFlight.add(counted)
    }
    await inFlight.end()
    return evaluationOf(sums)
  }

  fit(set: PenSequences, options: WriterFitOptions): TrainingRun {
    this.requireTrainable()
    requireDrawings(set, this.description)
    const settings = resolveWriterSettings(options)
    const drawings = new TrainingDrawings(set, settings.seed, settings.deform)
    return this.train(set.labels.length, settings, options, async (batches, step, time) => {
      const { arriving } = await batches.submit(drawings.take(step, time.step), settings.batchSize, time)
      return { arriving: arriving.then(({ tally }) => stepTallyOf(tally)) }
    })
  }

  async trace(sequence: PenSequence, label: number, clamps: readonly Clamp[] = []): Promise<WriterTrace> {
    this.requireAlive()
    const stepper = await GpuStepper.begin(this.context, 1, clamps.length > 0)
    try {
      return await traceStepwise(this.description, stepper, { sequence, label }, clamps)
    } finally {
      stepper.dispose()
    }
  }

  async write(options: WriteOptions): Promise<Writing> {
    this.requireAlive()
    requireWritable(this.description, options)
    const stepper = await GpuStepper.begin(this.context, 1, (options.clamps ?? []).length > 0)
    return StepwiseWriting.begin(this.description, stepper, options)
  }

  async writeMany(requests: readonly WriteOptions[]): Promise<readonly PenSequence[]> {
    this.requireAlive()
    for (const options of requests) requireWritable(this.description, options)
    return writeEach(this.description, requests, (batch, isOpened) => GpuStepper.begin(this.context, batch, isOpened))
  }
}
