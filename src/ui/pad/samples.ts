import { Random, Stream } from '../../core/random'
import { generateDigit, plainDigit } from '../../data/digits'
import type { Drawing } from './history'

/** Milliseconds in which a sample writes itself. */
export const WRITING_TIME = 1200

/** An order in which neighbours look different. */
const ORDER = [3, 7, 5, 2, 9, 4, 8, 6, 0, 1] as const

/** The `count`-th sample of this visit: the first in a plain hand, later ones as somebody might write them. */
export function sampleDrawing(count: number, seed: number): Drawing {
  const label = ORDER[count % ORDER.length]!
  return { strokes: count === 0 ? plainDigit(label) : generateDigit(label, new Random(seed, Stream.sample, count)), label }
}

/** A chosen digit in one of its plain hands. */
export function plainDrawing(label: number, variant = 0): Drawing {
  return { strokes: plainDigit(label, variant), label }
}
