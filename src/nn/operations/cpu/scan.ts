import { inputShape, scanOrder } from '../../spec/input'
import type { PictureReading } from '../../spec/model-spec'
import type { Primitives, Values } from './primitives'

/** Where a picture goes in a batch, and how many the batch has. */
export interface ScanTarget {
  /** [T,B,F] or [H,W,B,C] */
  readonly input: Values
  /** [T,B], or null for a model without masks. */
  readonly mask: Values | null
  readonly batch: number
}

/** A picture of a batch of pictures, and what its grey levels are multiplied by: 1, or 1/255 for bytes. */
export interface ScanSource {
  /** [N,height,width] grey levels */
  readonly images: ArrayLike<number>
  readonly index: number
  readonly scale: number
}

/** Reads pictures the way a model's input says. */
export class PictureScan {
  /** Pixel of the picture at [t,f]. */
  private readonly order: Uint16Array
  private readonly features: number
  /** One picture where primitives find it. */
  private readonly pixels: Uint8Array

  /** @param primitives  whose arrays pictures are laid into */
  constructor(
    reading: PictureReading,
    private readonly primitives: Pick<Primitives, 'allocateBytes' | 'layPicture'>,
  ) {
    const order = scanOrder(reading)
    const bytes = primitives.allocateBytes(order.byteLength)
    this.order = new Uint16Array(bytes.buffer, bytes.byteOffset, order.length)
    this.order.set(order)
    this.pixels = primitives.allocateBytes(order.length)
    this.features = inputShape(reading).at(-1) ?? 1
  }

  /** Lays a picture into a batch as example `place`; nothing else of the batch is written. */
  read({ input, mask, batch }: ScanTarget, place: number, { images, index, scale }: ScanSource): void {
    const { order, features } = this
    const first = index * order.length
    if (images instanceof Uint8Array) {
      this.pixels.set(images.subarray(first, first + order.length))
      this.primitives.layPicture(input, place, { batch, features }, order, this.pixels, scale)
    } else {
      for (let from = 0, step = 0; from < order.length; from += features, step++) {
        const at = (step * batch + place) * features
        for (let feature = 0; feature < features; feature++) input[at + feature] = images[first + order[from + feature]!]! * scale
      }
    }
    if (mask !== null) this.markInk({ input, mask, batch }, place)
  }

  /**
   * What the gradient of a batch says of each pixel of one of its pictures.
   *
   * @param dInput  [T,B,F] or [H,W,B,C]
   * @returns       [height,width]
   */
  gradient(dInput: Values, batch: number, place: number): Float64Array {
    const gradient = new Float64Array(this.order.length)
    this.order.forEach((pixel, index) => {
      const step = Math.floor(index / this.features)
      gradient[pixel] = dInput[(step * batch + place) * this.features + (index % this.features)]!
    })
    return gradient
  }

  /** A timestep counts where it has ink; of a picture without any, all do. */
  private markInk({ input, mask, batch }: ScanTarget & { readonly mask: Values }, place: number): void {
    const steps = this.order.length / this.features
    let hasInk = false
    for (let step = 0; step < steps; step++) {
      const at = (step * batch + place) * this.features
      const counts = input.subarray(at, at + this.features).some((value) => value > 0)
      mask[step * batch + place] = Number(counts)
      hasInk ||= counts
    }
    if (hasInk) return
    for (let step = 0; step < steps; step++) mask[step * batch + place] = 1
  }
}
