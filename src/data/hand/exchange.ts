import { integer, isRecord, list, record, within } from '../../core/decode'
import { PEN_BOX, PLAIN_PEN } from '../pen-digits'
import type { Point, Stroke } from '../strokes'
import { decodeLabel, HAND_LIMITS, keptStrokes, type LabelledStrokes } from './drawing'
import { HandFileError } from './errors'

/**
 * A set of a hand as a file, in the notation of the pen digits (`pen-digits.ts`), so that either reads the other: a JSON array of
 * `{ label, strokes: [[x, y, x, y, …], …] }` in a box of 500×500, `y` down. `pens` has the width of every stroke's pen in the same units; a file of
 * another program need not have it.
 */

/** Longer than any set that can be kept, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** Enough to see what it is. */
const HEAD_CHARACTERS = 400

export function writeHandFile(drawings: readonly LabelledStrokes[]): string {
  const lines = drawings.map(({ label, strokes }) =>
    JSON.stringify({
      label,
      strokes: strokes.map(({ points }) => points.flatMap(([x, y]) => [Math.round(x * PEN_BOX), Math.round(y * PEN_BOX)])),
      pens: strokes.map(({ width }) => Math.round(width * PEN_BOX)),
    }),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}

/** By its beginning: a list whose first entry has strokes. */
export function isHandFile(head: Uint8Array): boolean {
  const start = new TextDecoder()
    .decode(head.subarray(0, HEAD_CHARACTERS))
    .trimStart()
    .replace(/^\uFEFF/, '')
  return /^\[\s*\{\s*"/.test(start) && /"(label|strokes)"\s*:/.test(start)
}

const decodeEntry = record(
  { label: decodeLabel, strokes: list(list(within(0, PEN_BOX), 2 * HAND_LIMITS.points), HAND_LIMITS.strokes) },
  { pens: list(integer(1, HAND_LIMITS.pen), HAND_LIMITS.strokes) },
)

/**
 * The drawings of a file, all or none.
 *
 * @throws HandFileError which entry is not what was expected
 */
export async function readHandFile(file: Pick<Blob, 'size' | 'text'> & { readonly name: string }): Promise<readonly LabelledStrokes[]> {
  if (file.size > MOST_BYTES) throw new HandFileError(file.name, { kind: 'tooLarge', limit: MOST_BYTES })
  const text = await file.text().catch((cause: unknown) => {
    throw new HandFileError(file.name, { kind: 'unreadable' }, { cause })
  })
  return parseHandFile(file.name, text)
}

/** @throws HandFileError */
export function parseHandFile(name: string, json: string): readonly LabelledStrokes[] {
  const entries = entriesOf(name, json)
  if (entries.length === 0) throw new HandFileError(name, { kind: 'empty' })
  if (entries.length > HAND_LIMITS.drawings) throw new HandFileError(name, { kind: 'tooMany', limit: HAND_LIMITS.drawings })
  return entries.map((entry, index) => drawingOf(name, entry, index + 1))
}

function entriesOf(name: string, json: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    throw new HandFileError(name, { kind: 'noJson' })
  }
  if (!Array.isArray(value)) throw new HandFileError(name, { kind: 'noList' })
  return value
}

/** @param place  1-based */
function drawingOf(name: string, entry: unknown, place: number): LabelledStrokes {
  if (!isRecord(entry)) throw new HandFileError(name, { kind: 'entry', place, field: 'label' })
  const field = fieldThatFails(entry)
  if (field !== null) throw new HandFileError(name, { kind: 'entry', place, field })
  const { label, strokes, pens = [] } = decodeEntry(entry, name)
  const drawn = strokes.map((numbers, index): Stroke => ({
    points: pointsOf(numbers),
    width: (pens[index] ?? PLAIN_PEN * PEN_BOX) / PEN_BOX,
  }))
  return { label, strokes: keptStrokes(drawn) }
}

/** Which of its fields is not what it should be; null for a drawing that can be read. */
function fieldThatFails(entry: Readonly<Record<string, unknown>>): 'label' | 'strokes' | 'pens' | null {
  const isFine = (field: 'label' | 'strokes' | 'pens'): boolean => {
    const standIn = { label: 0, strokes: [], [field]: entry[field] }
    try {
      const { strokes } = decodeEntry(standIn, field)
      return field !== 'strokes' || areStrokes(strokes)
    } catch {
      return false
    }
  }
  return (['label', 'strokes', 'pens'] as const).find((field) => !isFine(field)) ?? null
}

/** Pairs of numbers, some in every stroke, and not more than a drawing has. */
function areStrokes(strokes: readonly (readonly number[])[]): boolean {
  const numbers = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  return strokes.length > 0 && numbers <= 2 * HAND_LIMITS.points && strokes.every(({ length }) => length > 0 && length % 2 === 0)
}

function pointsOf(numbers: readonly number[]): Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, point): Point => [numbers[2 * point]! / PEN_BOX, numbers[2 * point + 1]! / PEN_BOX])
}
