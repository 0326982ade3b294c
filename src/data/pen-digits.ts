import { integer, list, record, refuse, type Decoded, type Decoder } from '../core/decode'
import type { Point } from './strokes'

/**
 * Digits that people wrote with a stylus on a tablet, stroke by stroke.
 *
 * Source: E. Alpaydin, F. Alimoglu, "Pen-Based Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998, original
 * unnormalised version, CC BY 4.0. The file stays outside the project: a JSON array of `{ label, writer, strokes: [[x, y, x, y, …], …] }`.
 */
export interface PenDigit {
  /** Class 0…9. */
  readonly label: number
  readonly writer: number
  /** Points in writing order, in the unit square of the tablet: x to the right, y down. A line ends where the pen was lifted. */
  readonly lines: readonly (readonly Point[])[]
}

/** Side of the tablet's box in the file's units. */
export const PEN_BOX = 500

/** Of the middle pen of the pad, as a share of its side: for strokes that came without one. */
export const PLAIN_PEN = 0.07

/** More than anybody writes, and few enough for any memory. */
const MOST = { digits: 100_000, lines: 20, numbers: 20_000, writer: 10_000 }

/**
 * Writers whose digits are never trained on. A digit of somebody whose other digits were trained on would prove little, and so would one that chose
 * the model: writers 24 and 25 choose, 26 to 30 only measure.
 */
const CHOOSING_WRITERS: ReadonlySet<number> = new Set([24, 25])
const VALIDATION_WRITERS: ReadonlySet<number> = new Set([26, 27, 28, 29, 30])

/** Digits by the use that they are for; nobody's are in two of them. */
export interface PenDigitParts {
  readonly train: readonly PenDigit[]
  readonly choosing: readonly PenDigit[]
  readonly validation: readonly PenDigit[]
}

const decodeFile = list(
  record({
    label: integer(0, 9),
    writer: integer(1, MOST.writer),
    strokes: list(list(integer(0, PEN_BOX), MOST.numbers), MOST.lines),
  }),
  MOST.digits,
)

const decodePenDigits: Decoder<readonly PenDigit[]> = (value, path) =>
  decodeFile(value, path).map(({ label, writer, strokes }, index) => {
    if (strokes.length === 0) refuse(`${path}[${index}].strokes`, 'at least one stroke', strokes)
    return { label, writer, lines: strokes.map((stroke, number) => pointsOf(stroke, `${path}[${index}].strokes[${number}]`)) }
  })

function pointsOf(numbers: Decoded<typeof decodeFile>[number]['strokes'][number], path: string): Point[] {
  if (numbers.length === 0 || numbers.length % 2 === 1) refuse(path, 'pairs of numbers', numbers)
  return Array.from({ length: numbers.length / 2 }, (_, point): Point => [numbers[2 * point]! / PEN_BOX, numbers[2 * point + 1]! / PEN_BOX])
}

/** @throws DecodeError names the place that is not what the file should have there */
export function parsePenDigits(json: string): readonly PenDigit[] {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    refuse('pen digits', 'JSON', json)
  }
  return decodePenDigits(value, 'pen digits')
}

/** Splits by writer: writers 24 and 25 choose between epochs and recipes, writers 26 to 30 validate, all others train. */
export function splitByWriter(digits: readonly PenDigit[]): PenDigitParts {
  const parts: Readonly<Record<keyof PenDigitParts, PenDigit[]>> = { train: [], choosing: [], validation: [] }
  for (const digit of digits) parts[partOf(digit)].push(digit)
  return parts
}

function partOf({ writer }: PenDigit): keyof PenDigitParts {
  if (VALIDATION_WRITERS.has(writer)) return 'validation'
  return CHOOSING_WRITERS.has(writer) ? 'choosing' : 'train'
}
