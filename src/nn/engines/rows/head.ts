import type { Tensor } from '../../../core/tensor'
import { pixelsSeen } from '../../spec/rows/masks'
import type { RowsDescription } from '../../spec/rows/rows-spec'

/** Draws, or reads, the pixels of one row from left to right, when the layers have spoken of the rows above. */

/** One layer's weights, its units in the order in which they see pixels. */
interface HeadLayer {
  readonly kernel: Float32Array // [inputs,units]
  readonly bias: Float32Array // [units]
  readonly units: number
  /** Where the units begin that see so many pixels: [width+1]. */
  readonly starts: readonly number[]
  readonly isLast: boolean
}

/**
 * The head one pixel at a time, in float64 on every engine: each unit is computed once, when the last pixel that it sees is known. All pixels together cost
 * one pass.
 */
export class PixelHead {
  private readonly layers: readonly HeadLayer[]
  /** Of each layer, for the row at hand. */
  private readonly outputs: readonly Float64Array[]
  /** The first layer's sums of what the layers say and its bias, before any pixel. */
  private readonly fromAbove: Float64Array
  private readonly above: number
  private readonly width: number

  /** @param parameters  of the network; what is masked is never read */
  constructor({ head, above, width }: RowsDescription, parameters: ReadonlyMap<string, Tensor>) {
    this.above = above
    this.width = width
    this.layers = head.map(({ name, output }, place) => {
      const units = output.at(-1)!
      const seen = pixelsSeen(units, width)
      const starts = Array.from({ length: width + 1 }, (_, count) => {
        const first = seen.findIndex((pixels) => pixels >= count)
        return first === -1 ? units : first
      })
      const [kernel, bias] = [parameters.get(`${name}/kernel`)!.data, parameters.get(`${name}/bias`)!.data]
      return { kernel, bias, units, starts, isLast: place + 1 === head.length }
    })
    this.outputs = this.layers.map(({ units }) => new Float64Array(units))
    this.fromAbove = new Float64Array(this.layers[0]!.units)
  }

  /**
   * @param above  [above] what the layers say
   * @param pixel  asked for every pixel in turn with its sum; tells whether there is ink
   */
  row(above: ArrayLike<number>, pixel: (sum: number, column: number) => number): void {
    this.takeAbove(above)
    const { kernel, units } = this.layers[0]!
    for (let column = 0; column < this.width; column++) {
      for (const [place, layer] of this.layers.entries()) this.compute(place, layer, column)
      const ink = pixel(this.outputs.at(-1)![column]!, column)
      if (ink === 0) continue
      // Masked weights of units that are done already are never read again.
      const weights = (this.above + column) * units
      for (let unit = this.layers[0]!.starts[column + 1]!; unit < units; unit++) this.fromAbove[unit]! += kernel[weights + unit]!
    }
  }

  private takeAbove(above: ArrayLike<number>): void {
    const { kernel, bias, units } = this.layers[0]!
    this.fromAbove.set(bias)
    for (let from = 0; from < this.above; from++) {
      const value = above[from]!
      const row = from * units
      for (let unit = 0; unit < units; unit++) this.fromAbove[unit]! += value * kernel[row + unit]!
    }
  }

  /** The units of a layer that see exactly so many pixels. */
  private compute(place: number, { kernel, bias, units, starts, isLast }: HeadLayer, pixels: number): void {
    const output = this.outputs[place]!
    const before = place === 0 ? null : { values: this.outputs[place - 1]!, count: this.layers[place - 1]!.starts[pixels + 1]! }
    for (let unit = starts[pixels]!; unit < starts[pixels + 1]!; unit++) {
      let sum = this.fromAbove[unit]!
      if (before !== null) {
        sum = bias[unit]!
        for (let from = 0; from < before.count; from++) sum += before.values[from]! * kernel[from * units + unit]!
      }
      output[unit] = isLast ? sum : Math.max(0, sum)
    }
  }
}
