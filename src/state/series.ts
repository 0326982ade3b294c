import type { StepReport } from '../nn/engine'
import { allocate, joinNeighbours, MOST_KEPT, type SeriesMemory } from './series-memory'

/**
 * Views into the series' memory: good until the next `append` or `clear`, never to be written to. All have one value per point. A point is one step; of a
 * long run, those that are neither among its first nor among its newest are several steps in a row.
 */
export interface SeriesView {
  /** 1-based number of the point's last step over the whole run, for the x axis. */
  readonly steps: Float64Array
  /** Steps that the point stands for. */
  readonly counts: Uint32Array
  /** Mean loss of the steps' batches, and the lowest and highest of a batch. */
  readonly loss: Float32Array
  readonly lossLow: Float32Array
  readonly lossHigh: Float32Array
  readonly smoothLoss: Float32Array
  /** Share of the steps' batches that was answered rightly, 0…1, and the lowest and highest of a batch. */
  readonly accuracy: Float32Array
  readonly accuracyLow: Float32Array
  readonly accuracyHigh: Float32Array
  readonly smoothAccuracy: Float32Array
  /** Of the run when the last step was done, pauses left out. */
  readonly seconds: Float32Array
}

/** What the curves of a training run are drawn from. */
export interface TrainingSeries {
  /** Changes with every change of the content. */
  readonly revision: number
  /** Points, at most `MOST_KEPT`. */
  readonly length: number
  /** Steps that the points stand for, all together. */
  readonly stepCount: number
  /** No values are copied. */
  view(): SeriesView
  /** Calls back after every change; many times a second while training. */
  subscribe(listener: () => void): () => void
}

/**
 * Share of the newest step in a smoothed value: it follows about the last twenty steps. A run begins with fewer, an eighth of those there are, since the loss
 * falls fastest then and a slow average would stand beside its curve.
 */
const SHARE = 0.05
const BEGINNING = 8

const FLOATS = [
  'loss',
  'lossLow',
  'lossHigh',
  'smoothLoss',
  'accuracy',
  'accuracyLow',
  'accuracyHigh',
  'smoothAccuracy',
  'seconds',
] as const satisfies readonly (keyof SeriesView)[]

/** The memory is full up to here after neighbours were joined, so that it seldom happens. */
const ROOMY = 0.75 * MOST_KEPT

/** Of one size, so that a step costs the same whether it is the tenth or the millionth. */
export class StepSeries implements TrainingSeries {
  revision = 0
  length = 0
  stepCount = 0
  private readonly memory: SeriesMemory = allocate()
  /** A point stands for no more steps than this, in the middle of the run. */
  private mostSteps = 2
  private readonly listeners = new Set<() => void>()

  /** @param seconds  of the run when the report came: its steps are taken to be evenly apart */
  append(report: StepReport, seconds: number): void {
    const count = report.losses.length
    if (count === 0) return
    this.cut(report.firstStep)
    const before = this.length === 0 ? 0 : this.memory.seconds[this.length - 1]!
    for (let index = 0; index < count; index++) {
      if (this.length === MOST_KEPT) this.makeRoom()
      const step = report.firstStep + index + 1
      this.memory.seconds[this.length] = before + ((seconds - before) * (index + 1)) / count
      this.appendStep(step, report.losses[index]!, report.correct[index]! / report.examples[index]!)
    }
    this.changed()
  }

  clear(): void {
    this.length = 0
    this.stepCount = 0
    this.mostSteps = 2
    this.changed()
  }

  /** Goes on from what another series has shown. @param values  at most `MOST_KEPT` of each */
  restore(values: SeriesView): void {
    this.length = values.steps.length
    const { memory } = this
    memory.steps.set(values.steps)
    memory.counts.set(values.counts)
    for (const name of FLOATS) memory[name].set(values[name])
    this.stepCount = values.counts.reduce((sum, count) => sum + count, 0)
    this.mostSteps = values.counts.reduce((most, count) => Math.max(most, count), 2)
    this.changed()
  }

  view(): SeriesView {
    const { memory, length: end } = this
    return {
      steps: memory.steps.subarray(0, end),
      counts: memory.counts.subarray(0, end),
      loss: memory.loss.subarray(0, end),
      lossLow: memory.lossLow.subarray(0, end),
      lossHigh: memory.lossHigh.subarray(0, end),
      smoothLoss: memory.smoothLoss.subarray(0, end),
      accuracy: memory.accuracy.subarray(0, end),
      accuracyLow: memory.accuracyLow.subarray(0, end),
      accuracyHigh: memory.accuracyHigh.subarray(0, end),
      smoothAccuracy: memory.smoothAccuracy.subarray(0, end),
      seconds: memory.seconds.subarray(0, end),
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * A run that goes on from an earlier state takes its later steps again. A point that stays in part is left out: which of its extremes were of steps that
   * stay is not known.
   *
   * @param step  the last that stays, 1-based
   */
  private cut(step: number): void {
    while (this.length > 0 && this.memory.steps[this.length - 1]! > step) {
      this.length--
      this.stepCount -= this.memory.counts[this.length]!
    }
  }

  private makeRoom(): void {
    this.length = joinNeighbours(this.memory, this.length, this.mostSteps)
    while (this.length > ROOMY) {
      this.mostSteps *= 2
      this.length = joinNeighbours(this.memory, this.length, this.mostSteps)
    }
  }

  private appendStep(step: number, loss: number, accuracy: number): void {
    const { memory, length: at } = this
    memory.steps[at] = step
    memory.counts[at] = 1
    memory.loss[at] = memory.lossLow[at] = memory.lossHigh[at] = loss
    memory.accuracy[at] = memory.accuracyLow[at] = memory.accuracyHigh[at] = accuracy
    const share = Math.max(SHARE, BEGINNING / (BEGINNING + at))
    const [lossBefore, accuracyBefore] = at === 0 ? [loss, accuracy] : [memory.smoothLoss[at - 1]!, memory.smoothAccuracy[at - 1]!]
    memory.smoothLoss[at] = lossBefore + share * (loss - lossBefore)
    memory.smoothAccuracy[at] = accuracyBefore + share * (accuracy - accuracyBefore)
    this.length++
    this.stepCount++
  }

  private changed(): void {
    this.revision++
    for (const listener of this.listeners) listener()
  }
}

/** What stays as it is when the series goes on. */
export function copyOf(view: SeriesView): SeriesView {
  const { steps, counts } = view
  const copy = (name: (typeof FLOATS)[number]): Float32Array => view[name].slice()
  return {
    steps: steps.slice(),
    counts: counts.slice(),
    loss: copy('loss'),
    lossLow: copy('lossLow'),
    lossHigh: copy('lossHigh'),
    smoothLoss: copy('smoothLoss'),
    accuracy: copy('accuracy'),
    accuracyLow: copy('accuracyLow'),
    accuracyHigh: copy('accuracyHigh'),
    smoothAccuracy: copy('smoothAccuracy'),
    seconds: copy('seconds'),
  }
}

/** The place of the point that stands for a step, or −1. */
export function placeOfStep({ steps, counts }: Pick<SeriesView, 'steps' | 'counts'>, step: number): number {
  const place = placeFrom(steps, step)
  return place < steps.length && step > steps[place]! - counts[place]! ? place : -1
}

/** The first place whose value is at or above another, or the length. @param rising  values in rising order */
export function placeFrom(rising: ArrayLike<number>, value: number): number {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
