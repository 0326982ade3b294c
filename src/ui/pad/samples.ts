import { Random, Stream } from '../../core/random'
import { generateDigit, plainDigit } from '../../data/digits'
import type { Stroke } from '../../data/strokes'
import type { Drawing } from './history'

/** An order in which neighbours look different. */
const ORDER = [3, 7, 5, 2, 9, 4, 8, 6, 0, 1] as const

/** Far beyond the samples that a visit gets through. */
const FAR_ROUNDS = 100_000

/** Pens that look at home on the pad, as fractions of its side; the generator's own go from hairlines to blots, as MNIST's did. */
const PEN = { thinnest: 0.045, thickest: 0.08 }

/** The `count`-th sample of this visit: the first in a plain hand, later ones as somebody might write them. */
export function sampleDrawing(count: number, seed: number): Drawing {
  const label = ORDER[count % ORDER.length]!
  if (count === 0) return plainDrawing(label)
  return handDrawing(label, seed, count)
}

/** A chosen digit in a plain hand. */
export function plainDrawing(label: number): Drawing {
  return { strokes: plainDigit(label), label }
}

/** Samples of this visit: all digits in turn, or one class after the other's wish, never the same twice. */
export class SampleBook {
  private count = 0
  private readonly ofClass = new Map<number, number>()

  constructor(private readonly seed: number) {}

  /** The next in turn. */
  next(): Drawing {
    return sampleDrawing(this.count++, this.seed)
  }

  /** The next of one class: in a plain hand first, then as somebody might write it. */
  nextOf(label: number): Drawing {
    const before = this.ofClass.get(label) ?? 0
    this.ofClass.set(label, before + 1)
    // Rounds of the general order that nobody gets to by pressing Sample.
    return before === 0 ? plainDrawing(label) : handDrawing(label, this.seed, FAR_ROUNDS + ORDER.length * before + label)
  }
}

function handDrawing(label: number, seed: number, count: number): Drawing {
  return { strokes: generateDigit(label, new Random(seed, Stream.sample, count)).map(withPadPen), label }
}

function withPadPen(stroke: Stroke): Stroke {
  return { ...stroke, width: Math.min(PEN.thickest, Math.max(PEN.thinnest, stroke.width)) }
}
