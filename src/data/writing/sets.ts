import { joinSequences, type PenSequences } from '../../core/sequences'
import { Random, Stream } from '../../core/random'
import { DIGITS } from '../../core/task'
import { generateDigit } from '../digits'
import type { PenDigit } from '../pen-digits'
import { sequenceFromLines } from './sequence'

/** What people wrote on a tablet, as sequences for a network that writes. */
export function penSequences(name: string, digits: readonly PenDigit[]): PenSequences {
  return joinSequences(
    name,
    digits.map(({ label, lines }) => ({ label, sequence: sequenceFromLines(lines) })),
  )
}

/** Digits of the built-in generator, every class as often as any other: the same seed, the same digits, and the first ones whatever the count. */
export function generatedSequences(name: string, count: number, seed: number): PenSequences {
  return joinSequences(
    name,
    Array.from({ length: count }, (_, index) => generatedDrawing(seed, index)),
  )
}

/** Drawings made between two rests: some milliseconds. */
const BETWEEN_RESTS = 100

/** As `generatedSequences`, with rests in which others can work. @returns null where it was no longer wanted */
export async function makeSequences(
  name: string,
  count: number,
  seed: number,
  rest: () => Promise<void>,
  isWanted: () => boolean,
): Promise<PenSequences | null> {
  const drawings: ReturnType<typeof generatedDrawing>[] = []
  while (drawings.length < count) {
    if (drawings.length % BETWEEN_RESTS === 0) await rest()
    if (!isWanted()) return null
    drawings.push(generatedDrawing(seed, drawings.length))
  }
  return joinSequences(name, drawings)
}

const CHOOSING_SEED = 0x5eed

/** Digits that no training sees which begins with another seed: they choose between epochs. */
export function choosingSequences(count: number): PenSequences {
  return generatedSequences('Built-in digits, others', count, CHOOSING_SEED)
}

function generatedDrawing(seed: number, index: number) {
  const label = index % DIGITS.classes.length
  const strokes = generateDigit(label, new Random(seed, Stream.strokes, index))
  return { label, sequence: sequenceFromLines(strokes.map(({ points }) => points)) }
}
