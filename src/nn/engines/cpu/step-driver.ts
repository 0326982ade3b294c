import { INK_PER_LEVEL, type LabelledImages } from '../../../core/images'
import { permutation } from '../../../core/permutation'
import type { LossSpec, StepReport } from '../../engine'
import { createCpuLoss } from '../../losses/cpu-registry'
import type { Augmentation } from '../../spec/augmentation'
import type { StepDriver, TrainingStep } from '../training-run'
import { Deformation } from '../../operations/cpu/augmentation'
import { addGradients } from './batches'
import type { CpuLoss } from '../../losses/cpu-loss'
import type { Network } from './network'
import type { CpuOptimizer } from '../../optimizers/cpu-optimizer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import { cutBatch } from './pool/slices'
import type { SliceWork, Team } from './pool/team'
import type { Values } from '../../operations/cpu/primitives'

/**
 * Computes training steps, a slice of every batch on each thread; every step is finished and reported when `submit` resolves.
 *
 * Slices are added up in their order, so that the same number of threads gives the same bits.
 */
export class CpuStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  private readonly deformation: Deformation
  private readonly cpuLoss: CpuLoss
  /** How many there were in the step before: a run goes on with all of them or ends, or its numbers would depend on when one was lost. */
  private helpers = 0

  /**
   * @param gradients  memory for those of a step
   * @param seed       of the order of examples, of deformations, and of what layers draw at random
   * @param augment    how pictures are deformed, null to leave them as they are
   */
  constructor(
    private readonly network: Network,
    private readonly team: Team,
    private readonly dataset: LabelledImages,
    private readonly loss: LossSpec,
    private readonly optimizer: CpuOptimizer,
    private readonly gradients: ParameterSet,
    private readonly seed: number,
    private readonly augment: Augmentation | null,
  ) {
    this.cpuLoss = createCpuLoss(loss)
    this.deformation = new Deformation(network.description.task.input)
  }

  async submit({ index, epoch, start, examples, learningRate }: TrainingStep): Promise<void> {
    const helpers = await this.team.gather(this.helpers)
    this.helpers = helpers.length
    const order = permutation(this.dataset.labels.length, this.seed, epoch)
    const { loss, augment } = this
    const whole = {
      images: this.dataset.images,
      labels: this.dataset.labels,
      indexOf: (place: number) => order(start + place),
      of: examples,
      random: { seed: this.seed, step: this.optimizer.steps + 1 },
      loss,
      augment,
    }
    const [own, ...others] = cutBatch(examples, 1 + helpers.length).map((slice): SliceWork => ({ ...whole, ...slice }))
    // Helpers are told first, so that all compute at the same time.
    const elsewhere = others.map((work, place) => this.team.gradients(helpers[place]!, work))
    this.gradients.flat.fill(0)
    const [result, ...results] = await Promise.all([this.computeHere(own!), ...elsewhere])
    for (const { gradients } of results) add(this.gradients.flat, gradients)
    this.optimizer.step(this.gradients, learningRate)
    this.onReport({
      firstStep: index,
      losses: Float32Array.of(results.reduce((sum, { loss }) => sum + loss, result.loss)),
      correct: Uint32Array.of(results.reduce((sum, { correct }) => sum + correct, result.correct)),
      examples: Uint32Array.of(examples),
    })
  }

  async drain(): Promise<void> {}

  /** Adds a slice's gradients to those of the step. */
  private computeHere({
    images,
    labels,
    indexOf,
    first,
    count,
    of,
    random,
    augment,
  }: SliceWork): Promise<{ loss: number; correct: number }> {
    const batch = {
      images,
      scale: INK_PER_LEVEL,
      labels,
      count,
      slice: { first, of },
      indexOf: (place: number) => indexOf(first + place),
      ...(augment && { deformed: (index: number) => this.deformation.apply(images, index, augment, random) }),
    }
    return addGradients(this.network, batch, this.cpuLoss, this.gradients, random)
  }
}

function add(sums: Values, values: Values): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += values[index]!
}
