/** What one click holds: the experiments that show what each gate is for. */

import type { Clamp } from '../../../nn/engine'
import type { LayerKind } from '../../../nn/spec/model-spec'
import type { SequenceLayer } from '../../network/layers'

export type LessonName =
  // LSTM
  | 'neverForget'
  | 'forgetAll'
  | 'noInput'
  | 'closeOutput'
  // GRU
  | 'neverRenew'
  | 'keepNothing'
  | 'freeze'
  | 'neverLookBack'
  // RNN
  | 'wipe'
  // all
  | 'ablate'

export interface Lesson {
  readonly name: LessonName
  /** `f = 1` */
  readonly formula: string
  readonly holds: readonly Clamp[]
}

/** After so many of its steps a layer has read half. */
export function halfOf({ steps }: SequenceLayer): number {
  return Math.floor(steps / 2)
}

/** The last step that is read before half is over; of a layer that reads both ways, by its forward units. */
export function lastOfHalf(layer: SequenceLayer): number {
  return layer.direction === 'backward' ? layer.steps - halfOf(layer) : halfOf(layer) - 1
}

/** @param unit the picked one, from 0 */
export function lessonsOf(layer: SequenceLayer, unit: number): readonly Lesson[] {
  const { recurrence } = layer
  if (recurrence === null) return []
  return [...(ofKinds[layer.kind]?.(layer) ?? []), lesson(layer, 'ablate', recurrence.hidden, 0, [{ units: [unit] }])]
}

const ofKinds: Readonly<Partial<Record<LayerKind, (layer: SequenceLayer) => readonly Lesson[]>>> = {
  lstm: (layer) => [
    lesson(layer, 'neverForget', 'f', 1, ALWAYS),
    lesson(layer, 'forgetAll', 'f', 0, ALWAYS),
    lesson(layer, 'noInput', 'i', 0, inSecondHalf(layer)),
    lesson(layer, 'closeOutput', 'o', 0, ALWAYS),
  ],
  gru: (layer) => [
    lesson(layer, 'neverRenew', 'z', 1, ALWAYS),
    lesson(layer, 'keepNothing', 'z', 0, ALWAYS),
    lesson(layer, 'freeze', 'z', 1, inSecondHalf(layer)),
    lesson(layer, 'neverLookBack', 'r', 0, ALWAYS),
  ],
  rnn: (layer) => [lesson(layer, 'wipe', 'h', 0, atHalf(layer))],
}

/** Which units at which steps; all where nothing is said. */
type Held = Pick<Clamp, 'units' | 'steps'>

const ALWAYS: readonly Held[] = [{}]

function lesson({ name: layer, signals }: SequenceLayer, name: LessonName, signal: string, value: number, held: readonly Held[]): Lesson {
  const symbol = signals.find((declared) => declared.name === signal)?.symbol ?? signal
  return { name, formula: `${symbol} = ${value}`, holds: held.map((places) => ({ layer, signal, ...places, value })) }
}

/** Of what each unit reads, the later half. */
function inSecondHalf(layer: SequenceLayer): readonly Held[] {
  const half = halfOf(layer)
  return readers(layer).map(({ isBackward, ...units }) => {
    return { ...units, steps: isBackward ? { from: 0, to: layer.steps - half } : { from: half, to: layer.steps } }
  })
}

/** The step at which half is read. */
function atHalf(layer: SequenceLayer): readonly Held[] {
  const half = halfOf(layer)
  return readers(layer).map(({ isBackward, ...units }) => {
    const step = isBackward ? layer.steps - half : half - 1
    return { ...units, steps: { from: step, to: step + 1 } }
  })
}

/** Who goes through the steps which way; all units where they go the same. */
function readers({ direction, units }: SequenceLayer): readonly { readonly isBackward: boolean; readonly units?: readonly number[] }[] {
  if (direction !== 'both') return [{ isBackward: direction === 'backward' }]
  const all = Array.from({ length: units }, (_, unit) => unit)
  return [
    { isBackward: false, units: all.slice(0, units / 2) },
    { isBackward: true, units: all.slice(units / 2) },
  ]
}

/** Whether exactly this is held. */
export function isHeld(holds: readonly Clamp[], lesson: Lesson): boolean {
  return JSON.stringify(holds) === JSON.stringify(lesson.holds)
}
