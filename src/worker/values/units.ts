import { anyNumber, floats, instance, integer, list, record, refuse, text, type Decoded, type Decoder } from '../../core/decode'
import type { SumWeights, UnitWeights } from '../../nn/spec/cell'
import { decodePicture } from './pictures'

const permutation: Decoder<Uint16Array> = (value, path) => {
  const order = instance(Uint16Array, 'a Uint16Array')(value, path)
  const isWhole = new Set(order).size === order.length && order.every((place) => place < order.length)
  return isWhole ? order : refuse(path, 'every number below its length once', value)
}

/** The units of a layer with time, those that behave alike side by side. */
export const decodeUnitOrder = record({
  layer: text,
  /** [U] which unit stands in which column: a permutation of 0 … U-1. Those that read from either end stay on their own side. */
  order: permutation,
  /** Name of the set whose pictures they were compared on. */
  set: text,
  /** Number of these pictures. */
  count: integer(1),
})

export type UnitOrder = Decoded<typeof decodeUnitOrder>

/** Most pictures of one unit's activity. */
export const MAX_EXAMPLES = 64

/** A picture on which a unit was active. */
const decodeActiveExample = record({
  /** Place in its set. */
  index: integer(),
  label: integer(),
  picture: decodePicture,
  /** Where the unit was farthest from 0, and what it was there. */
  step: integer(),
  value: anyNumber,
})

export type ActiveExample = Decoded<typeof decodeActiveExample>

/** The pictures on which a unit's output goes farthest from 0, the farthest first. */
export const decodeMostActive = record({
  /** Name of the set that was looked at. */
  set: text,
  /** Number of its pictures that were looked at. */
  count: integer(),
  examples: list(decodeActiveExample, MAX_EXAMPLES),
})

export type MostActive = Decoded<typeof decodeMostActive>

const decodeSumWeights: Decoder<SumWeights> = record({
  signal: text,
  input: floats,
  recurrent: floats,
  bias: anyNumber,
  recurrentBias: anyNumber,
})

export const decodeUnitWeights: Decoder<UnitWeights> = record({ layer: text, unit: integer(), sums: list(decodeSumWeights, 16) })
