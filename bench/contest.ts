import { explain, type Bench, type Place } from './browser.ts'
import type { Started, Turn, TurnTimes } from './calls.ts'
import { BATCH } from './contender.ts'
import { contenders, type ContenderName } from './contenders/list.ts'
import type { GpuCounts, GpuMemory } from './gpu-counter.ts'
import { summarize, type Summary } from './measure.ts'
import type { ContenderResult, TrainingResult } from './results.ts'
import type { Player } from './rounds.ts'

/** Losses that are shown of each, so that everybody is seen to do the same work. */
const LOSSES_SHOWN = 10

/** One contender from Start to its result; what fails on the way is part of the result. */
export class Contestant implements Player {
  private place: Place | null = null
  private started: Started | null = null
  private readonly turns: Turn[] = []
  private memory: GpuMemory | null = null
  private difference: number | null = null
  private failure: Error | null = null

  constructor(
    readonly name: ContenderName,
    private readonly bench: Bench,
    private readonly times: TurnTimes,
    private readonly batch: number = BATCH,
  ) {}

  /** Whether it got through its first steps. */
  get hasStarted(): boolean {
    return this.started !== null
  }

  async start(): Promise<void> {
    await this.orFail(async () => {
      this.place = await this.bench.open(contenders[this.name])
      this.started = await this.place.call('start', this.name, this.batch)
    })
  }

  async play(): Promise<void> {
    const { training } = this.started!
    // A step longer than its box is taken once: a second would begin while the first is on its way.
    const train = training === null || training.secondStep > this.times.train ? 0 : this.times.train
    this.turns.push(await this.place!.call('turn', { ...this.times, train }))
  }

  /**
   * @param expected  [16,10] right probabilities for the initial parameters
   * @param dropped   why it had to leave the rounds, null when it did not
   */
  async finish(expected: readonly number[], dropped: Error | null): Promise<void> {
    this.failure ??= dropped
    const { place } = this
    if (place === null) return
    if (this.failure === null) {
      await this.orFail(async () => {
        this.memory = await place.call('gpuMemory')
        this.difference = largestDifference(await place.call('untrained'), expected)
      })
    }
    await place.close()
  }

  result(): ContenderResult {
    const { title, isOurs } = contenders[this.name]
    const traces = this.turns.flatMap(({ trace }) => trace ?? [])
    return {
      name: this.name,
      title,
      isOurs,
      description: this.started?.description ?? '',
      failure: this.failure === null ? null : explain(this.failure),
      training: this.trainingResult(),
      predictOne: summarizeSome(this.turns.map(({ predictOne }) => predictOne)),
      predictMany: summarizeSome(this.turns.map(({ predictMany }) => predictMany)),
      trace: summarizeSome(traces),
      difference: this.difference,
    }
  }

  private trainingResult(): TrainingResult | null {
    const stretches = this.turns.flatMap(({ training }) => training ?? [])
    const first = this.started?.training ?? null
    if (first === null || stretches.length === 0) return null
    const steps = stretches.reduce((sum, { losses }) => sum + losses.length, 0)
    const rounds = stretches.map(({ losses, milliseconds }) => (1000 * losses.length * this.batch) / milliseconds)
    const perStep = (kind: keyof GpuCounts) => stretches.reduce((sum, { gpu }) => sum + gpu[kind], 0) / steps
    return {
      rate: summarize(rounds),
      rounds,
      firstStep: first.firstStep,
      losses: [...first.losses, ...stretches.flatMap(({ losses }) => losses)].slice(0, LOSSES_SHOWN),
      gpu:
        this.memory === null || this.memory.buffers === 0
          ? null
          : {
              dispatchesPerStep: perStep('dispatches'),
              passesPerStep: perStep('passes'),
              submitsPerStep: perStep('submits'),
              bytes: this.memory.bytes,
              buffers: this.memory.buffers,
            },
    }
  }

  private async orFail(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (cause) {
      this.failure = cause instanceof Error ? cause : new Error(String(cause))
    }
  }
}

function summarizeSome(values: readonly number[]): Summary | null {
  return values.length === 0 ? null : summarize(values)
}

/** @throws RangeError when there are not as many, or one is no number */
export function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} probabilities: expected ${expected.length}`)
  const largest = Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))
  if (Number.isNaN(largest)) throw new RangeError('a probability is no number')
  return largest
}
