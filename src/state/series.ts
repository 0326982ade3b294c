import type { StepReport } from '../nn/engine'

/** Views into the series' memory: good until the next `append` or `clear`, never to be written to. All have one value per step. */
export interface SeriesView {
  /** 1-based number of the step over the whole run, for the x axis. */
  readonly steps: Float64Array
  /** Mean loss of the step's batch. */
  readonly loss: Float32Array
  readonly smoothLoss: Float32Array
  /** Share of the step's batch that was answered rightly, 0…1. */
  readonly accuracy: Float32Array
  readonly smoothAccuracy: Float32Array
  /** Of the run when the step was done, pauses left out. */
  readonly seconds: Float32Array
}

/** What the curves of a training run are drawn from. */
export interface TrainingSeries {
  /** Changes with every change of the content. */
  readonly revision: number
  readonly length: number
  /** No values are copied. */
  view(): SeriesView
  /** Calls back after every change; many times a second while training. */
  subscribe(listener: () => void): () => void
}

const FIRST_CAPACITY = 4096
/**
 * Share of the newest step in a smoothed value: it follows about the last twenty steps. A run begins with fewer, an eighth of those there are, since the loss
 * falls fastest then and a slow average would stand beside its curve.
 */
const SHARE = 0.05
const BEGINNING = 8

/** Grows by doubling, so that a step costs the same whether it is the tenth or the millionth. */
export class StepSeries implements TrainingSeries {
  revision = 0
  length = 0
  private memory = allocate(FIRST_CAPACITY)
  private readonly listeners = new Set<() => void>()

  /** @param seconds  of the run when the report came: its steps are taken to be evenly apart */
  append(report: StepReport, seconds: number): void {
    const count = report.losses.length
    if (count === 0) return
    this.cut(report.firstStep)
    this.reserve(this.length + count)
    const before = this.length === 0 ? 0 : this.memory.seconds[this.length - 1]!
    for (let index = 0; index < count; index++) {
      const step = report.firstStep + index + 1
      this.memory.seconds[this.length] = before + ((seconds - before) * (index + 1)) / count
      this.appendStep(step, report.losses[index]!, report.correct[index]! / report.examples[index]!)
    }
    this.changed()
  }

  /** A run that goes on from an earlier state takes its later steps again. @param step  the last that stays, 1-based */
  private cut(step: number): void {
    while (this.length > 0 && this.memory.steps[this.length - 1]! > step) this.length--
  }

  clear(): void {
    this.length = 0
    this.changed()
  }

  view(): SeriesView {
    const { steps, loss, smoothLoss, accuracy, smoothAccuracy, seconds } = this.memory
    const end = this.length
    return {
      steps: steps.subarray(0, end),
      loss: loss.subarray(0, end),
      smoothLoss: smoothLoss.subarray(0, end),
      accuracy: accuracy.subarray(0, end),
      smoothAccuracy: smoothAccuracy.subarray(0, end),
      seconds: seconds.subarray(0, end),
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private appendStep(step: number, loss: number, accuracy: number): void {
    const { memory, length: at } = this
    memory.steps[at] = step
    memory.loss[at] = loss
    memory.accuracy[at] = accuracy
    const share = Math.max(SHARE, BEGINNING / (BEGINNING + at))
    const [lossBefore, accuracyBefore] = at === 0 ? [loss, accuracy] : [memory.smoothLoss[at - 1]!, memory.smoothAccuracy[at - 1]!]
    memory.smoothLoss[at] = lossBefore + share * (loss - lossBefore)
    memory.smoothAccuracy[at] = accuracyBefore + share * (accuracy - accuracyBefore)
    this.length++
  }

  private reserve(capacity: number): void {
    const old = this.memory
    if (capacity <= old.steps.length) return
    this.memory = allocate(Math.max(capacity, 2 * old.steps.length))
    this.memory.steps.set(old.steps)
    this.memory.loss.set(old.loss)
    this.memory.smoothLoss.set(old.smoothLoss)
    this.memory.accuracy.set(old.accuracy)
    this.memory.smoothAccuracy.set(old.smoothAccuracy)
    this.memory.seconds.set(old.seconds)
  }

  private changed(): void {
    this.revision++
    for (const listener of this.listeners) listener()
  }
}

function allocate(capacity: number) {
  return {
    steps: new Float64Array(capacity),
    loss: new Float32Array(capacity),
    smoothLoss: new Float32Array(capacity),
    accuracy: new Float32Array(capacity),
    smoothAccuracy: new Float32Array(capacity),
    seconds: new Float32Array(capacity),
  }
}
