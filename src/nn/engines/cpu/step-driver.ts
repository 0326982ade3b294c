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
import type { SlicePictures, SliceResult, SliceWork, Team } from './pool/team'
import { patienceFor, type Thread } from './pool/thread'
import { costsOf } from '../../spec/compose/costs'
import { StepTurn } from './step-turn'
import type { Values } from '../../operations/cpu/primitives'

type StepExamples = Pick<SliceWork, 'images' | 'labels' | 'indexOf'>

/** Waits for a slice on its way, so many milliseconds at most. */
type Asked = (limitMs: number) => Promise<SliceResult>

/**
 * Computes training steps, a slice of every batch on each thread; every step is finished when `submit` resolves.
 *
 * A run keeps the number of its slices, and they are added up in their order: the same number of threads at its beginning gives the same bits,
 * whichever threads compute them. What a thread that is lost, or hangs, has not answered is computed here.
 */
export class CpuStepDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  private readonly deformation: Deformation
  private readonly cpuLoss: CpuLoss
  private readonly turn = new StepTurn()
  /** Of the epoch that is on. */
  private order: { readonly epoch: number; readonly of: (place: number) => number } | null = null
  /** Slices of a batch, as many as there were threads at the first step; null before. */
  private slices: number | null = null
  /** Of one example, forward. */
  private readonly multiplyAdds: number
  /** The other threads' pictures of the step that comes next, gathered while this thread waited; by their place in the batch. */
  private ahead: { readonly epoch: number; readonly start: number; readonly pictures: ReadonlyMap<number, SlicePictures> } | null = null
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
    this.multiplyAdds = network.description.layers.reduce((sum, layer) => sum + costsOf(layer).multiplyAdds, 0)
  }

  async submit(step: TrainingStep): Promise<void> {
    try {
      await this.compute(step)
    } catch (error) {
      // Steps before one that fails are finished.
      this.tell()
      throw error
    }
  }

  /** Steps of one turn are told together: to tell of one takes longer than a small network computes. */
  goesOn(): boolean {
    if (this.turn.goesOn()) return true
    this.tell()
    return false
  }

  async drain(): Promise<void> {
    // Who waits for the run to rest may want to see exactly one more step.
    this.turn.end()
    this.tell()
  }

  private async compute(step: TrainingStep): Promise<void> {
    const { index, examples, learningRate } = step
    const { dataset, loss, augment } = this
    // A run with one slice needs no others once it has begun.
    const helpers = this.slices === 1 ? [] : await this.team.gather()
    this.slices ??= this.team.threads
    const random = { seed: this.seed, step: this.optimizer.steps + 1 }
    const batch = dataset instanceof StoredBatches ? await this.storedBatch(dataset, step) : this.batchOf(dataset, step)
    const { images, labels, indexOf } = batch
    const whole: SliceWork = { images, labels, indexOf, first: 0, count: examples, of: examples, random, loss, augment }
    const { loss: total, correct } =
      this.slices === 1 ? await this.computeHere(whole, this.gradients) : await this.computeSlices(step, whole, this.slices, helpers)
    this.optimizer.step(this.gradients, learningRate)
    this.turn.note(index, total, correct, examples)
  }

  private tell(): void {
    const report = this.turn.take()
    if (report !== null) this.onReport(report)
  }

  /** Leaves the sum of the slices' gradients in `gradients`. */
  private async computeSlices(
    step: TrainingStep,
    whole: SliceWork,
    slices: number,
    helpers: readonly Thread[],
  ): Promise<{ loss: number; correct: number }> {
    // Where no message is on its way, nobody has more time than others.
    const head = this.team.sharesMemory ? Infinity : this.multiplyAdds
    const [own, ...others] = cutBatch(whole.of, slices, head).map((slice): SliceWork => ({ ...whole, ...slice }))
    const ahead = this.ahead?.epoch === step.epoch && this.ahead.start === step.start ? this.ahead.pictures : null
    this.ahead = null
    // Helpers are told first, so that all compute at the same time; where there are more slices than threads, they take turns.
    const threads = [null, ...helpers]
    const asked = others.map((work, place) => this.ask(threads[(place + 1) % threads.length] ?? null, work, ahead))
    const begin = performance.now()
    let { loss: total, correct } = await this.computeHere(own!, this.gradients)
    const patience = patienceFor(performance.now() - begin)
    this.lookAhead(step, whole, others)
    const answers = asked.map((one) => one && this.resultOf(one, patience))
    for (const [place, work] of others.entries()) {
      const result = (await answers[place]) ?? (await this.computeFurther(work))
      add(this.gradients.flat, result.gradients)
      total += result.loss
      correct += result.correct
    }
    return { loss: total, correct }
  }

  /** Gathers what others will be asked next, where that is known: a batch of the same size in the same epoch. */
  private lookAhead({ epoch, start, examples }: TrainingStep, { images, labels, indexOf }: SliceWork, others: readonly SliceWork[]): void {
    const next = start + examples
    if (this.dataset instanceof StoredBatches || next + examples > this.dataset.labels.length) return
    const pictures = others.map(({ first, count }) => {
      const work = { images, labels, indexOf: (place: number) => indexOf(examples + place), first, count }
      return [first, this.team.picturesOf(work)] as const
    })
    this.ahead = { epoch, start: next, pictures: new Map(pictures) }
  }

  /** Where the step's examples lie. */
  private batchOf({ images, labels }: Pick<LabelledImages, 'images' | 'labels'>, { epoch, start }: TrainingStep): StepExamples {
    if (this.order?.epoch !== epoch) this.order = { epoch, of: permutation(labels.length, this.seed, epoch) }
    const { of } = this.order
    return { images, labels, indexOf: (place) => of(start + place) }
  }

  /** Those of a set in storage come as the batch that they are. */
  private async storedBatch(batches: StoredBatches, step: TrainingStep): Promise<StepExamples> {
    return { ...(await batches.take(step)), indexOf: (place) => place }
  }

  /** @returns null where it is for this thread itself */
  private ask(helper: Thread | null, work: SliceWork, ahead: ReadonlyMap<number, SlicePictures> | null): Asked | null {
    if (helper === null) return null
    const known = ahead?.get(work.first)
    return this.team.ask(helper, work, known?.labels.length === work.count ? known : this.team.picturesOf(work))
  }

  /** What a helper makes of its slice; null when it is lost. Like its answer, it is awaited later. */
  private resultOf(asked: Asked, patience: number): Promise<SliceResult | null> {
    const result = asked(patience).catch((error: unknown) => {
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
    this.network.primitives.clear(gradients.flat)
    const { images, labels, indexOf, first, count, of, random, augment } = work
    const batch = {
      images,
      scale: INK_PER_LEVEL,
      labels,
      count,
      slice: { first, of },
      indexOf: (place: number) => indexOf(first + place),
      deformed: augment === null ? undefined : (index: number) => this.deformation.apply(images, index, augment, random),
    }
    return addGradients(this.network, batch, this.cpuLoss, gradients, random)
  }
}

function add(sums: Values, values: Values): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += values[index]!
}
