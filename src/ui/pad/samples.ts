import { Random, Stream } from '../../core/random'
import { generateDigit, plainDigit } from '../../data/digits'
import type { Stroke } from '../../data/strokes'
import type { Drawing } from './history'

/** Milliseconds in which a sample writes itself. */
export const WRITING_TIME = 1200

/** An order in which neighbours look different. */
const ORDER = [3, 7, 5, 2, 9, 4, 8, 6, 0, 1] as const

/** Pens that look at home on the pad, as fractions of its side; the generator's own go from hairlines to blots, as MNIST's did. */
const PEN = { thinnest: 0.045, thickest: 0.08 }

/** The `count`-th sample of this visit: the first in a plain hand, later ones as somebody might write them. */
export function sampleDrawing(count: number, seed: number): Drawing {
  const label = ORDER[count % ORDER.length]!
  if (count === 0) return plainDrawing(label)
  return { strokes: generateDigit(label, new Random(seed, Stream.sample, count)).map(withPadPen), label }
}

/** A chosen digit in a plain hand. */
export function plainDrawing(label: number): Drawing {
  return { strokes: plainDigit(label), label }
}

function withPadPen(stroke: Stroke): Stroke {
  return { ...stroke, width: Math.min(PEN.thickest, Math.max(PEN.thinnest, stroke.width)) }
}
