/** What one click holds: the experiments that show what each gate is for. */

import type { Clamp } from '../../../nn/engine'
import type { LayerKind } from '../../../nn/spec/model-spec'
import type { SequenceLayer } from '../layers'

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

/** Layers whose signals can be held. */
export function isRecurrent({ signals }: SequenceLayer): boolean {
  return signals.some(({ name }) => name === 'h')
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
  const ablate: Lesson = { name: 'ablate', formula: 'h = 0', holds: [{ layer: layer.name, signal: 'h', units: [unit], value: 0 }] }
  return [...(ofKinds[layer.kind]?.(layer) ?? []), ablate]
}

const ofKinds: Readonly<Partial<Record<LayerKind, (layer: SequenceLayer) => readonly Lesson[]>>> = {
  lstm: (layer) => [
    { name: 'neverForget', formula: 'f = 1', holds: always(layer, 'f', 1) },
    { name: 'forgetAll', formula: 'f = 0', holds: always(layer, 'f', 0) },
    { name: 'noInput', formula: 'i = 0', holds: inSecondHalf(layer, 'i', 0) },
    { name: 'closeOutput', formula: 'o = 0', holds: always(layer, 'o', 0) },
  ],
  gru: (layer) => [
    { name: 'neverRenew', formula: 'z = 1', holds: always(layer, 'z', 1) },
    { name: 'keepNothing', formula: 'z = 0', holds: always(layer, 'z', 0) },
    { name: 'freeze', formula: 'z = 1', holds: inSecondHalf(layer, 'z', 1) },
    { name: 'neverLookBack', formula: 'r = 0', holds: always(layer, 'r', 0) },
  ],
  rnn: (layer) => [{ name: 'wipe', formula: 'h = 0', holds: atHalf(layer, 'h', 0) }],
}

function always({ name: layer }: SequenceLayer, signal: string, value: number): readonly Clamp[] {
  return [{ layer, signal, value }]
}

/** Of what each unit reads, the later half. */
function inSecondHalf(layer: SequenceLayer, signal: string, value: number): readonly Clamp[] {
  const half = halfOf(layer)
  return readers(layer).map(({ isBackward, ...units }) => {
    const steps = isBackward ? { from: 0, to: layer.steps - half } : { from: half, to: layer.steps }
    return { layer: layer.name, signal, ...units, steps, value }
  })
}

/** The step at which half is read. */
function atHalf(layer: SequenceLayer, signal: string, value: number): readonly Clamp[] {
  const half = halfOf(layer)
  return readers(layer).map(({ isBackward, ...units }) => {
    const step = isBackward ? layer.steps - half : half - 1
    return { layer: layer.name, signal, ...units, steps: { from: step, to: step + 1 }, value }
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
