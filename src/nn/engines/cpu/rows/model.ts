import type { LabelledImages } from '../../../../core/images'
import type { Tensor } from '../../../../core/tensor'
import type { TrainingRun } from '../../../engine'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives } from '../../../operations/cpu/primitives'
import type { DrawnRows, DrawRowsOptions, InkPictures, RowsEvaluation, RowsFitOptions, RowsModel, RowsTrace } from '../../../rows'
import type { RowsDescription } from '../../../spec/rows/rows-spec'
import { resolveRowsSettings } from '../../../spec/rows/rows-training'
import { drawEach, traceRows } from '../../rows/drawing'
import { requireDrawable, requirePictures, requireTrainingSet, TrainingPictures } from '../../rows/pictures'
import { evaluationOf, meanNats, stepTallyOf } from '../../rows/tally'
import { CpuGenerativeModel } from '../generative/model'
import { CpuStepper } from '../generative/stepper'
import { judgePictures } from './batches'
import { RowsNetwork } from './network'

/** A network that draws row by row, on the CPU. */
export class CpuRows extends CpuGenerativeModel<RowsNetwork, InkPictures> implements RowsModel {
  constructor(description: RowsDescription, primitives: Primitives, initial: ReadonlyMap<string, Tensor>) {
    super(new RowsNetwork(description, primitives), initial)
  }

  async evaluate(pictures: InkPictures, onProgress?: (done: number) => void): Promise<RowsEvaluation> {
    this.requireAlive()
    this.requireExamples(pictures)
    return evaluationOf(await judgePictures(this.network, pictures, null, null, onProgress), pictures.length)
  }

  fit(set: LabelledImages, options: RowsFitOptions): TrainingRun {
    this.requireTrainable()
    requireTrainingSet(set, this.description)
    const settings = resolveRowsSettings(options)
    const pictures = new TrainingPictures(set, settings.seed)
    return this.train(set.labels.length, settings, options, async (step, random, gradients) => {
      const taken = pictures.take(step, random.step)
      return stepTallyOf(await judgePictures(this.network, taken, gradients, random), taken.length)
    })
  }

  async trace(picture: InkPictures): Promise<RowsTrace> {
    this.requireExamples(picture)
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

  protected requireExamples(pictures: InkPictures): void {
    requirePictures(pictures, this.description)
  }

  protected async addGradients(pictures: InkPictures, gradients: ParameterSet): Promise<number> {
    return meanNats(await judgePictures(this.network, pictures, gradients, null))
  }
}
