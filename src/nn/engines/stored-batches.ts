import type { StoredImages } from '../../core/images'
import { pixelCount, taskOf, type Task } from '../../core/task'
import { ceilDiv } from '../../core/tensor'
import type { RunSettings } from '../spec/training'
import { BlockOrder, type BlockLayout, type Window } from './block-order'
import type { TrainingStep } from './training-run'

/** Of the pictures of one window, two of which are in memory: the one that is learnt from, and the next, which is on its way. */
const WINDOW_BYTES = 32 * 2 ** 20

/** Blocks that are asked for at once: storage answers several as fast as one, and a pause or a reading never waits for many. */
const AT_ONCE = 4

/** Examples of one step, in memory of their own. */
export interface StoredBatch {
  readonly task: Task
  /** [B,height,width] */
  readonly images: Uint8Array
  /** [B] */
  readonly labels: Uint8Array
}

interface LoadedWindow extends Window {
  readonly key: string
  /** [n,height,width], the blocks one behind the other */
  readonly pictures: Uint8Array
  readonly labels: Uint8Array
  readonly loaded: Promise<void>
}

/**
 * The batches of a run over a set that lies in storage. Two windows are in memory; while steps take examples from one, the blocks of the next are read.
 */
export class StoredBatches {
  private readonly layout: BlockLayout
  private readonly pixels: number
  private readonly seed: number
  private readonly epochs: number
  private current: LoadedWindow | null = null
  private next: LoadedWindow | null = null
  private order: { readonly epoch: number; readonly blocks: BlockOrder } | null = null
  /** Memory of windows that nobody needs any more. */
  private readonly spare: Uint8Array[] = []

  constructor(
    private readonly set: StoredImages,
    { seed, epochs }: Pick<RunSettings, 'seed' | 'epochs'>,
    windowBytes = WINDOW_BYTES,
  ) {
    this.pixels = pixelCount(taskOf(set).input)
    const perBlock = set.blocks.examples
    const fitting = Math.floor(windowBytes / (perBlock * this.pixels))
    const blocksInWindow = Math.max(1, Math.min(fitting, ceilDiv(set.labels.length, perBlock)))
    this.layout = { count: set.labels.length, perBlock, blocksInWindow }
    this.seed = seed
    this.epochs = epochs
  }

  /** The examples of a step, which may come from two windows. Rejects with what storage says. */
  async take({ epoch, start, examples }: Pick<TrainingStep, 'epoch' | 'start' | 'examples'>): Promise<StoredBatch> {
    const { pixels } = this
    const images = new Uint8Array(examples * pixels)
    const labels = new Uint8Array(examples)
    for (let row = 0; row < examples;) {
      const window = await this.windowAt(epoch, start + row)
      const end = Math.min(examples, window.start + window.count - start)
      for (; row < end; row++) {
        const at = window.order(start + row - window.start)
        images.set(window.pictures.subarray(at * pixels, (at + 1) * pixels), row * pixels)
        labels[row] = window.labels[at]!
      }
    }
    return { task: taskOf(this.set), images, labels }
  }

  private async windowAt(epoch: number, place: number): Promise<LoadedWindow> {
    if (this.current !== null && isIn(this.current, epoch, place)) return this.current
    const order = this.orderOf(epoch)
    const index = order.windowOf(place)
    const wanted = this.next?.key === keyOf(epoch, index) ? this.next : this.load(epoch, index)
    if (this.current !== null) this.spare.push(this.current.pictures)
    this.current = null
    this.next = null
    await wanted.loaded
    this.current = wanted
    // An epoch's first window is read while the last one of the epoch before is learnt from.
    const following = index + 1 < order.windows ? [epoch, index + 1] : [epoch + 1, 0]
    const [nextEpoch = 0, nextIndex = 0] = following
    if (nextEpoch < this.epochs) {
      this.next = this.load(nextEpoch, nextIndex)
      // Whoever takes from it hears of a failure.
      this.next.loaded.catch(() => undefined)
    }
    return wanted
  }

  private load(epoch: number, index: number): LoadedWindow {
    const order = epoch === this.order?.epoch ? this.order.blocks : new BlockOrder(this.layout, this.seed, epoch)
    const window = order.window(index)
    const { blocksInWindow, perBlock } = this.layout
    const pictures = this.spare.pop() ?? new Uint8Array(blocksInWindow * perBlock * this.pixels)
    const labels = new Uint8Array(window.count)
    return { ...window, key: keyOf(epoch, index), pictures, labels, loaded: this.fill(window, order, pictures, labels) }
  }

  private async fill({ blocks }: Window, order: BlockOrder, pictures: Uint8Array, labels: Uint8Array): Promise<void> {
    const { perBlock } = this.layout
    const starts: number[] = []
    let end = 0
    for (const block of blocks) {
      starts.push(end)
      end += order.examplesOf(block)
    }
    let next = 0
    const work = async (): Promise<void> => {
      for (let place = next++; place < blocks.length; place = next++) {
        const block = blocks[place]!
        const values = await this.set.blocks.read(block)
        pictures.set(values, starts[place]! * this.pixels)
        labels.set(this.set.labels.subarray(block * perBlock, block * perBlock + order.examplesOf(block)), starts[place])
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  private orderOf(epoch: number): BlockOrder {
    if (this.order?.epoch !== epoch) this.order = { epoch, blocks: new BlockOrder(this.layout, this.seed, epoch) }
    return this.order.blocks
  }
}

function keyOf(epoch: number, window: number): string {
  return `${epoch}/${window}`
}

function isIn({ key, start, count }: LoadedWindow, epoch: number, place: number): boolean {
  return key.startsWith(`${epoch}/`) && place >= start && place < start + count
}
