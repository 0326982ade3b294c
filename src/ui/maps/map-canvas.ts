import type { ColorScale } from '../kit/scales'
import { closeTop, roundTop } from './fit-scale'
import { paintValues } from './paint'

export interface MapCanvasOptions {
  readonly scale: ColorScale
  /**
   * Stretches the scale's ends to a round number beyond all values painted, for values without a bound; `closely` however small they are,
   * where only the pattern counts.
   */
  readonly fitted?: boolean | 'closely'
  /** Puts values into the order and number of the canvas's pixels; without it they are there already. */
  readonly arrange?: (values: Float32Array) => Float32Array
}

/**
 * A canvas with one pixel per value; the style sheet enlarges it by whole device pixels (`image-rendering: pixelated`), so that a
 * resize never repaints and a repaint never allocates.
 */
export class MapCanvas {
  readonly #context: CanvasRenderingContext2D | null
  readonly #image: ImageData
  readonly #pixels: Uint32Array
  readonly #palette: Uint32Array
  readonly #options: MapCanvasOptions
  /** Nothing yet: what stands on the canvas may be of another one before. */
  #painted: Float32Array | null | undefined

  /** @param canvas as many pixels wide and high as what is painted has columns and rows */
  constructor(canvas: HTMLCanvasElement, options: MapCanvasOptions) {
    this.#context = canvas.getContext('2d')
    this.#image = new ImageData(canvas.width, canvas.height)
    this.#pixels = new Uint32Array(this.#image.data.buffer)
    this.#palette = new Uint32Array(options.scale.table.buffer)
    this.#options = options
  }

  /** @param values what `arrange` makes [rows,columns] of; replaced between readings, never mutated, so that the same array is painted once. `null` clears. */
  paint(values: Float32Array | null): void {
    if (values === this.#painted) return
    this.#painted = values
    colour(values, this.#options, this.#pixels, this.#palette)
    this.#context?.putImageData(this.#image, 0, 0)
  }
}

/** Colours values as a canvas shows them, one pixel for each. @returns [rows,columns,4] RGBA bytes; transparent where there are not as many values */
export function colouredPixels(values: Float32Array | null, options: MapCanvasOptions, count: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(count)
  colour(values, options, pixels, new Uint32Array(options.scale.table.buffer))
  return new Uint8ClampedArray(pixels.buffer)
}

function colour(
  values: Float32Array | null,
  { scale, fitted, arrange }: MapCanvasOptions,
  pixels: Uint32Array,
  palette: Uint32Array,
): void {
  const shown = values && (arrange?.(values) ?? values)
  const top = shown === null || !fitted ? 1 : fitted === 'closely' ? closeTop(shown) : roundTop(shown)
  const [low, high] = scale.domain
  if (shown?.length === pixels.length) paintValues(shown, pixels, palette, low * top, high * top)
  else pixels.fill(0)
}
