import type { LossAndGradients, LossSpec, OptimizerSpec, OptimizerState, TrainingRun } from '../nn/engine'
import { inputOf } from '../nn/spec/input'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { Tensor } from '../core/tensor'
import { expectClose, expectCloseNumber, tolerances } from './tolerance'

/** Whole trainings of a few steps, to hold engines against each other. */

/** Odd sizes, so that padding is at work everywhere; dropout on sequences and on vectors. */
const modelWith = (activation: 'linear' | 'relu'): ModelSpec => ({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 7, returnSequences: true, direction: 'forward' },
    { type: 'layerNorm', epsilon: 1e-3 },
    { type: 'dropout', rate: 0.5 },
    { type: 'dense', units: 5, activation },
    { type: 'lstm', units: 6, returnSequences: false, direction: 'forward' },
    { type: 'dropout', rate: 0.1 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

/**
 * For trajectories, smooth throughout: where dropout takes all inputs of a unit its sum is its bias, which begins at 0, right on the kink of
 * relu. A rounding error then decides on which side it falls, and in one step the engines' gradients part by 4e-4 instead of 1e-6.
 */
export const smoothModel = modelWith('linear')
export const kinkedModel = modelWith('relu')

const crossEntropy: LossSpec = { type: 'categoricalCrossentropy' }

/** Every kind of loss and optimizer, with their settings. */
export const trainings: readonly (readonly [LossSpec, OptimizerSpec])[] = [
  [crossEntropy, { type: 'sgd', learningRate: 0.05 }],
  [crossEntropy, { type: 'sgd', learningRate: 0.02, momentum: 0.8 }],
  [crossEntropy, { type: 'sgd', learningRate: 0.02, momentum: 0.8, nesterov: true, clipNorm: 0.05 }],
  [crossEntropy, { type: 'rmsprop', learningRate: 1e-3, epsilon: 1e-5 }],
  [crossEntropy, { type: 'adam', learningRate: 1e-3, clipNorm: 0.5 }],
  [crossEntropy, { type: 'adamw', learningRate: 1e-3, weightDecay: 0.1 }],
  [
    { ...crossEntropy, labelSmoothing: 0.1 },
    { type: 'adam', learningRate: 1e-3 },
  ],
  [{ type: 'meanSquaredError' }, { type: 'sgd', learningRate: 1 }],
]

export interface Trajectory {
  readonly losses: readonly number[]
  readonly parameters: ReadonlyMap<string, Tensor>
  readonly memory: OptimizerState | null
}

/** What learns, of whatever kind. */
interface Learner<Examples, Options> {
  fit(set: Examples, options: Options): TrainingRun
  parameters(): Promise<ReadonlyMap<string, Tensor>>
  optimizerState(): Promise<OptimizerState | null>
}

/** Trains to the end. */
export async function trajectory<Examples, Options>(
  model: Learner<Examples, Options>,
  set: Examples,
  options: Options,
): Promise<Trajectory> {
  const losses: number[] = []
  const run = model.fit(set, options)
  run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
  await run.done
  return { losses, parameters: await model.parameters(), memory: await model.optimizerState() }
}

/** Losses, parameters, and what the optimizers remember. */
export function expectSameTrajectory(actual: Trajectory, expected: Trajectory): void {
  expectClose(actual.losses, expected.losses, tolerances.float32Model, 'losses')
  expectSameParameters(actual.parameters, expected.parameters)
  const [steps, right] = [actual.memory?.step, expected.memory?.step]
  // No `expect` of the test runner: pages of other browsers compare trainings too.
  if (steps !== right) throw new Error(`steps that the optimizer remembers: ${steps}, expected ${right}`)
  for (const [slot, remembered] of expected.memory?.slots ?? []) {
    expectSameParameters(actual.memory!.slots.get(slot)!, remembered, `${slot} of `)
  }
}

/** After a training. */
export function expectSameParameters(actual: ReadonlyMap<string, Tensor>, expected: ReadonlyMap<string, Tensor>, label = ''): void {
  for (const [name, { data }] of expected) expectClose(actual.get(name)!.data, data, tolerances.trajectory, `${label}${name}`)
}

/** Of one engine beside another's. */
export function expectSameGradients(actual: LossAndGradients, expected: LossAndGradients): void {
  expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
  for (const [name, { data }] of expected.gradients) expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, name)
}
