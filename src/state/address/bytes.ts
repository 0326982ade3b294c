import { refuse } from '../../core/decode'
import type { Bytes } from '../../data/byte-reader'

/** Whole numbers as bytes, small ones in one byte: seven bits in each, the eighth says that more follow (LEB128, as in WebAssembly). */

const MOST = 0x7fffffff

export class ByteWriter {
  private readonly written: number[] = []

  /** @param value 0 … 2³¹-1 */
  unsigned(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.written.push((rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    this.written.push(rest)
  }

  /** Numbers near 0 of either sign become small ones: 0, -1, 1, -2, 2 … become 0, 1, 2, 3, 4 … */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }

  bytes(): Bytes {
    return Uint8Array.from(this.written)
  }
}

/** Reads what a `ByteWriter` wrote, or anything else. */
export class ByteCursor {
  private at = 0

  constructor(
    private readonly source: Bytes,
    private readonly path: string,
  ) {}

  /** @throws DecodeError where the bytes end, or for a number outside of its range */
  unsigned(most = MOST): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.source[this.at++]
      if (byte === undefined) return refuse(this.path, 'more bytes', this.source)
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value <= most ? value : refuse(this.path, `at most ${most}`, value)
    }
    return refuse(this.path, 'a number of at most 31 bits', this.source)
  }

  signed(): number {
    const folded = this.unsigned()
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
  }

  /** The next `count` bytes as they are. @throws DecodeError where there are fewer */
  take(count: number): Bytes {
    const taken = this.source.subarray(this.at, this.at + count)
    if (taken.length < count) return refuse(this.path, `${count} bytes`, taken)
    this.at += count
    return taken
  }

  /** @throws DecodeError where bytes are left */
  end(): void {
    if (this.at < this.source.length) refuse(this.path, 'the end', this.source)
  }
}
