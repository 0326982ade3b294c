import type { LabelledImages } from '../../../../core/images'
import type { Tensor } from '../../../../core/tensor'
import type { LossAndGradients, TrainingRun } from '../../../engine'
import type { DrawnRows, DrawRowsOptions, InkPictures, RowsEvaluation, RowsFitOptions, RowsModel, RowsTrace } from '../../../rows'
import { rowsPixels } from '../../../spec/rows/rows-spec'
import { resolveRowsSettings } from '../../../spec/rows/rows-training'
import { drawEach, traceRows } from '../../rows/drawing'
import { requireDrawable, requirePictures, requireTrainingSet, TrainingPictures } from '../../rows/pictures'
import { evaluationOf, meanNats, stepTallyOf } from '../../rows/tally'
import { BatchesInFlight } from '../batches-in-flight'
import { STILL_TIME } from '../generative/batches'
import { GpuGenerativeModel } from '../generative/model'
import { GpuStepper } from '../generative/stepper'
import { RowsBatches, type RowsContext } from './batches'
import type { GpuRowsNetwork } from './network'

/** Pictures computed at once where nobody says how many. */
const BATCH = 100

/** A network that draws row by row, on the GPU. */
export class GpuRows extends GpuGenerativeModel<GpuRowsNetwork, RowsBatches> implements RowsModel {
  constructor(context: RowsContext, initial: ReadonlyMap<string, Tensor>, onDispose: () => void) {
    super(context, (work) => new RowsBatches(context, work), initial, onDispose)
  }

  async lossAndGradients(pictures: InkPictures): Promise<LossAndGradients> {
    this.requireAlive()
    const count = requirePictures(pictures, this.description)
    // In one submission: a training step may be the next.
    const { arriving } = await this.differentiating.submit(pictures, count, STILL_TIME, [this.store.buffer('gradients')])
    const { tally, also } = await arriving
    return { loss: meanNats(tally), gradients: this.store.unpack(also) }
  }

  async evaluate(pictures: InkPictures, onProgress?: (done: number) => void): Promise<RowsEvaluation> {
    this.requireAlive()
    const count = requirePictures(pictures, this.description)
    const size = rowsPixels(this.description)
    const nats = new Float64Array(count)
    let correct = 0
    const inFlight = new BatchesInFlight()
    for (let first = 0; first < count; first += BATCH) {
      this.requireAlive()
      const { arriving } = await this.evaluating.submit(pictures.subarray(first * size, (first + BATCH) * size), BATCH, STILL_TIME)
      const counted = arriving.then(({ tally }) => {
        nats.set(tally.nats, first)
        correct += tally.correct
        onProgress?.(Math.min(count, first + BATCH))
      })
      await inFlight.add(counted)
    }
    await inFlight.end()
    return evaluationOf({ nats, correct }, pictures.length)
  }

  fit(set: LabelledImages, options: RowsFitOptions): TrainingRun {
    this.requireTrainable()
    requireTrainingSet(set, this.description)
    const settings = resolveRowsSettings(options)
    const pictures = new TrainingPictures(set, settings.seed)
    return this.train(set.labels.length, settings, options, async (batches, step, time) => {
      const taken = pictures.take(step, time.step)
      const { arriving } = await batches.submit(taken, settings.batchSize, time)
      return { arriving: arriving.then(({ tally }) => stepTallyOf(tally, taken.length)) }
    })
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
}
