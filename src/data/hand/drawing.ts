import { choice, integer, list, record, refuse, text, within, type Decoder } from '../../core/decode'
import { DIGITS } from '../../core/task'
import { PEN_BOX } from '../pen-digits'
import type { Point, Stroke } from '../strokes'

/** A digit of the visitor's own hand, as strokes: they have no resolution, and can be written again with another pen, larger or elsewhere. */
export interface HandDrawing {
  readonly id: string
  /** Class 0…9, as the visitor says. */
  readonly label: number
  /** Milliseconds since 1970. */
  readonly drawn: number
  /** In the unit square of the pad, on a grid of 500 places a side: a file has them with the same bits. */
  readonly strokes: readonly Stroke[]
}

/** Title of the set, as models name what they learnt from. */
export const HAND_TITLE = 'My handwriting'

/** What can be kept, and what a file may hold: more than a hand writes in a day. */
export const HAND_LIMITS = { drawings: 5_000, strokes: 60, points: 5_000, pen: 250 } as const

const CLASSES = DIGITS.classes.length

/** A class of a digit, or a refusal that says where. */
export const decodeLabel = integer(0, CLASSES - 1)

/** Strokes as the set keeps them: on the grid, without points that say nothing new. Empty for an empty drawing. */
export function keptStrokes(strokes: readonly Stroke[]): readonly Stroke[] {
  return strokes.flatMap(({ points, width }) => {
    const places = points.map(([x, y]): Point => [onGrid(x), onGrid(y)])
    const kept = places.filter(([x, y], index) => index === 0 || x !== places[index - 1]![0] || y !== places[index - 1]![1])
    return kept.length === 0 ? [] : [{ points: kept, width: Math.max(1, Math.round(width * PEN_BOX)) / PEN_BOX }]
  })
}

/** More than is kept, or nothing at all. */
export function isKeepable(strokes: readonly Stroke[]): boolean {
  const points = strokes.reduce((sum, stroke) => sum + stroke.points.length, 0)
  return points > 0 && strokes.length <= HAND_LIMITS.strokes && points <= HAND_LIMITS.points
}

function onGrid(place: number): number {
  return Math.min(PEN_BOX, Math.max(0, Math.round(place * PEN_BOX))) / PEN_BOX
}

const decodePoint: Decoder<Point> = (value, path) => {
  if (!Array.isArray(value) || value.length !== 2) return refuse(path, 'a point', value)
  const place = within(0, 1)
  return [place(value[0], path), place(value[1], path)]
}

export const decodeStrokes: Decoder<readonly Stroke[]> = (value, path) => {
  const stroke = record({ points: list(decodePoint, HAND_LIMITS.points), width: within(0, 1) })
  const strokes = list(stroke, HAND_LIMITS.strokes)(value, path)
  return isKeepable(strokes) ? strokes : refuse(path, 'the strokes of a drawing', value)
}

/** Of a format of records that this page can read. */
const VERSION = 1

const decodeRecord = record({ version: choice(VERSION), id: text, label: decodeLabel, drawn: integer(), strokes: decodeStrokes })

/** A drawing as it was stored. @throws DecodeError */
export const decodeHandRecord: Decoder<HandDrawing> = (value, path) => {
  const { version: _, ...drawing } = decodeRecord(value, path)
  return drawing
}

export function recordOfDrawing(drawing: HandDrawing): unknown {
  return { version: VERSION, ...drawing }
}

/** What pictures are made of: where a drawing comes from does not matter. */
export type LabelledStrokes = Pick<HandDrawing, 'label' | 'strokes'>

/** As messages have them. */
export const decodeHand: Decoder<readonly LabelledStrokes[]> = list(
  record({ label: decodeLabel, strokes: decodeStrokes }),
  HAND_LIMITS.drawings,
)

/** How many there are of each class. */
export function countsByClass(drawings: readonly Pick<HandDrawing, 'label'>[]): readonly number[] {
  const counts = Array.from({ length: CLASSES }, () => 0)
  for (const { label } of drawings) counts[label]!++
  return counts
}
