/**
 * Counter-based random numbers: every value is a pure function of (seed, stream, counter), in TypeScript here and in
 * `shaders/common/random.wgsl` with the same bits.
 */

/** What a number is drawn for; different streams of one seed are independent. */
export const Stream = {
  initialize: 1,
  shuffle: 2,
  dropout: 3,
  augment: 4,
  digits: 5,
  sample: 6,
  penDigits: 7,
  spoil: 8,
  strangers: 9,
  blocks: 10,
  strokes: 11,
  deformStrokes: 12,
  write: 13,
  hand: 14,
  binarize: 15,
  draw: 16,
} as const

export type Hash4 = [number, number, number, number]

/**
 * Four hashed 32-bit words from four.
 *
 * Source: Jarzynski & Olano 2020, "Hash Functions for GPU Rendering", JCGT 9(3), listing for pcg4d.
 */
export function pcg4d(x: number, y: number, z: number, w: number): Hash4 {
  return pcg4dInto([0, 0, 0, 0], x, y, z, w)
}

/** The same where many are drawn: into memory that is there. @returns it */
export function pcg4dInto(words: Hash4, x: number, y: number, z: number, w: number): Hash4 {
  let a = (Math.imul(x, 1664525) + 1013904223) >>> 0
  let b = (Math.imul(y, 1664525) + 1013904223) >>> 0
  let c = (Math.imul(z, 1664525) + 1013904223) >>> 0
  let d = (Math.imul(w, 1664525) + 1013904223) >>> 0
  a = (a + Math.imul(b, d)) >>> 0
  b = (b + Math.imul(c, a)) >>> 0
  c = (c + Math.imul(a, b)) >>> 0
  d = (d + Math.imul(b, c)) >>> 0
  a ^= a >>> 16
  b ^= b >>> 16
  c ^= c >>> 16
  d ^= d >>> 16
  a = (a + Math.imul(b, d)) >>> 0
  b = (b + Math.imul(c, a)) >>> 0
  c = (c + Math.imul(a, b)) >>> 0
  d = (d + Math.imul(b, c)) >>> 0
  words[0] = a >>> 0
  words[1] = b >>> 0
  words[2] = c >>> 0
  words[3] = d >>> 0
  return words
}

/** A 32-bit hash of a string (FNV-1a), to give each named tensor a counter space of its own. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** A sequential reader of one stream. */
export class Random {
  private counter = 0
  private buffer: Hash4 = [0, 0, 0, 0]
  private spareNormal: number | null = null

  /**
   * @param seed     32-bit seed of the whole experiment
   * @param stream   what the numbers are for, one of `Stream`
   * @param substream which tensor, digit or epoch within the stream
   */
  constructor(
    private readonly seed: number,
    private readonly stream: number,
    private readonly substream = 0,
  ) {}

  /** Uniform over 0 … 2³²-1. */
  uint32(): number {
    const lane = this.counter & 3
    if (lane === 0) this.buffer = pcg4d(this.seed, this.stream, this.substream, this.counter >>> 2)
    this.counter++
    return this.buffer[lane]!
  }

  /** Uniform in [low, high), 24 bits. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * ((this.uint32() >>> 8) / 0x1000000)
  }

  /** Uniform integer in 0 … bound-1. */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound)
  }

  /** Standard normal, by Box and Muller's method. */
  normal(mean = 0, deviation = 1): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal
      this.spareNormal = null
      return mean + deviation * spare
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.spareNormal = radius * Math.sin(angle)
    return mean + deviation * radius * Math.cos(angle)
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)]!
  }
}
