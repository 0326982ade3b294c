import { SpecError } from '../../../core/errors'
import type {
  FeatureShape,
  FieldDefinition,
  Initializer,
  LayerDefinition,
  ParameterDeclaration,
  Recurrence,
  SignalDeclaration,
} from '../../spec/definition'
import {
  kernelInitializerField,
  kernelInitializerOf,
  recurrentInitializerField,
  recurrentInitializerOf,
} from '../../spec/initializer-fields'
import type { Direction, LayerOf } from '../../spec/model-spec'

/** What the specifications of lstm, rnn and gru have in common. */

export type RecurrentKind = 'lstm' | 'rnn' | 'gru'
export type RecurrentSpec = LayerOf<RecurrentKind>

/** One way of reading the sequence, and what its tensors' names begin with. */
export interface Reader {
  readonly direction: 'forward' | 'backward'
  readonly prefix: '' | 'forward_' | 'backward_'
}

/** Who reads the sequence; `both` is two readers with parameters of their own. */
export function readersOf(direction: Direction): readonly Reader[] {
  if (direction !== 'both') return [{ direction, prefix: '' }]
  return [
    { direction: 'forward', prefix: 'forward_' },
    { direction: 'backward', prefix: 'backward_' },
  ]
}

export function recurrentFields(unitsHelp: string) {
  return {
    units: { kind: 'integer', min: 1, max: 1024, default: 128, help: unitsHelp },
    returnSequences: { kind: 'boolean', default: false, help: 'Hand on the hidden state of every timestep instead of the last one.' },
    direction: {
      kind: 'choice',
      options: ['forward', 'backward', 'both'],
      default: 'forward',
      help: 'Read from the first timestep, from the last one, or both with two sets of units side by side.',
    },
    kernelInitializer: kernelInitializerField,
    recurrentInitializer: recurrentInitializerField,
  } as const satisfies Readonly<Record<string, FieldDefinition>>
}

/** How a kind's cells are laid out in Keras's tensors. */
interface CellLayout<L extends RecurrentSpec> {
  /** Column blocks of `units` in both kernels. */
  readonly blocks: number
  /** Rows of the bias; more than one is told in its shape. */
  readonly biasRows: number
  /** In the order of a trace. */
  readonly signals: readonly Pick<SignalDeclaration, 'name' | 'symbol' | 'role'>[]
  readonly cell: Pick<Recurrence, 'hidden' | 'memory' | 'equations'>
  biasInitializer(layer: L): Initializer
}

/**
 * Shapes, parameters, signals and cell of a recurrent layer.
 *
 * `kernel [F,blocks·H]`, `recurrent_kernel [H,blocks·H]`, `bias`; a layer that reads in both directions has each twice, named
 * `forward_kernel` … `backward_bias`. Its output is the forward reader's units, then the backward reader's; the latter stand at the time they
 * were read at, so that their last state is the one at t = 0. Signals are laid out like the output: [T,H], or [T,2H] for both directions.
 */
export function recurrentShapes<L extends RecurrentSpec>({
  blocks,
  biasRows,
  signals,
  cell,
  biasInitializer,
}: CellLayout<L>): {
  outputShape(layer: L, input: FeatureShape, where: string): FeatureShape
  parameters(layer: L, input: FeatureShape): readonly ParameterDeclaration[]
  signals(layer: L, input: FeatureShape): readonly SignalDeclaration[]
  recurrence(layer: L): Recurrence
  readonly masking: LayerDefinition<RecurrentKind>['masking']
} {
  return {
    outputShape({ units, direction, returnSequences }, input, where) {
      const [steps, features] = input
      if (input.length !== 2 || steps === undefined || features === undefined) {
        throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequence' } })
      }
      const outputs = readersOf(direction).length * units
      return returnSequences ? [steps, outputs] : [outputs]
    },
    parameters(layer, input) {
      const { units, direction } = layer
      const columns = blocks * units
      return readersOf(direction).flatMap(({ prefix }) => [
        { name: `${prefix}kernel`, shape: [input.at(-1)!, columns], initializer: kernelInitializerOf(layer) },
        { name: `${prefix}recurrent_kernel`, shape: [units, columns], initializer: recurrentInitializerOf(layer) },
        { name: `${prefix}bias`, shape: biasRows === 1 ? [columns] : [biasRows, columns], initializer: biasInitializer(layer) },
      ])
    },
    signals({ units, direction }, [steps = 0]) {
      const shape = [steps, readersOf(direction).length * units]
      return signals.map((signal) => ({ ...signal, shape, axes: ['time', 'units'] }))
    },
    recurrence: ({ units, direction, returnSequences }) => ({ ...cell, units, direction, returnsSequences: returnSequences }),
    masking: 'carries',
  }
}
