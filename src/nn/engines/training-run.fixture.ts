import type { FitOptions, OptimizerState, StepReport, TrainingEvent } from '../engine'
import { resolveRunSettings } from '../spec/training'
import { startTrainingRun, type StepDriver, type TrainingStep } from './training-run'
import { yieldToEvents } from '../../core/yield-to-events'

/** Computes nothing; finishes steps when told, or by itself a few tasks later. */
export class FakeDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  readonly submitted: TrainingStep[] = []
  reported = 0
  lossOf = (step: TrainingStep): number => 1 / (1 + step.index)
  failAt = -1

  constructor(private readonly inFlight = 2) {}

  async submit(step: TrainingStep): Promise<void> {
    if (step.index === this.failAt) throw new Error('device gone')
    this.submitted.push(step)
    if (this.submitted.length - this.reported >= this.inFlight) this.finish(1)
  }

  async drain(): Promise<void> {
    await yieldToEvents()
    if (this.submitted.length > this.reported) this.finish(this.submitted.length - this.reported)
  }

  private finish(count: number): void {
    const steps = this.submitted.slice(this.reported, this.reported + count)
    this.reported += count
    this.onReport({
      firstStep: steps[0]!.index,
      losses: Float32Array.from(steps, this.lossOf),
      correct: Uint32Array.from(steps, (step) => step.examples - 1),
      examples: Uint32Array.from(steps, (step) => step.examples),
    })
  }
}

export const base: FitOptions = {
  epochs: 2,
  batchSize: 4,
  loss: { type: 'categoricalCrossentropy' },
  optimizer: { type: 'adam', learningRate: 0.01 },
  seed: 1,
}

export function start(driver: StepDriver, options: Partial<FitOptions> = {}, examples = 10) {
  const given = { ...base, ...options }
  const run = startTrainingRun(driver, examples, resolveRunSettings(given), given)
  const events: TrainingEvent[] = []
  run.subscribe((event) => events.push(event))
  return { run, events, states: () => events.flatMap((event) => (event.type === 'state' ? [event.state] : [])) }
}

export async function tasks(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await yieldToEvents()
}

export const emptyOptimizer: OptimizerState = { step: 3, slots: new Map() }
