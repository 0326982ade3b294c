/** What a signal's axes tell of its shape. */

import type { FeatureShape, Recurrence, SignalAxis, SignalDeclaration } from './definition'

const axesByLength: Readonly<Record<number, readonly SignalAxis[]>> = {
  1: ['features'],
  2: ['time', 'features'],
  3: ['height', 'width', 'channels'],
}

/** Axes of what goes from layer to layer: a vector, a sequence or a picture. */
export function axesOf(shape: FeatureShape): readonly SignalAxis[] {
  return axesByLength[shape.length] ?? []
}

/** Whether an axis counts places of the sequence or the picture, not the values at one of them. */
export function isPlaceAxis(axis: SignalAxis | undefined): boolean {
  return axis === 'time' || axis === 'height' || axis === 'width'
}

type Shaped = Pick<SignalDeclaration, 'axes'>

/** [T,U]: the same values at every timestep. */
export function isOverTime({ axes: [first, second, ...others] }: Shaped): boolean {
  return first === 'time' && second !== undefined && !isPlaceAxis(second) && others.length === 0
}

/** [H,W,C]: the same values at every place of a picture. */
export function isOverPicture({ axes: [first, second, third, ...others] }: Shaped): boolean {
  return first === 'height' && second === 'width' && third !== undefined && !isPlaceAxis(third) && others.length === 0
}

/** [U]: values that stand at no place. */
export function isVector({ axes: [first, ...others] }: Shaped): boolean {
  return first !== undefined && !isPlaceAxis(first) && others.length === 0
}

/** The signal that tells the units of a layer apart: its memory, else its hidden state, else what it hands on; null where it has no units over time. */
export function tellingSignal({
  signals,
  recurrence,
}: {
  readonly signals: readonly SignalDeclaration[]
  readonly recurrence: Recurrence | null
}): SignalDeclaration | null {
  const overTime = signals.filter(isOverTime)
  const state = recurrence?.memory ?? recurrence?.hidden
  return overTime.find(({ name }) => name === state) ?? overTime.at(-1) ?? null
}
