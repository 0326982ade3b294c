/** How a signal of any axes is drawn: as maps of two of its axes on one sheet, with words that name all of them. */

import type { SignalAxis, SignalDeclaration } from '../../nn/spec/definition'
import { isPlaceAxis } from '../../nn/spec/signals'
import type { Messages } from '../kit/messages/messages'
import { layoutSheet, type SheetLayout, type TilesRequest } from './tiles'
import type { Room } from './use-panel-room'

/** Which dimensions of a signal go where. */
export interface SheetAxes {
  /** Down and across a map; null where a map is a single value. */
  readonly map: readonly [down: number, across: number] | null
  /** All others: there is a map for every one of their places together. */
  readonly along: readonly number[]
}

export interface SignalSheet {
  readonly axes: SheetAxes
  /** Number of maps, and the size of one in values. */
  readonly set: Pick<TilesRequest, 'map' | 'count'>
  readonly layout: SheetLayout
}

type Shaped = Pick<SignalDeclaration, 'shape' | 'axes'>

/** Two axes are a map. Of more, the first two that count places, or else the last two; the others count maps. One axis is a row of values. */
export function sheetAxes(axes: readonly SignalAxis[]): SheetAxes {
  const all = axes.map((_, axis) => axis)
  if (all.length < 2) return { map: null, along: all }
  const places = all.filter((axis) => isPlaceAxis(axes[axis]))
  const [down, across] = all.length > 2 && places.length > 1 ? places : all.slice(-2)
  return { map: [down!, across!], along: all.filter((axis) => axis !== down && axis !== across) }
}

export function sheetOfSignal(signal: Shaped, { width, height, ratio }: Omit<Room, 'letters'>): SignalSheet {
  const axes = sheetAxes(signal.axes)
  const size = (axis: number): number => signal.shape[axis] ?? 1
  const map = axes.map === null ? { height: 1, width: 1 } : { height: size(axes.map[0]), width: size(axes.map[1]) }
  const set = { map, count: axes.along.reduce((count, axis) => count * size(axis), 1) }
  return { axes, set, layout: layoutSheet({ height, ratio, ...set }, Math.floor(width * ratio)) }
}

/**
 * Values in the order of maps.
 *
 * @param values  as the trace has them, the last axis running fastest
 * @returns       [H,W,C]: down, across, then the number of the map
 */
export function mapValues({ shape }: Pick<Shaped, 'shape'>, { map, along }: SheetAxes, values: Float32Array): Float32Array {
  let offsets = [0]
  for (const axis of [...(map ?? []), ...along]) {
    const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1)
    offsets = offsets.flatMap((offset) => Array.from({ length: shape[axis]! }, (_, place) => offset + place * stride))
  }
  return Float32Array.from(offsets, (offset) => values[offset]!)
}

/** `28 steps from top to bottom, 28 steps from left to right`. */
export function sheetCaption({ reading: { sheets } }: Messages, { shape, axes }: Shaped): string {
  const { map, along } = sheetAxes(axes)
  const counted = (axis: number): string => sheets.counted(shape[axis]!, sheets.axes[axes[axis]!])
  const others = along.map(counted).join(' × ')
  if (map === null) return others
  const one = sheets.map(counted(map[0]), counted(map[1]))
  return along.length === 0 ? one : sheets.maps(others, one)
}
