import { IMAGE_PIXELS, type LabelledImages } from '../../core/images'
import { permutation } from '../../core/permutation'
import type { StepReport } from '../engine'
import type { Augmentation } from '../spec/augmentation'
import type { StepDriver, TrainingStep } from '../training-run'
import { deformImage } from './augmentation'
import { addGradients } from './batches'
import type { CpuLoss } from './loss'
import type { Network } from './network'
import type { CpuOptimizer } from './optimizer'
import { ParameterSet } from './parameter-set'

/** Computes training steps where it is called; every step is finished and reported when `submit` resolves. */
export class CpuTrainer implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  private readonly gradients: ParameterSet
  private readonly picture = new Float32Array(IMAGE_PIXELS)

  /**
   * @param seed          of the order of examples, of deformations, and of what layers draw at random
   * @param augmentation  how pictures are deformed, null to leave them as they are
   */
  constructor(
    private readonly network: Network,
    private readonly dataset: LabelledImages,
    private readonly loss: CpuLoss,
    private readonly optimizer: CpuOptimizer,
    private readonly seed: number,
    private readonly augmentation: Augmentation | null,
  ) {
    this.gradients = new ParameterSet(network.description.parameters, network.primitives)
  }

  async submit({ index, epoch, start, examples, learningRate }: TrainingStep): Promise<void> {
    const { images, labels } = this.dataset
    const { augmentation } = this
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    const order = permutation(labels.length, this.seed, epoch)
    const batch = {
      images,
      scale: 1 / 255,
      labels,
      count: examples,
      indexOf: (place: number) => order(start + place),
      ...(augmentation && { deformed: (index: number) => deformImage(images, index, augmentation, random, this.picture) }),
    }
    this.gradients.flat.fill(0)
    const { loss, correct } = await addGradients(this.network, batch, this.loss, this.gradients, random)
    this.optimizer.step(this.gradients, learningRate)
    this.onReport({
      firstStep: index,
      losses: Float32Array.of(loss),
      correct: Uint32Array.of(correct),
      examples: Uint32Array.of(examples),
    })
  }

  async drain(): Promise<void> {}
}
