import { concatenatedBytes } from '../../../core/concatenated'
import { refuse, type Decoder } from '../../../core/decode'
import { yieldToEvents } from '../../../core/yield-to-events'

/** Values as text, each in as few digits as tell it from every other number of 32 bits. */

/** Values that are written before other work gets its turn: a few milliseconds. */
export const PIECE = 4096

/** JSON has no words for these. */
const UNUSUAL: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

/** @param value  of 32 bits; @returns what `Math.fround(Number(…))` gives back, without needless digits */
export function shortest(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Object.is(value, -0)) return '-0'
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return String(short)
  }
  return String(Number(value.toPrecision(9)))
}

/** An array of JSON; what is no finite number becomes its name. */
export async function* numbersText(values: Float32Array): AsyncGenerator<string> {
  yield '['
  for (let from = 0; from < values.length; from += PIECE) {
    if (from > 0) await yieldToEvents()
    const piece = Array.from(values.subarray(from, from + PIECE), (value) =>
      Number.isFinite(value) ? shortest(value) : JSON.stringify(String(value)),
    )
    yield `${from > 0 ? ',' : ''}${piece.join(',')}`
  }
  yield ']'
}

export const decodeNumbers: Decoder<Float32Array> = (value, path) => {
  if (!Array.isArray(value)) return refuse(path, 'an array of numbers', value)
  return Float32Array.from(value, (number: unknown, index) => {
    if (typeof number === 'number') return number
    const unusual = typeof number === 'string' ? UNUSUAL[number] : undefined
    return unusual ?? refuse(`${path}[${index}]`, 'a number, or "NaN", "Infinity", "-Infinity"', number)
  })
}

/** Text that comes piece by piece, as a file. */
export async function fileOf(pieces: AsyncIterable<string>): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(encoder.encode(piece))
  return concatenatedBytes(parts)
}
