import { permutation } from '../../core/permutation'
import { pcg4d, Stream } from '../../core/random'
import { ceilDiv } from '../../core/tensor'

/** How a set lies in blocks, and how many of them are in memory at a time. */
export interface BlockLayout {
  /** Examples of the set. */
  readonly count: number
  /** Of every block but the last. */
  readonly perBlock: number
  readonly blocksInWindow: number
}

/** Some blocks, from all over the set, whose examples follow each other in an order of their own. */
export interface Window {
  readonly blocks: readonly number[]
  /** Place in the epoch of its first example, and how many it has. */
  readonly start: number
  readonly count: number
  /** Where the example at a place of the window lies in it: the blocks one behind the other. */
  readonly order: (place: number) => number
}

/**
 * The order of an epoch over a set that is not in memory: the blocks are shuffled, windows of them follow each other, and within a window examples are
 * shuffled. It depends on nothing but seed, epoch and layout: every engine, and a run that goes on, has the same.
 */
export class BlockOrder {
  private readonly blockAt: (place: number) => number
  private readonly blocks: number
  readonly windows: number

  constructor(
    private readonly layout: BlockLayout,
    private readonly seed: number,
    private readonly epoch: number,
  ) {
    this.blocks = ceilDiv(layout.count, layout.perBlock)
    this.windows = ceilDiv(this.blocks, layout.blocksInWindow)
    this.blockAt = permutation(this.blocks, this.seedOf(0), epoch)
  }

  window(index: number): Window {
    const { blocksInWindow } = this.layout
    const first = index * blocksInWindow
    const blocks = Array.from({ length: Math.min(blocksInWindow, this.blocks - first) }, (_, place) => this.blockAt(first + place))
    const count = blocks.reduce((sum, block) => sum + this.examplesOf(block), 0)
    return { blocks, start: this.startOf(index), count, order: permutation(count, this.seedOf(1 + index), this.epoch) }
  }

  /** Which window the example at a place of the epoch is in. */
  windowOf(place: number): number {
    const guess = Math.min(this.windows - 1, Math.floor(place / (this.layout.blocksInWindow * this.layout.perBlock)))
    // The last block may be short, and may stand anywhere.
    return guess + 1 < this.windows && this.startOf(guess + 1) <= place ? guess + 1 : guess
  }

  private startOf(window: number): number {
    const full = window * this.layout.blocksInWindow
    const short = this.blocks * this.layout.perBlock - this.layout.count
    if (short === 0) return full * this.layout.perBlock
    for (let place = 0; place < full; place++) {
      if (this.blockAt(place) === this.blocks - 1) return full * this.layout.perBlock - short
    }
    return full * this.layout.perBlock
  }

  examplesOf(block: number): number {
    return Math.min(this.layout.perBlock, this.layout.count - block * this.layout.perBlock)
  }

  private seedOf(what: number): number {
    return pcg4d(this.seed, this.epoch, what, Stream.blocks)[0]
  }
}
