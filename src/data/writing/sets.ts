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
    Array.from({ length: count }, (_, index) => {
      const label = index % DIGITS.classes.length
      const strokes = generateDigit(label, new Random(seed, Stream.strokes, index))
      return { label, sequence: sequenceFromLines(strokes.map(({ points }) => points)) }
    }),
  )
}
