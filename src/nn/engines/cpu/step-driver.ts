import { INK_PER_LEVEL, type LabelledImages } from '../../../core/images'
import { permutation } from '../../../core/permutation'
import type { LossSpec, StepReport } from '../../engine'
import { ThreadLostError } from '../../../core/errors'
import { createCpuLoss } from '../../losses/cpu-registry'
import type { Augmentation } from '../../spec/augmentation'
import { StoredBatches } from '../stored-batches'
import type { StepDriver, TrainingStep } from '../training-run'
import { Deformation } from '../../operations/cpu/augmentation'
import { addGradients } from './batches'
import type { CpuLoss } from '../../losses/cpu-loss'
import type { Network } from './network'
import type { CpuOptimizer } from '../../optimizers/cpu-optimizer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import { cutBatch } from './pool/slices'
import type { SliceResult, SliceWork, Team } from './pool/team'
import { patienceFor, type Thread } from './pool/thread'
import type { Values } from '../../operations/cpu/primitives'

/** A slice on its way. */
interface Asked {
  readonly helper: Thread
  readonly answer: Promise<SliceResult>
}

/**
 * Computes training steps, a slice of every batch on each thread; every step is finished and reported when `submit` resolves.
 *
 * A run keeps the number of its slices, and they are added up in their order: the same number of threads at its beginning gives the same bits,
 * whichever threads compute them. What a thread that is lost, or hangs, has not answered is computed here.
 */
export class CpuStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  private readonly deformation: Deformation
  private readonly cpuLoss: CpuLoss
  /** Slices of a batch, as many as there were threads at the first step; null before. */
  private slices: number | null = null
  /** Those of a step. */
  private readonly gradients: ParameterSet
  /** Those of one slice, where this thread computes more than one. */
  private further: ParameterSet | null = null

  /**
   * @param allocate   memory for gradients
   * @param seed       of the order of examples, of deformations, and of what layers draw at random
   * @param augment    how pictures are deformed, null to leave them as they are
   */
  constructor(
    private readonly network: Network,
    private readonly team: Team,
    private readonly dataset: Pick<LabelledImages, 'images' | 'labels'> | StoredBatches,
    private readonly loss: LossSpec,
    private readonly optimizer: CpuOptimizer,
    private readonly allocate: () => ParameterSet,
    private readonly seed: number,
    private readonly augment: Augmentation | null,
  ) {
    this.cpuLoss = createCpuLoss(loss)
    this.deformation = new Deformation(network.description.task.input)
    this.gradients = allocate()
  }

  async submit(step: TrainingStep): Promise<void> {
    const { index, examples, learningRate } = step
    const helpers = await this.team.gather()
    this.slices ??= this.team.threads
    const { loss, augment } = this
    const whole = {
      ...(await this.batchOf(step)),
      of: examples,
      random: { seed: this.seed, step: this.optimizer.steps + 1 },
      loss,
      augment,
    }
    const [own, ...others] = cutBatch(examples, this.slices).map((slice): SliceWork => ({ ...whole, ...slice }))
    // Helpers are told first, so that all compute at the same time; where there are more slices than threads, they take turns.
    const threads = [null, ...helpers]
    const asked = others.map((work, place) => this.ask(threads[(place + 1) % threads.length] ?? null, work))
    const begin = performance.now()
    let { loss: total, correct } = await this.computeHere(own!, this.gradients)
    const patience = patienceFor(performance.now() - begin)
    const answers = asked.map((one) => one && this.resultOf(one, patience))
    for (const [place, work] of others.entries()) {
      const result = (await answers[place]) ?? (await this.computeFurther(work))
      add(this.gradients.flat, result.gradients)
      total += result.loss
      correct += result.correct
    }
    this.optimizer.step(this.gradients, learningRate)
    this.onReport({
      firstStep: index,
      losses: Float32Array.of(total),
      correct: Uint32Array.of(correct),
      examples: Uint32Array.of(examples),
    })
  }

  async drain(): Promise<void> {}

  /** Where the step's examples lie. Those of a set in storage come as the batch that they are. */
  private async batchOf(step: TrainingStep): Promise<Pick<SliceWork, 'images' | 'labels' | 'indexOf'>> {
    const { dataset } = this
    if (dataset instanceof StoredBatches) return { ...(await dataset.take(step)), indexOf: (place) => place }
    const order = permutation(dataset.labels.length, this.seed, step.epoch)
    return { images: dataset.images, labels: dataset.labels, indexOf: (place) => order(step.start + place) }
  }

  /** @returns null where it is for this thread itself */
  private ask(helper: Thread | null, work: SliceWork): Asked | null {
    if (helper === null) return null
    const answer = this.team.gradients(helper, work)
    // It is awaited once this thread has computed its own slice.
    answer.catch(() => {})
    return { helper, answer }
  }

  /** What a helper makes of its slice; null when it is lost. Like its answer, it is awaited later. */
  private resultOf({ helper, answer }: Asked, patience: number): Promise<SliceResult | null> {
    const result = helper.answerWithin(answer, patience).catch((error: unknown) => {
      if (error instanceof ThreadLostError) return null
      throw error
    })
    result.catch(() => {})
    return result
  }

  /** Computes one more slice on this thread. */
  private async computeFurther(work: SliceWork): Promise<SliceResult> {
    this.further ??= this.allocate()
    return { ...(await this.computeHere(work, this.further)), gradients: this.further.flat }
  }

  /** Overwrites `gradients` with those of a slice. */
  private computeHere(work: SliceWork, gradients: ParameterSet): Promise<{ loss: number; correct: number }> {
    gradients.flat.fill(0)
    const { images, labels, indexOf, first, count, of, random, augment } = work
    const batch = {
      images,
      scale: INK_PER_LEVEL,
      labels,
      count,
      slice: { first, of },
      indexOf: (place: number) => indexOf(first + place),
      ...(augment && { deformed: (index: number) => this.deformation.apply(images, index, augment, random) }),
    }
    return addGradients(this.network, batch, this.cpuLoss, gradients, random)
  }
}

function add(sums: Values, values: Values): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += values[index]!
}
