import type { LabelledImages } from '../../../../core/images'
import type { FitOptions, LossSpec, TrainingRun } from '../../../engine'
import { TYPICAL_AUGMENTATION } from '../../../spec/augmentation'
import { inputOf } from '../../../spec/input'
import type { ModelSpec } from '../../../spec/model-spec'
import { createCpuEngine, type CpuEngine } from '../cpu-engine'
import type { CpuModel } from '../model'
import { ThreadInProcess } from './thread.fixture'

/** Dropout on sequences and vectors, and masks: what a slice must not see differently from a whole batch. */
export const threadedSpec: ModelSpec = {
  version: 1,
  input: inputOf({ skipBlank: true }),
  layers: [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 4, returnSequences: true, direction: 'both' },
    { type: 'dropout', rate: 0.5 },
    { type: 'gru', units: 3, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

export const threadedLoss: LossSpec = { type: 'categoricalCrossentropy', labelSmoothing: 0.1 }
export const threadedOptions: FitOptions = {
  epochs: 2,
  batchSize: 13,
  loss: threadedLoss,
  optimizer: { type: 'adam', learningRate: 1e-2, clipNorm: 1 },
  augment: TYPICAL_AUGMENTATION,
  seed: 3,
}

let engines: CpuEngine[] = []

/** After each test. */
export function disposeMachines(): void {
  for (const engine of engines) engine.dispose()
  engines = []
}

/** An engine whose threads are the test's own. @param befall  what happens to each of them at once */
export async function machine(threads: number, befall: (thread: ThreadInProcess) => void = () => {}, sharesMemory = false) {
  const spawned: ThreadInProcess[] = []
  const spawn = () => {
    const thread = new ThreadInProcess()
    befall(thread)
    spawned.push(thread)
    return thread
  }
  const engine = await createCpuEngine({ threads, spawn, sharesMemory })
  engines.push(engine)
  return { engine, threads: spawned, model: await engine.createModel(threadedSpec, { seed: 5 }) }
}

export async function modelOn(threads: number, sharesMemory = false): Promise<CpuModel> {
  return (await machine(threads, undefined, sharesMemory)).model
}

/** Trains, and tells all that came of it. @param onStep  hears of every step that is finished */
export async function train(
  model: CpuModel,
  set: LabelledImages,
  changed: Partial<FitOptions> = {},
  onStep: (run: TrainingRun) => void = () => {},
) {
  const losses: number[] = []
  const correct: number[] = []
  const run = model.fit(set, { ...threadedOptions, ...changed })
  run.subscribe((event) => {
    if (event.type !== 'steps') return
    losses.push(...event.report.losses)
    correct.push(...event.report.correct)
    onStep(run)
  })
  await run.done
  const exact = model.description.parameters.map(({ name }) => [...model.valuesOf(name)])
  return { state: run.state, losses, correct, exact, parameters: await model.parameters(), memory: await model.optimizerState() }
}
